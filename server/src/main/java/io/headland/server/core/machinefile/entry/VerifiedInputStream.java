package io.headland.server.core.machinefile.entry;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;

/// The content of an entry, whose size and checksum are compared with those in the archive:
/// [java.util.zip.ZipFile] compares neither.
final class VerifiedInputStream extends FilterInputStream {
  private final String path;
  private final long size;
  private final long expected;
  private final CRC32 checksum = new CRC32();
  private long read;

  VerifiedInputStream(InputStream in, String path, ZipEntry entry) {
    super(in);
    this.path = path;
    this.size = entry.getSize();
    this.expected = entry.getCrc();
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int count = in.read(bytes, offset, length);
    if (count < 0) {
      verify();
      return count;
    }
    read += count;
    checksum.update(bytes, offset, count);
    if (read > size) {
      throw damaged("is longer than the archive states");
    }
    return count;
  }

  private void verify() throws ZipException {
    if (read < size) {
      throw damaged("is shorter than the archive states");
    }
    if (checksum.getValue() != expected) {
      throw damaged("does not match its checksum");
    }
  }

  private ZipException damaged(String reason) {
    return new ZipException("%s is damaged: it %s.".formatted(path, reason));
  }

  /// Reads over the bytes, so that they are part of the checksum.
  @Override
  public long skip(long count) throws IOException {
    return readNBytes(Math.clamp(count, 0, 1 << 16)).length;
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
