package io.headland.server.usecase.batch;

import io.headland.server.core.batch.Batch;
import io.headland.server.core.batch.BatchProvider;
import io.headland.server.core.batch.BatchStore;
import io.headland.server.core.leafuser.LeafUserLock;
import io.headland.server.core.machinefile.store.BatchFileStore;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.UuidGenerator;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/// Converts what failed of a batch again. Files that were processed are not changed.
public final class RetryBatch {
  private final Jdbi jdbi;
  private final BatchStore batches;
  private final BatchFileStore files;
  private final UuidGenerator ids;
  private final InstantSource clock;
  private final Runnable wake;

  /// @param wake the scheduler of this node, after the transaction
  public RetryBatch(
      Jdbi jdbi,
      BatchStore batches,
      BatchFileStore files,
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

  /// Requests that a failed batch is converted again as one of another provider. Nothing is changed
  /// if it has not failed, or has this provider.
  ///
  /// @return the batch; empty when it does not exist any more
  Optional<Batch> retryAs(ApiOwnerId owner, UUID id, BatchProvider provider) {
    Optional<Batch> known = batches.find(owner, id);
    jdbi.useTransaction(
        handle -> {
          Optional<Batch> batch = lock(handle, owner, known);
          if (batch.isPresent()
              && batch.get().status() == Batch.Status.FAILED
              && batch.get().provider() != provider) {
            batches.setProvider(handle, owner, id, provider);
            restart(handle, owner, batch.get());
          }
        });
    wake.run();
    return batches.find(owner, id);
  }

  /// Requests the conversion of a batch that failed, or of which a file failed. Otherwise nothing
  /// is changed.
  ///
  /// @return whether there is such a batch
  public boolean retry(ApiOwnerId owner, UUID id) {
    Optional<Batch> known = batches.find(owner, id);
    boolean found =
        jdbi.inTransaction(
            handle -> {
              Optional<Batch> batch = lock(handle, owner, known);
              batch
                  .filter(each -> each.status() != Batch.Status.RECEIVED)
                  .ifPresent(each -> restart(handle, owner, each));
              return batch.isPresent();
            });
    wake.run();
    return found;
  }

  private Optional<Batch> lock(Handle handle, ApiOwnerId owner, Optional<Batch> known) {
    known.ifPresent(batch -> LeafUserLock.share(handle, owner, batch.leafUser()));
    return known.flatMap(batch -> batches.lock(handle, owner, batch.id()));
  }

  private void restart(Handle handle, ApiOwnerId owner, Batch batch) {
    Instant now = clock.instant();
    int restarted = files.restartFailed(handle, owner, batch.id(), now);
    if (restarted > 0 || batch.status() == Batch.Status.FAILED) {
      batches.retry(handle, owner, batch.id(), ids.next(), now);
    }
  }
}
