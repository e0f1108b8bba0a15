package io.headland.server.platform.memory;

import java.time.Duration;

/// Collects the whole heap when more than half of it is probably garbage, so that the process
/// returns the memory to the system.
///
/// The serial collector enlarges the old generation up to the limit of the heap before it collects
/// it: after the check of a password, which uses 19 MiB, and after a load, half of the used heap
/// was garbage for an unlimited time. A collection of a small heap takes less than a tenth of a
/// second. That of a large one would take longer, so heaps with a limit of more than
/// [#LARGEST_LIMIT] are left to their collector.
public final class HeapCollection {
  public static final Duration INTERVAL = Duration.ofMinutes(1);

  private static final long MEBIBYTE = 1L << 20;

  /// Above it, in bytes, this class does nothing.
  static final long LARGEST_LIMIT = 512 * MEBIBYTE;

  /// Less garbage than this, in bytes, is not worth a collection.
  static final long LEAST_GARBAGE = 16 * MEBIBYTE;

  private final Heap heap;
  private long usedAfterLast;

  public HeapCollection(Heap heap) {
    this.heap = heap;
  }

  /// Collects the heap if its used part has more than doubled since the last collection.
  public void check() {
    if (heap.limit() <= LARGEST_LIMIT && heap.used() >= 2 * usedAfterLast + LEAST_GARBAGE) {
      heap.collect();
      usedAfterLast = heap.used();
    }
  }
}
