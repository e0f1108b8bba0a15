package io.headland.server.platform.clock;

import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/// The monotonic clock as instants. They agree with the wall clock only until that is set, and are
/// comparable only with each other. On Linux the monotonic clock does not count the time during
/// which the machine is suspended.
public final class SteadyClock implements InstantSource {
  private final Instant start;
  private final LongSupplier nanoTime;
  private final long startNanos;

  /// A clock whose present time is the given one.
  public SteadyClock(Instant start) {
    this(start, System::nanoTime);
  }

  SteadyClock(Instant start, LongSupplier nanoTime) {
    this.start = start;
    this.nanoTime = nanoTime;
    this.startNanos = nanoTime.getAsLong();
  }

  @Override
  public Instant instant() {
    return start.plusNanos(nanoTime.getAsLong() - startNanos);
  }
}
