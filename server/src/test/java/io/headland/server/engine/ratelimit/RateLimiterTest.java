package io.headland.server.engine.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.Concurrency;
import io.headland.server.core.credential.AccountKey;
import io.headland.server.core.usage.ClientApplication;
import io.headland.server.engine.ratelimit.RateLimiter.TokenSource;
import io.headland.server.provider.Provider;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The rate limiter of one node, with a source that returns the values set by the test.
class RateLimiterTest {
  private static final AccountKey BUSY = Accounts.of(1, 1);
  private static final AccountKey QUIET = Accounts.of(1, 2);
  private static final Duration LONG = Duration.ofMinutes(1);

  private final ManualTime time = new ManualTime();
  private final AtomicLong left = new AtomicLong();
  private final AtomicInteger takes = new AtomicInteger();
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();

  @AfterEach
  void stop() {
    executor.shutdownNow();
  }

  @Test
  void servesAQuietLeafUserWithinARound() throws Exception {
    RateLimiter gate = gate(50, LONG);
    List<Future<Duration>> busy = ask(gate, BUSY, 300);
    List<Future<Duration>> quiet = ask(gate, QUIET, 1);
    left.set(2);

    time.advance(Duration.ofMillis(200));

    assertThat(quiet.getFirst().get()).isZero();
    Concurrency.await(() -> gate.waiting() == 299);
    Concurrency.await(() -> busy.stream().filter(Future::isDone).count() == 1);
  }

  @Test
  void tellsWhenToComeAgainToWhoWaitedTooLong() throws Exception {
    RateLimiter gate = gate(10, Duration.ofMillis(1));

    assertThat(gate.admit(BUSY)).isEqualTo(Duration.ofSeconds(1));
    assertThat(gate.waiting()).isZero();
  }

  @Test
  void tellsALongerTimeWhenMoreAreWaiting() throws Exception {
    RateLimiter gate = gate(1, Duration.ofMillis(250));
    List<Future<Duration>> all = ask(gate, BUSY, 20);

    List<Duration> pauses = new ArrayList<>();
    for (Future<Duration> one : all) {
      pauses.add(one.get());
    }
    assertThat(pauses).contains(Duration.ofSeconds(20), Duration.ofSeconds(1));
  }

  @Test
  void retriesAnUnreachableTokenSourceAfterASecond() throws Exception {
    TokenSource broken =
        (_, _) -> {
          takes.incrementAndGet();
          throw new IllegalStateException("not reachable");
        };
    RateLimiter gate = new RateLimiter(application(), new Rate(50), LONG, broken, time, time);

    assertThat(gate.admit(BUSY)).isEqualTo(ProviderBudget.UNKNOWN);
    assertThat(gate.admit(QUIET)).isEqualTo(ProviderBudget.UNKNOWN);
    assertThat(takes).hasValue(1);

    time.advance(Duration.ofSeconds(1));
    assertThat(gate.admit(BUSY)).isEqualTo(ProviderBudget.UNKNOWN);
    assertThat(takes).hasValue(2);
  }

  @Test
  void servesTheNextCallsAfterAnError() throws Exception {
    TokenSource broken =
        (_, _) -> {
          if (takes.incrementAndGet() == 1) {
            throw new StackOverflowError("thrown by the test");
          }
          return 1;
        };
    RateLimiter gate = new RateLimiter(application(), new Rate(50), LONG, broken, time, time);
    assertThat(gate.admit(BUSY)).isEqualTo(ProviderBudget.UNKNOWN);

    time.advance(Duration.ofSeconds(1));
    assertThat(gate.admit(BUSY)).isZero();
  }

  @Test
  void keepsNothingForLongThatItDoesNotUse() throws Exception {
    RateLimiter gate = gate(50, LONG);
    left.set(100);
    assertThat(gate.admit(BUSY)).isZero();
    assertThat(gate.admit(BUSY)).isZero();
    assertThat(gate.admit(BUSY)).isZero();
    // One, one and two: the last permit is not used.
    assertThat(left).hasValue(96);
    left.set(0);
    time.advance(Duration.ofMillis(250));

    List<Future<Duration>> late = ask(gate, BUSY, 1);

    assertThat(late.getFirst()).isNotDone();
  }

  @Test
  void takesMoreAtOnceTheMoreItUses() throws Exception {
    RateLimiter gate = gate(10_000, LONG);
    left.set(1_000_000);
    for (int call = 0; call < 10_000; call++) {
      assertThat(gate.admit(BUSY)).isZero();
    }

    assertThat(takes).hasValueBetween(12, 16);
    assertThat(1_000_000 - left.get()).isLessThanOrEqualTo(12_000);
  }

  private RateLimiter gate(int callsPerSecond, Duration maxWait) {
    TokenSource source =
        (_, most) -> {
          takes.incrementAndGet();
          long taken = Math.min(most, left.get());
          left.addAndGet(-taken);
          return taken;
        };
    return new RateLimiter(application(), new Rate(callsPerSecond), maxWait, source, time, time);
  }

  /// Calls that wait; all of them are in the queue when this returns.
  private List<Future<Duration>> ask(RateLimiter gate, AccountKey account, int calls) {
    int before = gate.waiting();
    Callable<Duration> admit = () -> gate.admit(account);
    List<Future<Duration>> asked = new ArrayList<>();
    for (int i = 0; i < calls; i++) {
      asked.add(executor.submit(admit));
    }
    Concurrency.await(() -> gate.waiting() == before + calls && time.resting() == 1);
    return asked;
  }

  private static ClientApplication application() {
    return ClientApplication.of(Provider.JOHN_DEERE, "some-client-key-of-an-owner");
  }
}
