package io.headland.simulator.johndeere.events;

import java.time.Duration;

/// How deliveries go, for tests to choose.
///
/// @param answerWithin how long a post waits for its 204
/// @param retryAfter how long after a failure the next attempt comes, twice as long each time, by
///   the simulator's clock
/// @param attempts after so many the subscriptions of a post expire
/// @param duplicates every post that was answered is made once more
/// @param latestFirst what came last is told first
public record EventRules(
    Duration answerWithin,
    Duration retryAfter,
    int attempts,
    boolean duplicates,
    boolean latestFirst) {

  public EventRules {
    if (!answerWithin.isPositive() || retryAfter.isNegative() || attempts < 1) {
      throw new IllegalArgumentException(
          "answerWithin, retryAfter and attempts: must be above zero");
    }
  }

  static final EventRules DEFAULTS =
      new EventRules(Duration.ofSeconds(5), Duration.ofMinutes(1), 5, false, false);

  public EventRules withAnswerWithin(Duration time) {
    return new EventRules(time, retryAfter, attempts, duplicates, latestFirst);
  }

  public EventRules withRetryAfter(Duration time) {
    return new EventRules(answerWithin, time, attempts, duplicates, latestFirst);
  }

  public EventRules withAttempts(int most) {
    return new EventRules(answerWithin, retryAfter, most, duplicates, latestFirst);
  }

  public EventRules withDuplicates(boolean on) {
    return new EventRules(answerWithin, retryAfter, attempts, on, latestFirst);
  }

  public EventRules withLatestFirst(boolean on) {
    return new EventRules(answerWithin, retryAfter, attempts, duplicates, on);
  }
}
