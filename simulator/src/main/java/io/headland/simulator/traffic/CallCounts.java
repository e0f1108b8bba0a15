package io.headland.simulator.traffic;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/// How many calls the providers received since the start or the last clearing, none forgotten.
///
/// @param byCall method, path without query, and user (`-` without a signed-in user), separated by
///   spaces. After 100,000 different ones, further ones count as `other`.
public record CallCounts(Map<String, CallCount> byCall, long calls, long throttled) {
  /// The number of calls of one kind, and of those with the response 429.
  public record CallCount(long calls, long throttled) {}

  public CallCounts {
    byCall = Collections.unmodifiableMap(new TreeMap<>(byCall));
  }

  /// The counts of one kind.
  public CallCount of(String methodPathUser) {
    return byCall.getOrDefault(methodPathUser, new CallCount(0, 0));
  }
}
