package io.headland.server.platform.http;

import io.headland.server.platform.crypto.Digests;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;

/// Writes a file that is being received, with its size and its SHA-256. Failures of the disk are
/// [UncheckedIOException]s, so that they differ from those of the connection.
final class UploadFile extends OutputStream {
  /// The disk space is checked again after this number of bytes.
  private static final long CHECK = 16L * 1024 * 1024;

  private final OutputStream out;
  private final long max;
  private final DiskSpace disk;
  private final ExpectedFile expected;
  private final ByteArrayOutputStream start = new ByteArrayOutputStream();
  private final MessageDigest digest = Digests.sha256();
  private long size;
  private long nextCheck = CHECK;

  /// @param max size limit
  /// @param expected first bytes
  UploadFile(Path file, long max, DiskSpace disk, ExpectedFile expected) {
    this.max = max;
    this.expected = expected;
    this.disk = disk;
    try {
      this.out = Files.newOutputStream(file, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  long size() {
    return size;
  }

  byte[] digest() {
    return digest.digest();
  }

  @Override
  public void write(int b) {
    write(new byte[] {(byte) b}, 0, 1);
  }

  /// @throws ProblemException 413 when the file is larger than its limit, 507 without disk space,
  ///   or that of a file that does not begin as expected
  @Override
  public void write(byte[] bytes, int offset, int length) {
    int missing = expected.start().length() - start.size();
    if (missing > 0) {
      start.write(bytes, offset, Math.min(missing, length));
      expected.check(start.toByteArray(), false);
    }
    size += length;
    if (size > max) {
      throw new ProblemException(
          Problem.of(413, "The file is larger than the limit of %d bytes.".formatted(max)));
    }
    if (size > nextCheck) {
      disk.require(0);
      nextCheck += CHECK;
    }
    try {
      out.write(bytes, offset, length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    digest.update(bytes, offset, length);
  }

  /// Called when the whole file was written.
  void requireStart() {
    expected.check(start.toByteArray(), true);
  }

  @Override
  public void close() {
    try {
      out.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
