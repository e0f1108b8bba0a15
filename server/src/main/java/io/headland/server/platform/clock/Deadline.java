package io.headland.server.platform.clock;

import java.time.Duration;

/// The end of a period that began at a time of this process, by the monotonic clock.
public final class Deadline {
  private final long start = System.nanoTime();
  private final long length;

  private Deadline(Duration length) {
    this.length = length.toNanos();
  }

  /// A period that begins now.
  public static Deadline after(Duration length) {
    return new Deadline(length);
  }

  public boolean isOver() {
    return System.nanoTime() - start >= length;
  }
}
