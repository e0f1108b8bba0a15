package io.headland.server.core.machinefile.archive;

import io.headland.server.core.machinefile.MachineFileException;

/// Bounds of an archive with all archives in it. Sizes are those that its directories state, which
/// reading does not exceed.
///
/// The text of a .dbf file has thirty times the size of its compressed form; the bound of the ratio
/// applies above one gibibyte, so that small archives of long runs of blanks are accepted.
final class ArchiveLimits {
  static final int MAX_ENTRIES = 100_000;
  static final int MAX_NESTED = 1_000;
  static final long MAX_BYTES = 64L << 30;
  private static final long MAX_NESTED_BYTES = 8L << 30;
  private static final long RATIO_APPLIES_ABOVE = 1L << 30;
  private static final int MAX_RATIO = 200;

  private final long archiveBytes;
  private long entries;
  private int nested;
  private long nestedBytes;
  private long bytes;

  /// @param archiveBytes the size of the uploaded archive
  ArchiveLimits(long archiveBytes) {
    this.archiveBytes = archiveBytes;
  }

  void addEntries(int count) throws MachineFileException {
    entries += count;
    if (entries > MAX_ENTRIES) {
      throw new MachineFileException("The archive has more than %,d files.".formatted(MAX_ENTRIES));
    }
  }

  void addNestedArchive(long size) throws MachineFileException {
    nested++;
    nestedBytes += size;
    if (nested > MAX_NESTED) {
      throw new MachineFileException(
          "The archive contains more than %,d archives.".formatted(MAX_NESTED));
    }
    if (nestedBytes > MAX_NESTED_BYTES) {
      throw new MachineFileException("The archives in the archive are larger than 8 GiB in total.");
    }
  }

  void addBytes(long size) throws MachineFileException {
    bytes += size;
    if (bytes > MAX_BYTES || bytes < 0) {
      throw new MachineFileException(
          "The files of the archive are larger than 64 GiB in total when they are unpacked.");
    }
    if (bytes > RATIO_APPLIES_ABOVE && bytes / MAX_RATIO > archiveBytes) {
      throw new MachineFileException(
          "The files of the archive are more than %d times as large as the archive."
              .formatted(MAX_RATIO));
    }
  }
}
