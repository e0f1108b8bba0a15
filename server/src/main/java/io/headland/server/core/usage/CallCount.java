package io.headland.server.core.usage;

import java.time.Instant;
import java.util.Optional;

/// The number of calls, and of those answered with 429.
public record CallCount(long calls, long throttled, Optional<Instant> lastThrottledAt) {
  static final CallCount NONE = new CallCount(0, 0, Optional.empty());

  public CallCount plus(CallCount other) {
    return new CallCount(
        calls + other.calls,
        throttled + other.throttled,
        lastThrottledAt
            .filter(at -> other.lastThrottledAt.filter(at::isBefore).isEmpty())
            .or(other::lastThrottledAt));
  }
}
