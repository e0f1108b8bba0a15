package io.headland.server.engine.ratelimit;

import java.time.Duration;
import java.time.Instant;

/// Permits that this node took and has not used. They expire soon, so that an idle node withholds
/// none from others; the number taken at once depends on the number used. Not thread-safe.
final class TokenSupply {
  private static final Duration LIFETIME = Duration.ofMillis(250);
  private static final Duration MAX_PAUSE = Duration.ofMillis(200);
  private static final Duration MIN_PAUSE = Duration.ofMillis(5);

  private final Rate rate;
  private long left;
  private long batch = 1;
  private Instant expiresAt = Instant.MIN;
  private int emptyTakes;

  TokenSupply(Rate rate) {
    this.rate = rate;
  }

  /// Uses one permit, if there is one.
  boolean use(Instant now) {
    if (left == 0 || !now.isBefore(expiresAt)) {
      return false;
    }
    left--;
    return true;
  }

  /// The number to take for waiting calls, increased when the last ones were used quickly.
  long wanted(int waiting) {
    return Math.min(rate.batch(), Math.max(waiting, batch));
  }

  void add(long taken, Instant now) {
    boolean expired = !now.isBefore(expiresAt);
    batch = expired ? 1 : Math.min(rate.batch(), 2 * batch);
    left = expired ? taken : left + taken;
    expiresAt = now.plus(LIFETIME);
    emptyTakes = taken == 0 ? emptyTakes + 1 : 0;
  }

  /// The delay after an unsuccessful attempt. It decreases after two of them: otherwise of two
  /// synchronized nodes the first would always get all permits.
  Duration pauseAfter(int waiting) {
    Duration full = rate.timeFor(Math.min(rate.batch(), Math.max(1, waiting)));
    Duration pause = full.compareTo(MAX_PAUSE) > 0 ? MAX_PAUSE : full;
    Duration shortened = pause.dividedBy(1L << Math.clamp(emptyTakes - 1L, 0, 5));
    return shortened.compareTo(MIN_PAUSE) < 0 ? MIN_PAUSE : shortened;
  }
}
