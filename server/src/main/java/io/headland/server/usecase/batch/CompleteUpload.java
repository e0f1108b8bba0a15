package io.headland.server.usecase.batch;

import io.headland.server.core.batch.ArchiveUpload;
import io.headland.server.core.batch.ArchiveUpload.Part;
import io.headland.server.core.batch.ArchiveUploadStore;
import io.headland.server.core.batch.Batch;
import io.headland.server.core.batch.BatchStore;
import io.headland.server.core.leafuser.LeafUserLock;
import io.headland.server.platform.crypto.Digests;
import io.headland.server.platform.files.StoredFiles;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.UuidGenerator;
import io.headland.server.usecase.batch.AppendToUpload.Result;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/// Makes a batch of an upload whose last byte has arrived. The archive of a new batch are the
/// parts, until its conversion joins them ([JoinUpload]).
public final class CompleteUpload {
  private final Jdbi jdbi;
  private final ArchiveUploadStore uploads;
  private final UploadParts parts;
  private final BatchStore batches;
  private final RetryBatch retries;
  private final StoredFiles files;
  private final UuidGenerator ids;
  private final InstantSource clock;
  private final Runnable wake;

  /// @param wake the scheduler of this node, after the transaction
  public CompleteUpload(
      Jdbi jdbi,
      ArchiveUploadStore uploads,
      UploadParts parts,
      BatchStore batches,
      RetryBatch retries,
      StoredFiles files,
      UuidGenerator ids,
      InstantSource clock,
      Runnable wake) {
    this.jdbi = jdbi;
    this.uploads = uploads;
    this.parts = parts;
    this.batches = batches;
    this.retries = retries;
    this.files = files;
    this.ids = ids;
    this.clock = clock;
    this.wake = wake;
  }

  /// Completes an upload.
  ///
  /// @param received the parts of all bytes before the last piece
  /// @param last temporary file with the last piece; may be moved
  /// @return empty when a part does not exist
  Optional<Result> complete(
      ApiOwnerId owner, ArchiveUpload upload, List<Part> received, Path last, long size)
      throws IOException {
    MessageDigest digest = Digests.sha256();
    try (OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
      if (!parts.copy(owner, upload, received, out)) {
        return Optional.empty();
      }
      Files.copy(last, out);
    }
    byte[] sha256 = digest.digest();
    Optional<Batch> known =
        batches
            .findByDigest(owner, upload.leafUser(), sha256)
            .flatMap(batch -> retries.retryAs(owner, batch.id(), upload.provider()));
    return Optional.of(
        known.isPresent()
            ? useKnown(owner, upload, known.get().id())
            : insert(owner, upload, last, size, sha256));
  }

  private Result useKnown(ApiOwnerId owner, ArchiveUpload upload, UUID batch) throws IOException {
    Instant expiry = expiry();
    boolean completed =
        jdbi.inTransaction(
            handle -> {
              LeafUserLock.share(handle, owner, upload.leafUser());
              boolean unchanged = uploads.lock(handle, owner, upload);
              if (unchanged) {
                uploads.complete(handle, owner, upload.id(), batch, Optional.empty(), expiry);
              }
              return unchanged;
            });
    if (!completed) {
      return new Result.Overtaken();
    }
    files.deleteAll(upload.folderKey(owner));
    return new Result.Appended(upload.complete(batch, expiry));
  }

  private Result insert(ApiOwnerId owner, ArchiveUpload upload, Path last, long size, byte[] digest)
      throws IOException {
    Part part = new Part(upload.received(), size, ids.next());
    files.commit(last, upload.partKey(owner, part.file()));
    Instant expiry = expiry();
    Result result =
        jdbi.inTransaction(handle -> insert(handle, owner, upload, part, digest, expiry));
    wake.run();
    switch (result) {
      // The parts are not used when another request has stored the archive meanwhile.
      case Result.Appended(ArchiveUpload complete) -> parts.deleteUnused(owner, complete);
      case Result.NoUser(), Result.Overtaken(), Result.PartMissing() ->
          parts.discard(owner, upload, part, clock.instant());
    }
    return result;
  }

  private Result insert(
      Handle handle,
      ApiOwnerId owner,
      ArchiveUpload upload,
      Part last,
      byte[] digest,
      Instant expiry) {
    LeafUserLock.share(handle, owner, upload.leafUser());
    if (!uploads.lock(handle, owner, upload)) {
      return new Result.Overtaken();
    }
    Batch batch =
        new Batch(
            ids.next(),
            upload.leafUser(),
            upload.provider(),
            upload.fileName(),
            upload.size(),
            Batch.Status.RECEIVED,
            "",
            clock.instant());
    BatchStore.Inserted inserted = batches.insert(handle, owner, batch, digest);
    if (inserted.batch().isEmpty()) {
      return new Result.NoUser();
    }
    UUID id = inserted.batch().get().id();
    Optional<Part> kept = inserted.isNew() ? Optional.of(last) : Optional.empty();
    uploads.complete(handle, owner, upload.id(), id, kept, expiry);
    return new Result.Appended(upload.complete(id, expiry));
  }

  private Instant expiry() {
    return clock.instant().plus(AppendToUpload.KEPT);
  }
}
