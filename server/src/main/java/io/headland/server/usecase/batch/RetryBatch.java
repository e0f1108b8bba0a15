package io.headland.server.usecase.batch;

import io.headland.server.core.batch.Batch;
import io.headland.server.core.batch.BatchStore;
import io.headland.server.core.machinefile.store.BatchFiles;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.UuidGenerator;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/// Converts what failed of a batch again. Files that were processed are not changed.
public final class RetryBatch {
  private final Jdbi jdbi;
  private final BatchStore batches;
  private final BatchFiles files;
  private final UuidGenerator ids;
  private final InstantSource clock;
  private final Runnable wake;

  /// @param wake called after a conversion was requested
  public RetryBatch(
      Jdbi jdbi,
      BatchStore batches,
      BatchFiles files,
      UuidGenerator ids,
      InstantSource clock,
      Runnable wake) {
    this.jdbi = jdbi;
    this.batches = batches;
    this.files = files;
    this.ids = ids;
    this.clock = clock;
    this.wake = wake;
  }

  /// Requests the conversion of a batch that failed, or of which a file failed. Otherwise nothing
  /// is changed.
  ///
  /// @return whether there is such a batch
  public boolean retry(ApiOwnerId owner, UUID id) {
    Instant now = clock.instant();
    boolean found =
        jdbi.inTransaction(
            handle -> {
              Optional<Batch> batch = batches.lock(handle, owner, id);
              if (batch.isPresent() && batch.get().status() != Batch.Status.RECEIVED) {
                int restarted = files.restartFailed(handle, owner, id, now);
                if (restarted > 0 || batch.get().status() == Batch.Status.FAILED) {
                  batches.retry(handle, owner, id, ids.next(), now);
                }
              }
              return batch.isPresent();
            });
    wake.run();
    return found;
  }
}
