package io.headland.simulator.johndeere.events;

import java.time.Duration;

/// The rules of deliveries, to be set by tests.
///
/// @param responseTimeout the time limit for the 204
/// @param retryAfter the delay before the first retry, doubled for each further one, by the
///   simulator's clock
/// @param attempts the number of attempts after which the subscriptions of a post expire
/// @param duplicates each successful post is repeated once
/// @param latestFirst events are delivered in reverse order
public record EventRules(
    Duration responseTimeout,
    Duration retryAfter,
    int attempts,
    boolean duplicates,
    boolean latestFirst) {

  public EventRules {
    if (!responseTimeout.isPositive() || retryAfter.isNegative() || attempts < 1) {
      throw new IllegalArgumentException(
          "responseTimeout, retryAfter and attempts: must be positive");
    }
  }

  static final EventRules DEFAULTS =
      new EventRules(Duration.ofSeconds(5), Duration.ofMinutes(1), 5, false, false);

  public EventRules withResponseTimeout(Duration time) {
    return new EventRules(time, retryAfter, attempts, duplicates, latestFirst);
  }

  public EventRules withRetryAfter(Duration time) {
    return new EventRules(responseTimeout, time, attempts, duplicates, latestFirst);
  }

  public EventRules withAttempts(int most) {
    return new EventRules(responseTimeout, retryAfter, most, duplicates, latestFirst);
  }

  public EventRules withDuplicates(boolean on) {
    return new EventRules(responseTimeout, retryAfter, attempts, on, latestFirst);
  }

  public EventRules withLatestFirst(boolean on) {
    return new EventRules(responseTimeout, retryAfter, attempts, duplicates, on);
  }
}
