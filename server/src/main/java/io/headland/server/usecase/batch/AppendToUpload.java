package io.headland.server.usecase.batch;

import io.headland.server.core.batch.ArchiveUpload;
import io.headland.server.core.batch.ArchiveUpload.Part;
import io.headland.server.core.batch.ArchiveUploadStore;
import io.headland.server.platform.files.StoredFiles;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.UuidGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Stores the bytes of an upload in parts, and makes a batch of it when its last byte has arrived.
///
/// A part is durable in the file store before the number of received bytes includes it, which
/// becomes the size of the archive when its batch exists. After a failure in between the client
/// sends the last part again.
public final class AppendToUpload {
  /// An incomplete upload is kept for this time after its last bytes: longer than a grower is
  /// without a connection, and much shorter than the time in which disks become full.
  public static final Duration KEPT = Duration.ofDays(7);

  /// A part that is smaller is stored again together with the bytes after it, so that the number of
  /// parts is limited also when a client sends them in small requests.
  private static final long SMALL = 1024L * 1024;

  private final ArchiveUploadStore uploads;
  private final UploadParts parts;
  private final CompleteUpload complete;
  private final StoredFiles files;
  private final UuidGenerator ids;
  private final InstantSource clock;

  public AppendToUpload(
      ArchiveUploadStore uploads,
      UploadParts parts,
      CompleteUpload complete,
      StoredFiles files,
      UuidGenerator ids,
      InstantSource clock) {
    this.uploads = uploads;
    this.parts = parts;
    this.complete = complete;
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
    List<Part> received = parts.list(owner, upload);
    if (received.stream().mapToLong(Part::size).sum() != upload.received()) {
      return new Result.Overtaken();
    }
    if (upload.received() + size == upload.size()) {
      return complete
          .complete(owner, upload, received, piece, size)
          .orElseGet(() -> missing(owner, upload, received));
    }
    Optional<Part> small =
        received.isEmpty()
            ? Optional.empty()
            : Optional.of(received.getLast()).filter(part -> part.size() < SMALL);
    if (small.isEmpty()) {
      return add(owner, upload, new Part(upload.received(), size, ids.next()), piece);
    }
    Path both = files.temporaryFile(".part");
    try {
      try (OutputStream out = Files.newOutputStream(both, StandardOpenOption.WRITE)) {
        if (!parts.copy(owner, upload, List.of(small.get()), out)) {
          return missing(owner, upload, received);
        }
        Files.copy(piece, out);
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
    files.commit(file, upload.partKey(owner, part.file()));
    Instant expiry = clock.instant().plus(KEPT);
    if (uploads.append(owner, upload, part, expiry)) {
      return new Result.Appended(upload.received(part.end(), expiry));
    }
    parts.discard(owner, upload, part, clock.instant());
    return new Result.Overtaken();
  }

  /// The result when a part was not found: another request may have replaced it.
  private Result missing(ApiOwnerId owner, ArchiveUpload upload, List<Part> received) {
    return parts.list(owner, upload).equals(received)
        ? new Result.PartMissing()
        : new Result.Overtaken();
  }
}
