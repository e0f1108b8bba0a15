package io.headland.server.engine.ratelimit;

import java.time.Duration;
import java.time.Instant;

/// Permits that this node took and has not used. They expire soon, so that an idle node withholds
/// none from others; the number taken at once depends on the number used. Not thread-safe.
final class TokenSupply {
  private static final Duration KEPT = Duration.ofMillis(250);
  private static final Duration LONGEST_REST = Duration.ofMillis(200);
  private static final Duration SHORTEST_REST = Duration.ofMillis(5);

  private final Rate rate;
  private long left;
  private long batch = 1;
  private Instant lapsesAt = Instant.MIN;
  private int inVain;

  TokenSupply(Rate rate) {
    this.rate = rate;
  }

  /// Uses one permit, if there is one.
  boolean use(Instant now) {
    if (left == 0 || !now.isBefore(lapsesAt)) {
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
    boolean lapsed = !now.isBefore(lapsesAt);
    batch = lapsed ? 1 : Math.min(rate.batch(), 2 * batch);
    left = lapsed ? taken : left + taken;
    lapsesAt = now.plus(KEPT);
    inVain = taken == 0 ? inVain + 1 : 0;
  }

  /// The delay after an unsuccessful attempt. It decreases after two of them: otherwise of two
  /// synchronized nodes the first would always get all permits.
  Duration timeToGather(int waiting) {
    Duration whole = rate.timeFor(Math.min(rate.batch(), Math.max(1, waiting)));
    Duration rest = whole.compareTo(LONGEST_REST) > 0 ? LONGEST_REST : whole;
    Duration sooner = rest.dividedBy(1L << Math.clamp(inVain - 1L, 0, 5));
    return sooner.compareTo(SHORTEST_REST) < 0 ? SHORTEST_REST : sooner;
  }
}
