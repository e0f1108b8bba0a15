package io.headland.server.engine.ratelimit;

import io.headland.server.core.credential.AccountKey;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/// A place in a [FairQueue]. Identity matters: two calls of one account are two turns.
final class WaitingCall {
  private final AccountKey account;
  private final BlockingQueue<Duration> answer = new ArrayBlockingQueue<>(1);

  WaitingCall(AccountKey account) {
    this.account = account;
  }

  AccountKey account() {
    return account;
  }

  /// Answers once: zero to call now, otherwise how long to leave it.
  void answer(Duration pause) {
    answer.add(pause);
  }

  /// The answer, when it comes in time.
  Optional<Duration> await(Duration patience) throws InterruptedException {
    return Optional.ofNullable(answer.poll(patience.toNanos(), TimeUnit.NANOSECONDS));
  }

  /// The answer, when it is there.
  Optional<Duration> find() {
    return Optional.ofNullable(answer.poll());
  }
}
