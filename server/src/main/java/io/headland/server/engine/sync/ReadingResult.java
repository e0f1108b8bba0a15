package io.headland.server.engine.sync;

import io.headland.server.core.sync.SyncRunOrganization;
import io.headland.server.usecase.sync.PlanSync;
import java.time.Duration;

/// The result of reading an organization.
sealed interface ReadingResult {
  /// The result is stored in the run.
  sealed interface Stored extends ReadingResult {}

  /// The reading has ended, or the organization was claimed by another worker.
  ///
  /// @param rest of the run
  record Over(PlanSync.Rest rest) implements Stored {
    /// Whether the run has more work is determined by the next claim.
    static Over moreLeft() {
      return new Over(new PlanSync.Rest.More());
    }
  }

  /// The reading is to be continued after a pause, from its position.
  record Pause(Duration pause) implements Stored {}

  /// The provider rejects the token; the reading can be repeated with another one.
  record Unauthorized(SyncRunOrganization runOrganization) implements ReadingResult {}
}
