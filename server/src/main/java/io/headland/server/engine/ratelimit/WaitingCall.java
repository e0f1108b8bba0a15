package io.headland.server.engine.ratelimit;

import io.headland.server.core.credential.AccountKey;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/// A waiting call in a [FairQueue]. Identity matters: two calls of one account are separate
/// entries.
final class WaitingCall {
  private final AccountKey account;
  private final BlockingQueue<Duration> result = new ArrayBlockingQueue<>(1);

  WaitingCall(AccountKey account) {
    this.account = account;
  }

  AccountKey account() {
    return account;
  }

  /// Completes once: zero to call now, otherwise the time to wait.
  void complete(Duration pause) {
    result.add(pause);
  }

  /// The result, if it is available in time.
  Optional<Duration> await(Duration maxWait) throws InterruptedException {
    return Optional.ofNullable(result.poll(maxWait.toNanos(), TimeUnit.NANOSECONDS));
  }

  /// The result, if it is available.
  Optional<Duration> find() {
    return Optional.ofNullable(result.poll());
  }
}
