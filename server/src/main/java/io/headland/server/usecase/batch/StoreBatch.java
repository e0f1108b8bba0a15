package io.headland.server.usecase.batch;

import io.headland.server.core.batch.Batch;
import io.headland.server.core.batch.BatchProvider;
import io.headland.server.core.batch.BatchStore;
import io.headland.server.platform.files.StoredFiles;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.LeafUserId;
import io.headland.server.platform.id.UuidGenerator;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;

/// Stores an archive that was received, and requests its conversion. The same archive of the same
/// Leaf user is the same batch; when its conversion failed, it is repeated with another provider.
public final class StoreBatch {
  private final BatchStore batches;
  private final RetryBatch retries;
  private final StoredFiles files;
  private final UuidGenerator ids;
  private final InstantSource clock;
  private final Runnable wake;

  /// @param wake called after a conversion was requested
  public StoreBatch(
      BatchStore batches,
      RetryBatch retries,
      StoredFiles files,
      UuidGenerator ids,
      InstantSource clock,
      Runnable wake) {
    this.batches = batches;
    this.retries = retries;
    this.files = files;
    this.ids = ids;
    this.clock = clock;
    this.wake = wake;
  }

  /// An archive that was received.
  ///
  /// @param file temporary file of the store; moved if the batch is new
  /// @param name given by the client, for display
  /// @param size in bytes
  public record Archive(Path file, String name, long size) {}

  /// Stores an archive. The archive is durable before there is a row: a failure in between leaves a
  /// file without a row, which is deleted later.
  ///
  /// @return the batch; empty when there is no such Leaf user
  /// @throws IOException when the archive cannot be stored
  public Optional<Batch> store(
      ApiOwnerId owner, LeafUserId leafUser, BatchProvider provider, Archive archive, byte[] digest)
      throws IOException {
    Optional<Batch> known = batches.findByDigest(owner, leafUser, digest);
    if (known.isPresent()) {
      return retries.retryAs(owner, known.get().id(), provider);
    }
    UUID id = ids.next();
    files.commit(archive.file(), Batch.archiveKey(owner, id));
    Batch batch =
        new Batch(
            id,
            leafUser,
            provider,
            archive.name(),
            archive.size(),
            Batch.Status.RECEIVED,
            "",
            clock.instant());
    BatchStore.Inserted inserted = batches.insert(owner, batch, digest);
    if (inserted.isNew()) {
      wake.run();
    } else {
      files.deleteAll(Batch.folderKey(owner, id));
    }
    return inserted.batch();
  }
}
