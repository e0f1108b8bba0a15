package io.headland.server.platform.http;

import io.headland.server.platform.files.StoredFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Reads a body into pieces. Used once.
///
/// When the connection fails, the bytes before are a piece, unless they have a checksum, which is
/// one of the whole body.
final class PieceReader {
  private static final int BUFFER = 64 * 1024;

  private final InputStream in;
  private final StoredFiles files;
  private final DiskSpace disk;
  private final ExpectedBytes expected;
  private final PieceTarget target;
  private final byte[] buffer = new byte[BUFFER];
  private long received;
  private boolean ended;
  private @Nullable IOException failure;

  PieceReader(
      InputStream in,
      StoredFiles files,
      DiskSpace disk,
      ExpectedBytes expected,
      PieceTarget target) {
    this.in = in;
    this.files = files;
    this.disk = disk;
    this.expected = expected;
    this.target = target;
  }

  /// Reads the body to its end.
  ///
  /// @throws IOException when the connection fails
  void readAll() throws IOException {
    while (!ended) {
      try {
        readPiece();
      } catch (UncheckedIOException e) {
        throw disk.failure(Objects.requireNonNull(e.getCause()));
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  private void readPiece() {
    disk.require(0);
    try {
      Path file = files.temporaryFile(".part");
      try {
        long size = write(file);
        if (size > 0) {
          target.store(file, size);
        }
      } finally {
        ReceivedFile.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Writes the next piece; 0 when there is none.
  private long write(Path file) {
    long most = expected.pieceBytes();
    try (UploadFile piece =
        new UploadFile(file, most, disk, expected.file().from(expected.position() + received))) {
      while (!ended && piece.size() < most) {
        int n = read((int) Math.min(BUFFER, most - piece.size()));
        if (n > 0) {
          piece.write(buffer, 0, n);
        }
      }
      received += piece.size();
      requireEndOfFile();
      if (expected.checksum().isPresent()) {
        return verified(expected.checksum().get()) ? piece.size() : 0;
      }
      return piece.size();
    }
  }

  /// The last byte of the file is the last one of the body.
  ///
  /// @throws ProblemException 413 when there are more
  private void requireEndOfFile() {
    if (!ended && received == expected.most()) {
      read(1);
    }
  }

  private boolean verified(BodyChecksum checksum) {
    if (failure != null) {
      return false;
    }
    checksum.verify();
    return true;
  }

  private int read(int most) {
    try {
      int n = in.read(buffer, 0, most);
      ended = n < 0;
      if (n > 0 && expected.checksum().isPresent()) {
        expected.checksum().get().update(buffer, n);
      }
      return n;
    } catch (IOException e) {
      ended = true;
      failure = e;
      return -1;
    }
  }
}
