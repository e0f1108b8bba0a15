package io.headland.server;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/// Starts many threads at the same moment, and waits for conditions that other threads fulfil.
public final class Concurrency {
  private static final Duration MAX_WAIT = Duration.ofSeconds(60);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(10);

  private Concurrency() {}

  /// The results of the threads in their order; the first failure fails the test.
  public static <T> List<T> allAtOnce(int threads, IntFunction<T> work)
      throws InterruptedException {
    CyclicBarrier start = new CyclicBarrier(threads);
    List<Callable<T>> tasks =
        IntStream.range(0, threads)
            .<Callable<T>>mapToObj(
                i ->
                    () -> {
                      start.await();
                      return work.apply(i);
                    })
            .toList();
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<T> results = new ArrayList<>();
      for (Future<T> future : executor.invokeAll(tasks)) {
        results.add(future.get());
      }
      return results;
    } catch (ExecutionException e) {
      throw new AssertionError(e.getCause());
    }
  }

  /// Waits until a condition is true, and fails after a time limit.
  public static void await(BooleanSupplier condition) {
    await(MAX_WAIT, condition);
  }

  /// The same while the clock advances by hours: an hourly task that is running has read the time
  /// before.
  public static void awaitInHours(MovableClock clock, BooleanSupplier condition) {
    await(
        () -> {
          clock.advance(Duration.ofHours(2));
          return condition.getAsBoolean();
        });
  }

  /// The same with a different time limit.
  public static void await(Duration maxWait, BooleanSupplier condition) {
    long end = System.nanoTime() + maxWait.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("Timed out after " + maxWait);
      }
      LockSupport.parkNanos(LOOK_AGAIN.toNanos());
    }
  }
}
