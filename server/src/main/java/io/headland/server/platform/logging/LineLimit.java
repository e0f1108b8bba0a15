package io.headland.server.platform.logging;

import java.time.Duration;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/// Limits one kind of log line that senders can cause to one per minute. The next line contains the
/// number of occurrences.
public final class LineLimit {
  private static final long PERIOD = Duration.ofMinutes(1).toNanos();

  private final LongSupplier nanoTime;
  private long count;
  private long lastLine;
  private boolean logged;

  public LineLimit() {
    this(System::nanoTime);
  }

  LineLimit(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /// Counts an occurrence.
  ///
  /// @param line called with the number of occurrences since the last line, when a line is due
  public void use(LongConsumer line) {
    long due = due();
    if (due > 0) {
      line.accept(due);
    }
  }

  private synchronized long due() {
    count++;
    long now = nanoTime.getAsLong();
    if (logged && now - lastLine < PERIOD) {
      return 0;
    }
    logged = true;
    lastLine = now;
    long due = count;
    count = 0;
    return due;
  }
}
