package io.headland.server.engine.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.Concurrency;
import io.headland.server.core.credential.AccountKey;
import io.headland.server.core.usage.ClientApplication;
import io.headland.server.platform.jdbc.Database;
import io.headland.server.platform.jdbc.TestDatabase;
import io.headland.server.provider.Provider;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Two nodes and one bucket in PostgreSQL; the test advances the time.
class TwoNodesIT {
  private static final Duration STEP = Duration.ofMillis(20);
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final int WAITING = 400;

  private final Database database = TestDatabase.create();
  private final ManualTime time = new ManualTime();
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();

  @AfterEach
  void stop() {
    executor.shutdownNow();
    executor.close();
    database.close();
  }

  @Test
  void twoApiOwnersWithTheSameKeyShareOneRateOverTwoNodes() {
    Rate rate = new Rate(50);
    RateLimiter one = node(rate, "a-client-key-that-both-have");
    RateLimiter two = node(rate, "a-client-key-that-both-have");
    wait(one, Accounts.of(1, 1));
    wait(two, Accounts.of(2, 2));

    List<Integer> served = new ArrayList<>();
    for (int second = 0; second < 4; second++) {
      letPass(Duration.ofSeconds(1), 2);
      served.add(2 * WAITING - one.waiting() - two.waiting());
    }

    // The tokens accumulated before the first call are added once.
    assertThat(served.getFirst()).isBetween(50, 75);
    assertThat(served.getLast()).isBetween(4 * 50 - 10, 4 * 50 + 25);
    assertThat(served.getLast() - served.getFirst()).isBetween(3 * 50 - 10, 3 * 50 + 10);
    assertThat(List.of(WAITING - one.waiting(), WAITING - two.waiting()))
        .allMatch(share -> share > 60);
  }

  @Test
  void applicationsDoNotShare() {
    Rate rate = new Rate(50);
    RateLimiter one = node(rate, "a-client-key-of-the-first");
    RateLimiter two = node(rate, "a-client-key-of-the-second");
    wait(one, Accounts.of(1, 1));
    wait(two, Accounts.of(2, 2));

    letPass(Duration.ofSeconds(2), 2);

    assertThat(List.of(WAITING - one.waiting(), WAITING - two.waiting()))
        .allMatch(served -> served >= 90 && served <= 125);
  }

  @Test
  void theRateOfTheNodeThatStartedLastCounts() {
    RateLimiter before = node(new Rate(10), "a-client-key");
    wait(before, Accounts.of(1, 1));
    letPass(Duration.ofSeconds(1), 1);
    RateLimiter after = node(new Rate(100), "a-client-key");
    wait(after, Accounts.of(1, 1));
    int served = 2 * WAITING - before.waiting() - after.waiting();

    letPass(Duration.ofSeconds(2), 2);

    assertThat(2 * WAITING - before.waiting() - after.waiting() - served).isBetween(180, 250);
  }

  private RateLimiter node(Rate rate, String key) {
    return new RateLimiter(
        ClientApplication.of(Provider.JOHN_DEERE, key),
        rate,
        LONG,
        new SharedTokenBuckets(database.dataSource(), rate, time),
        time,
        time);
  }

  private void wait(RateLimiter gate, AccountKey account) {
    long resting = time.resting();
    AtomicInteger passed = new AtomicInteger();
    for (int i = 0; i < WAITING; i++) {
      var _ =
          executor.submit(
              () -> {
                gate.admit(account);
                return passed.incrementAndGet();
              });
    }
    // The first calls find tokens in the bucket and pass. All others must have joined the queue.
    Concurrency.await(() -> gate.waiting() + passed.get() == WAITING && time.resting() > resting);
  }

  private void letPass(Duration duration, int nodes) {
    for (Duration passed = Duration.ZERO;
        passed.compareTo(duration) < 0;
        passed = passed.plus(STEP)) {
      time.advance(STEP);
      Concurrency.await(() -> time.resting() == nodes);
    }
  }
}
