package io.headland.server.engine.grant;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Joins concurrent calls for the same key: later calls wait for the result of the first.
///
/// The work runs on a separate thread, which ends when the work is done, whether or not a caller is
/// still waiting.
final class SingleFlight<V> {
  private final Map<String, FutureTask<V>> inProgress = new ConcurrentHashMap<>();
  private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

  /// Joins the work that is in progress for a key, or begins it.
  ///
  /// @param maxWait how long the caller waits
  /// @return empty when the work takes longer; it continues
  Optional<V> join(String key, Duration maxWait, Callable<V> work) throws InterruptedException {
    FutureTask<V> created = taskOf(key, work);
    FutureTask<V> earlier = inProgress.putIfAbsent(key, created);
    if (earlier == null) {
      begin(key, created);
    }
    try {
      FutureTask<V> flight = earlier == null ? created : earlier;
      return Optional.of(flight.get(maxWait.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException _) {
      return Optional.empty();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  /// Waits until no work is in progress.
  void awaitAll() throws InterruptedException {
    for (Thread thread : threads) {
      thread.join();
    }
  }

  /// The number of keys with work in progress.
  int count() {
    return threads.size();
  }

  /// A call that begins after the work has ended must not receive its result, so that the key is
  /// removed before the result is visible. The work of a task runs once at most; it is the one in
  /// the map whenever it runs.
  private FutureTask<V> taskOf(String key, Callable<V> work) {
    return new FutureTask<>(
        () -> {
          try {
            return work.call();
          } finally {
            inProgress.remove(key);
          }
        });
  }

  private void begin(String key, FutureTask<V> work) {
    Thread thread = Thread.ofVirtual().name("flight").unstarted(() -> run(work));
    threads.add(thread);
    boolean started = false;
    try {
      thread.start();
      started = true;
    } finally {
      if (!started) {
        threads.remove(thread);
        inProgress.remove(key, work);
      }
    }
  }

  private void run(FutureTask<V> work) {
    try {
      work.run();
    } finally {
      threads.remove(Thread.currentThread());
    }
  }
}
