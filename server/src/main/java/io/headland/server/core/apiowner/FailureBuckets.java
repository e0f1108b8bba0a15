package io.headland.server.core.apiowner;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/// Failed logins by key, as token buckets: a failure takes a token from two buckets, one with a
/// short and one with a long period, so that the delay grows with the number of failures.
///
/// The number of keys is bounded; beyond it the least recently used key is evicted. A key is added
/// only by a failure, that is, after a password was hashed, so that evicting a key intentionally
/// takes the time of hashing as many passwords.
final class FailureBuckets {
  private static final int MAX_KEYS = 20_000;

  private final Allowance allowance;
  private final TimeMeter time;
  private final Map<String, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true);

  /// The number of failures that are allowed at once; each of the two is refilled evenly within its
  /// period.
  record Allowance(int inMinute, int inHour) {}

  FailureBuckets(Allowance allowance, TimeMeter time) {
    this.allowance = allowance;
    this.time = time;
  }

  /// The delay of the next attempt; zero when it may be made now.
  synchronized Duration delay(String key) {
    Bucket bucket = buckets.get(key);
    return bucket == null
        ? Duration.ZERO
        : Duration.ofNanos(bucket.estimateAbilityToConsume(1).getNanosToWaitForRefill());
  }

  synchronized void add(String key) {
    Bucket bucket = buckets.computeIfAbsent(key, _ -> newBucket());
    bucket.tryConsumeAsMuchAsPossible(1);
    if (buckets.size() > MAX_KEYS) {
      buckets.remove(buckets.keySet().iterator().next());
    }
  }

  synchronized void clear(String key) {
    buckets.remove(key);
  }

  synchronized int size() {
    return buckets.size();
  }

  private Bucket newBucket() {
    return Bucket.builder()
        .addLimit(limit -> greedy(limit, allowance.inMinute(), Duration.ofMinutes(1)))
        .addLimit(limit -> greedy(limit, allowance.inHour(), Duration.ofHours(1)))
        .withCustomTimePrecision(time)
        .build();
  }

  private static io.github.bucket4j.BandwidthBuilder.BandwidthBuilderBuildStage greedy(
      io.github.bucket4j.BandwidthBuilder.BandwidthBuilderCapacityStage limit,
      int capacity,
      Duration period) {
    return limit.capacity(capacity).refillGreedy(capacity, period);
  }
}
