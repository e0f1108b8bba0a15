package io.headland.server.sync;

import java.time.Duration;

/// How a lane's turn at an organization ends.
sealed interface PartEnd {
  /// The part is over, or somebody else has it.
  record Over() implements PartEnd {}

  /// The turn is over, the part is not: go on after a pause, from where it stands.
  record Pause(Duration pause) implements PartEnd {}

  /// The provider refuses the token.
  record Unauthorized(RunPart part) implements PartEnd {}
}
