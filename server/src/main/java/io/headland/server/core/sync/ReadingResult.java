package io.headland.server.core.sync;

import java.time.Duration;

/// The result of reading an organization.
public sealed interface ReadingResult {
  /// The reading has ended, or the organization was claimed by another worker.
  record Over() implements ReadingResult {}

  /// The reading is to be continued after a pause, from its position.
  record Pause(Duration pause) implements ReadingResult {}

  /// The provider rejects the token.
  record Unauthorized(SyncRunOrganization runOrganization) implements ReadingResult {}
}
