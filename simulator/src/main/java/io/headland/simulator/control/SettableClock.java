package io.headland.simulator.control;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.atomic.AtomicReference;

/// A clock that continues to run from the time to which it was set.
public final class SettableClock extends Clock {
  private final Clock source;
  private final AtomicReference<Duration> ahead;

  public SettableClock(Clock source) {
    this(source, new AtomicReference<>(Duration.ZERO));
  }

  private SettableClock(Clock source, AtomicReference<Duration> ahead) {
    this.source = source;
    this.ahead = ahead;
  }

  @Override
  public Instant instant() {
    return source.instant().plus(ahead.get());
  }

  /// Sets the time from which the clock continues.
  public void set(Instant moment) {
    ahead.set(Duration.between(source.instant(), moment));
  }

  public void advance(Duration by) {
    ahead.updateAndGet(by::plus);
  }

  @Override
  public ZoneId getZone() {
    return source.getZone();
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return new SettableClock(source.withZone(zone), ahead);
  }
}
