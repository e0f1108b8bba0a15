package io.headland.server.usecase.batch;

import io.headland.server.core.batch.ArchiveUpload;
import io.headland.server.core.batch.ArchiveUpload.Part;
import io.headland.server.core.batch.ArchiveUploadStore;
import io.headland.server.core.batch.Batch;
import io.headland.server.platform.crypto.Digests;
import io.headland.server.platform.files.StoredFiles;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.UuidGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Stores the bytes of an upload in parts, and makes a batch of it when its last byte has arrived.
///
/// A part is durable in the file store before the number of received bytes includes it. The last
/// part is not stored: the number of received bytes becomes the size of the archive when its batch
/// exists. After a failure in between the client sends the last part again.
public final class AppendToUpload {
  /// An incomplete upload is kept for this time after its last bytes: longer than a grower is
  /// without a connection, and much shorter than the time in which disks become full.
  public static final Duration KEPT = Duration.ofDays(7);

  /// A part that is smaller is stored again together with the bytes after it, so that the number of
  /// parts is limited also when a client sends them in small requests.
  private static final long SMALL = 1024L * 1024;

  private final ArchiveUploadStore uploads;
  private final StoreBatch storeBatch;
  private final StoredFiles files;
  private final UuidGenerator ids;
  private final InstantSource clock;

  public AppendToUpload(
      ArchiveUploadStore uploads,
      StoreBatch storeBatch,
      StoredFiles files,
      UuidGenerator ids,
      InstantSource clock) {
    this.uploads = uploads;
    this.storeBatch = storeBatch;
    this.files = files;
    this.ids = ids;
    this.clock = clock;
  }

  /// What became of the bytes.
  public sealed interface Result {
    /// They are part of the upload.
    record Appended(ArchiveUpload upload) implements Result {}

    /// Another request has added bytes to the upload, or has ended it; these bytes are discarded.
    record Overtaken() implements Result {}

    /// The Leaf user was deleted.
    record NoUser() implements Result {}

    /// A part is not in the file store of this node.
    record PartMissing() implements Result {}
  }

  /// Adds bytes after those that were received.
  ///
  /// @param upload as it was read
  /// @param piece temporary file with the bytes; may be moved
  /// @throws IOException when they cannot be stored
  public Result append(ApiOwnerId owner, ArchiveUpload upload, Path piece, long size)
      throws IOException {
    List<Part> parts = uploads.listParts(owner, upload.id());
    if (parts.stream().mapToLong(Part::size).sum() != upload.received()) {
      return new Result.Overtaken();
    }
    if (upload.received() + size == upload.size()) {
      return complete(owner, upload, parts, piece);
    }
    Optional<Part> small =
        parts.isEmpty()
            ? Optional.empty()
            : Optional.of(parts.getLast()).filter(part -> part.size() < SMALL);
    if (small.isEmpty()) {
      return add(owner, upload, new Part(upload.received(), size, ids.next()), piece);
    }
    Path both = files.temporaryFile(".part");
    try {
      if (!join(owner, upload, List.of(small.get()), piece, both, Digests.sha256())) {
        return missing(owner, upload, parts);
      }
      Part joined = new Part(small.get().position(), small.get().size() + size, ids.next());
      Result result = add(owner, upload, joined, both);
      if (result instanceof Result.Appended) {
        files.delete(upload.partKey(owner, small.get().file()));
      }
      return result;
    } finally {
      Files.deleteIfExists(both);
    }
  }

  private Result add(ApiOwnerId owner, ArchiveUpload upload, Part part, Path file)
      throws IOException {
    String key = upload.partKey(owner, part.file());
    files.commit(file, key);
    Instant expiry = clock.instant().plus(KEPT);
    if (uploads.append(owner, upload, part, expiry)) {
      return new Result.Appended(upload.received(part.end(), expiry));
    }
    // The folder of an upload that has ended is deleted; this part may have been stored afterwards.
    boolean hasEnded =
        uploads
            .find(owner, upload.id(), clock.instant())
            .filter(found -> found.batch().isEmpty())
            .isEmpty();
    if (hasEnded) {
      files.deleteAll(upload.folderKey(owner));
    } else {
      files.delete(key);
    }
    return new Result.Overtaken();
  }

  private Result complete(ApiOwnerId owner, ArchiveUpload upload, List<Part> parts, Path last)
      throws IOException {
    Path archive = files.temporaryFile(".upload");
    try {
      MessageDigest digest = Digests.sha256();
      if (!join(owner, upload, parts, last, archive, digest)) {
        return missing(owner, upload, parts);
      }
      Optional<Batch> batch =
          storeBatch.store(
              owner,
              upload.leafUser(),
              upload.provider(),
              new StoreBatch.Archive(archive, upload.fileName(), upload.size()),
              digest.digest());
      return batch.isEmpty() ? new Result.NoUser() : complete(owner, upload, batch.get().id());
    } finally {
      Files.deleteIfExists(archive);
    }
  }

  private Result complete(ApiOwnerId owner, ArchiveUpload upload, UUID batch) throws IOException {
    Instant expiry = clock.instant().plus(KEPT);
    if (!uploads.complete(owner, upload, batch, expiry)) {
      return new Result.Overtaken();
    }
    files.deleteAll(upload.folderKey(owner));
    return new Result.Appended(upload.complete(batch, expiry));
  }

  /// The result when a part was not found: another request may have replaced it.
  private Result missing(ApiOwnerId owner, ArchiveUpload upload, List<Part> parts) {
    return uploads.listParts(owner, upload.id()).equals(parts)
        ? new Result.PartMissing()
        : new Result.Overtaken();
  }

  /// Writes parts and then a piece to a file; false when a part does not exist.
  private boolean join(
      ApiOwnerId owner,
      ArchiveUpload upload,
      List<Part> parts,
      Path piece,
      Path target,
      MessageDigest digest)
      throws IOException {
    try (OutputStream out =
        new DigestOutputStream(Files.newOutputStream(target, StandardOpenOption.WRITE), digest)) {
      for (Part part : parts) {
        if (!copy(upload.partKey(owner, part.file()), out)) {
          return false;
        }
      }
      Files.copy(piece, out);
    }
    return true;
  }

  private boolean copy(String key, OutputStream out) throws IOException {
    Optional<Path> file = files.find(key);
    if (file.isEmpty()) {
      return false;
    }
    try {
      Files.copy(file.get(), out);
      return true;
    } catch (NoSuchFileException _) {
      // Another request has deleted the part since it was found.
      return false;
    }
  }
}
