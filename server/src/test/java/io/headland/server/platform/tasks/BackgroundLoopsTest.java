package io.headland.server.platform.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.Concurrency;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BackgroundLoopsTest {
  private static final Duration SHORT = Duration.ofMillis(1);

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final BackgroundLoops loops = new BackgroundLoops(meters, SHORT);
  private final AtomicInteger runs = new AtomicInteger();

  @ParameterizedTest
  @ValueSource(
      classes = {
        IllegalStateException.class,
        StackOverflowError.class,
        OutOfMemoryError.class,
        NoClassDefFoundError.class,
        InterruptedException.class
      })
  void goesOnAfterAnythingThatARunThrows(Class<? extends Throwable> kind) throws Exception {
    Throwable thrown = kind.getDeclaredConstructor().newInstance();
    try (BackgroundLoop loop =
        loops.start(
            "tested",
            SHORT,
            _ -> {
              if (runs.getAndIncrement() == 0) {
                throwAny(thrown);
              }
            })) {
      Concurrency.await(() -> runs.get() > 2);

      assertThat(loop.isRunning()).isTrue();
      assertThat(loops.notRunning()).isEmpty();
      assertThat(meters.counter("headland.loop.failures", "loop", "tested").count()).isOne();
    }
  }

  @Test
  void namesALoopWhoseRunsAllFailUntilOneSucceeds() {
    CountDownLatch repaired = new CountDownLatch(1);
    try (BackgroundLoop _ = loops.start("tested", SHORT, _ -> failUntil(repaired));
        BackgroundLoop _ =
            loops.startMaintenance("cleaning", SHORT, SHORT, _ -> failUntil(repaired))) {
      Concurrency.await(() -> loops.notRunning().contains("tested"));
      Concurrency.await(() -> loops.maintenanceNotRunning().contains("cleaning"));
      assertThat(loops.notRunning()).containsExactly("tested");
      assertThat(running("tested")).isZero();

      repaired.countDown();

      Concurrency.await(
          () -> loops.notRunning().isEmpty() && loops.maintenanceNotRunning().isEmpty());
      assertThat(running("tested")).isOne();
    }
  }

  @Test
  void aClosedLoopRunsNoMoreAndIsNotMissed() {
    BackgroundLoop loop = loops.start("tested", SHORT, _ -> runs.incrementAndGet());
    Concurrency.await(() -> runs.get() > 0);

    loop.close();
    int ran = runs.get();

    assertThat(loop.isRunning()).isFalse();
    assertThat(loops.notRunning()).isEmpty();
    assertThat(runs.get()).isEqualTo(ran);
  }

  @Test
  void lastRunEndsBeforeCloseReturns() {
    CountDownLatch started = new CountDownLatch(1);
    BackgroundLoop loop =
        loops.start(
            "tested",
            SHORT,
            one -> {
              started.countDown();
              Concurrency.await(one::isClosed);
              runs.incrementAndGet();
            });
    Concurrency.await(() -> started.getCount() == 0);

    loop.close();

    assertThat(runs.get()).isOne();
  }

  private double running(String name) {
    return meters.get("headland.loop.running").tag("loop", name).gauge().value();
  }

  private static void failUntil(CountDownLatch repaired) {
    if (repaired.getCount() > 0) {
      throw new AssertionError("thrown by the test");
    }
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> void throwAny(Throwable thrown) throws T {
    throw (T) thrown;
  }
}
