package io.headland.server.core.sync;

import java.time.Duration;

/// How a worker's turn at an organization ends.
public sealed interface ReadingResult {
  /// The part is over, or somebody else has it.
  record Over() implements ReadingResult {}

  /// The turn is over, the part is not: go on after a pause, from where it stands.
  record Pause(Duration pause) implements ReadingResult {}

  /// The provider refuses the token.
  record Unauthorized(SyncRunOrganization part) implements ReadingResult {}
}
