package io.headland.server.core.sync;

import java.time.Duration;

/// How a worker's turn at an organization ends.
public sealed interface ReadingResult {
  /// The organization is done, or was claimed by another worker.
  record Over() implements ReadingResult {}

  /// The time slice is over, the organization is not done: continue after a pause, from its
  /// position.
  record Pause(Duration pause) implements ReadingResult {}

  /// The provider rejects the token.
  record Unauthorized(SyncRunOrganization runOrganization) implements ReadingResult {}
}
