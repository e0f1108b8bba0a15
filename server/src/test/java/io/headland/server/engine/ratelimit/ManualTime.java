package io.headland.server.engine.ratelimit;

import io.headland.server.engine.grant.Sleeper;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// A clock that only a test advances, and pauses that end when it does.
public final class ManualTime implements InstantSource, Sleeper {
  public static final Instant START = Instant.parse("2026-11-22T12:00:00Z");

  private final List<Instant> pauses = new ArrayList<>();
  private Instant now = START;

  @Override
  public synchronized Instant instant() {
    return now;
  }

  @Override
  public synchronized void forAbout(Duration duration) throws InterruptedException {
    Instant end = now.plus(duration);
    pauses.add(end);
    try {
      while (now.isBefore(end)) {
        wait();
      }
    } finally {
      pauses.remove(end);
    }
  }

  public synchronized void advance(Duration duration) {
    now = now.plus(duration);
    notifyAll();
  }

  /// The number of threads in a pause.
  synchronized long resting() {
    return pauses.stream().filter(now::isBefore).count();
  }
}
