package io.headland.server.platform.http;

import io.headland.server.platform.files.StoredFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Receives files of any size from API owners and writes them to temporary files, with bounded
/// memory.
public final class FileUploads {
  private static final int MAX_AT_ONCE = 4;
  private static final int MAX_OF_SENDER = 3;

  /// What a body may contain besides its file.
  private static final int MAX_OVERHEAD = 1024 * 1024;

  private final StoredFiles files;
  private final long maxBytes;
  private final long reserve;
  private final UploadSlots slots = new UploadSlots(MAX_AT_ONCE, MAX_OF_SENDER);

  /// @param maxBytes size limit of a file
  /// @param reserve bytes of disk space that are left free
  public FileUploads(StoredFiles files, long maxBytes, long reserve) {
    this.files = files;
    this.maxBytes = maxBytes;
    this.reserve = reserve;
  }

  /// Receives the file of a request.
  ///
  /// @throws ProblemException 400 when the body is not valid, 413 when it is too large, 415 for
  ///   another media type, 503 when there are too many uploads, 507 without disk space, or that of
  ///   a file that is not the expected one
  ReceivedFile receive(RequestBody body, ExpectedFile expected) {
    byte[] boundary =
        MultipartBody.boundary(body.contentType()).getBytes(StandardCharsets.ISO_8859_1);
    body.requireAtMost(maxBytes + MAX_OVERHEAD);
    try (UploadSlots.Slot _ = slots.take(expected.sender())) {
      DiskSpace disk = new DiskSpace(files, reserve);
      disk.require(Math.max(0, body.length()));
      Path file = temporaryFile(disk);
      boolean complete = false;
      try {
        ReceivedFile received =
            body.streamed(maxBytes + MAX_OVERHEAD, in -> parse(in, boundary, file, disk, expected));
        complete = true;
        return received;
      } finally {
        if (!complete) {
          ReceivedFile.delete(file);
        }
      }
    }
  }

  /// Receives bytes of a file, and passes them on in pieces.
  ///
  /// @throws ProblemException 413 when there are too many, 415 when they are compressed, 460 when
  ///   the checksum differs, 503 when there are too many uploads, 507 without disk space, 400 when
  ///   the body ends early, or that of a file that is not the expected one
  void receive(RequestBody body, ExpectedBytes expected, PieceTarget target) {
    body.requireAtMost(expected.most());
    try (UploadSlots.Slot _ = slots.take(expected.file().sender())) {
      DiskSpace disk = new DiskSpace(files, reserve);
      disk.require(Math.max(0, body.length()));
      body.streamed(
          expected.most(),
          in -> {
            new PieceReader(in, files, disk, expected, target).readAll();
            return true;
          });
    }
  }

  /// Requires disk space for a file.
  ///
  /// @throws ProblemException 507 when there is less
  public void requireSpace(long bytes) {
    new DiskSpace(files, reserve).require(bytes);
  }

  /// The size limit of a file.
  public long maxBytes() {
    return maxBytes;
  }

  /// The failure of a request whose file could not be stored: 507 when the disk is full.
  public RuntimeException failure(IOException cause) {
    return new DiskSpace(files, reserve).failure(cause);
  }

  private Path temporaryFile(DiskSpace disk) {
    try {
      return files.temporaryFile(".upload");
    } catch (IOException e) {
      throw disk.failure(e);
    }
  }

  private ReceivedFile parse(
      InputStream in, byte[] boundary, Path file, DiskSpace disk, ExpectedFile expected)
      throws IOException {
    MultipartReader parts = new MultipartReader(in, boundary);
    Map<String, String> fields = new HashMap<>();
    @Nullable String name = null;
    try (UploadFile target = new UploadFile(file, maxBytes, disk, expected)) {
      while (parts.next()) {
        if (!parts.isFile()) {
          fields.putIfAbsent(parts.name(), parts.text());
        } else if (name == null) {
          name = FileNames.displayedLast(parts.fileName());
          parts.writeTo(target);
          target.requireStart();
        } else {
          throw new ProblemException(
              Problem.of(400, "The request body has more than one file in the form field file."));
        }
      }
      if (name == null) {
        throw MultipartBody.noFile();
      }
      return new ReceivedFile(fields, name, file, target.size(), target.digest());
    } catch (UncheckedIOException e) {
      throw disk.failure(Objects.requireNonNull(e.getCause()));
    }
  }
}
