package io.headland.server.engine.grant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SingleFlightTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  private final SingleFlight<Integer> flights = new SingleFlight<>();

  @Test
  void aCallDuringTheWorkReceivesItsResult() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    AtomicInteger calls = new AtomicInteger();
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Optional<Integer>> first =
          executor.submit(
              () ->
                  flights.join(
                      "key",
                      LONG,
                      () -> {
                        begun.countDown();
                        end.await();
                        return calls.incrementAndGet();
                      }));
      begun.await();
      assertThat(flights.join("key", Duration.ofMillis(1), calls::incrementAndGet)).isEmpty();
      end.countDown();
      assertThat(first.get()).contains(1);
    }
    assertThat(calls).hasValue(1);
  }

  /// The result may be a failure whose cause is no longer present.
  @Test
  void aCallAfterTheWorkNeverReceivesItsResult() throws Exception {
    for (int call = 0; call < 20_000; call++) {
      int result = call;
      assertThat(flights.join("key", LONG, () -> result)).contains(call);
    }
  }

  @Test
  void theKeyIsFreeAfterAFailure() throws Exception {
    assertThatThrownBy(
            () ->
                flights.join(
                    "key",
                    LONG,
                    () -> {
                      throw new IllegalArgumentException("refused by the test");
                    }))
        .isInstanceOf(IllegalArgumentException.class);

    assertThat(flights.join("key", LONG, () -> 2)).contains(2);
  }
}
