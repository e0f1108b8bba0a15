package io.headland.server.core.machinefile.archive;

import io.headland.server.core.machinefile.MachineFileException;
import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/// Opens zip files. [ZipFile] holds the central directory in memory, whose size is therefore
/// checked first.
final class ZipOpening {
  private static final long MAX_DIRECTORY_BYTES = 64L << 20;
  private static final int END_LENGTH = 22;
  private static final int END_SIGNATURE = 0x06054b50;
  private static final int MAX_COMMENT = 65_535;
  private static final int LOCATOR_LENGTH = 20;
  private static final int LOCATOR_SIGNATURE = 0x07064b50;
  private static final int ZIP64_END_LENGTH = 56;
  private static final long IN_ZIP64 = 0xFFFF_FFFFL;

  /// The character set of names without the UTF-8 flag, as Windows writes them.
  private static final Charset IBM_437 = Charset.forName("IBM437");

  private ZipOpening() {}

  /// @param name of the archive in messages
  static ZipFile open(Path file, String name) throws IOException, MachineFileException {
    if (directoryBytes(file) > MAX_DIRECTORY_BYTES) {
      throw new MachineFileException("%s has a directory of more than 64 MiB.".formatted(name));
    }
    try {
      return open(file);
    } catch (ZipException | EOFException e) {
      throw new MachineFileException(message(name, String.valueOf(e.getMessage())), e);
    }
  }

  private static ZipFile open(Path file) throws IOException {
    try {
      return new ZipFile(file.toFile(), StandardCharsets.UTF_8);
    } catch (ZipException e) {
      if (!String.valueOf(e.getMessage()).contains("bad entry name")) {
        throw e;
      }
      return new ZipFile(file.toFile(), IBM_437);
    }
  }

  private static String message(String name, String reason) {
    if (reason.contains("encrypted")) {
      return "%s is encrypted; upload it without a password.".formatted(name);
    }
    if (reason.contains("compression method")) {
      return "%s has a compression method other than Deflate, for example Deflate64; create it again with Deflate."
          .formatted(name);
    }
    return "%s is not a zip file, or is truncated.".formatted(name);
  }

  /// The size of the central directory; 0 when there is none.
  private static long directoryBytes(Path file) throws IOException {
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      long start = Math.max(0, in.length() - END_LENGTH - MAX_COMMENT - LOCATOR_LENGTH);
      byte[] bytes = new byte[(int) (in.length() - start)];
      in.seek(start);
      in.readFully(bytes);
      ByteBuffer tail = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
      for (int at = bytes.length - END_LENGTH; at >= 0; at--) {
        if (tail.getInt(at) == END_SIGNATURE) {
          long size = Integer.toUnsignedLong(tail.getInt(at + 12));
          return size == IN_ZIP64 ? zip64DirectoryBytes(in, tail, at - LOCATOR_LENGTH) : size;
        }
      }
      return 0;
    }
  }

  private static long zip64DirectoryBytes(RandomAccessFile in, ByteBuffer tail, int locator)
      throws IOException {
    if (locator < 0 || tail.getInt(locator) != LOCATOR_SIGNATURE) {
      return 0;
    }
    long position = tail.getLong(locator + 8);
    if (position < 0 || position > in.length() - ZIP64_END_LENGTH) {
      return 0;
    }
    in.seek(position + 40);
    return Math.abs(Long.reverseBytes(in.readLong()));
  }
}
