package io.headland.server.credential;

import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// Collapses calls for the same thing into one: who comes while it is under way waits for its
/// result.
///
/// The work runs on a thread of its own, so that a caller who gives up takes nobody down with it.
final class Flights<V> {
  private final Map<String, FutureTask<V>> underWay = new ConcurrentHashMap<>();

  V join(String key, Callable<V> work) throws InterruptedException {
    FutureTask<V> mine = new FutureTask<>(work);
    FutureTask<V> earlier = underWay.putIfAbsent(key, mine);
    if (earlier == null) {
      Thread.ofVirtual()
          .name("flight")
          .start(
              () -> {
                try {
                  mine.run();
                } finally {
                  underWay.remove(key, mine);
                }
              });
    }
    try {
      return (earlier == null ? mine : earlier).get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    }
  }
}
