package io.headland.server.clock;

import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/// Time that passes evenly: the monotonic clock, shown as instants. They follow the wall clock only
/// until that is set, and are comparable with each other only. On Linux the monotonic clock does
/// not count the time during which the machine is suspended.
public final class SteadyClock implements InstantSource {
  private final Instant start;
  private final LongSupplier nanoTime;
  private final long startNanos;

  /// A clock that shows an instant now.
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
