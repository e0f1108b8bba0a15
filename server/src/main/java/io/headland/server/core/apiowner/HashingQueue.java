package io.headland.server.core.apiowner;

import io.headland.server.platform.net.NetworkKey;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Hashes passwords, at most two at a time, alternating between the waiting clients.
///
/// Hashing runs on platform threads: on a virtual thread it would occupy one of the few carrier
/// threads that run all requests. The number of waiting logins is bounded; beyond it the newest one
/// of the client with the most is rejected, so that one client cannot fill the queue.
final class HashingQueue implements AutoCloseable {
  private static final int MAX_WAITING = 200;

  private final int atOnce;
  private final ExecutorService threads;
  private final LinkedHashMap<NetworkKey, Deque<Waiter>> waiting = new LinkedHashMap<>();
  private int waitingCount;
  private int running;

  /// The position of a waiting caller: completed with true when its hashing may start, with false
  /// when it is rejected.
  private static final class Waiter {
    private final CompletableFuture<Boolean> granted = new CompletableFuture<>();
  }

  HashingQueue() {
    // One of two processors is reserved for requests with a token.
    this(Math.clamp(Runtime.getRuntime().availableProcessors() / 2, 1, 2));
  }

  HashingQueue(int atOnce) {
    this.atOnce = atOnce;
    this.threads =
        Executors.newFixedThreadPool(
            atOnce, Thread.ofPlatform().daemon().name("password-hashing-", 0).factory());
  }

  /// Runs the work when the queue admits the client; empty when too many are waiting.
  <T> Optional<T> run(NetworkKey client, Callable<T> work) throws InterruptedException {
    if (!enter(client)) {
      return Optional.empty();
    }
    Future<T> result;
    try {
      result =
          threads.submit(
              () -> {
                try {
                  return work.call();
                } finally {
                  leave();
                }
              });
    } catch (java.util.concurrent.RejectedExecutionException _) {
      // The server is stopping.
      leave();
      return Optional.empty();
    }
    return Optional.of(get(result));
  }

  private static <T> T get(Future<T> future) throws InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  /// Waits for admission; false when rejected.
  private boolean enter(NetworkKey client) throws InterruptedException {
    Waiter waiter = new Waiter();
    synchronized (this) {
      if (running < atOnce) {
        running++;
        return true;
      }
      if (waitingCount >= MAX_WAITING && !refuseOneFor(client)) {
        return false;
      }
      waiting.computeIfAbsent(client, _ -> new ArrayDeque<>()).add(waiter);
      waitingCount++;
    }
    try {
      return get(waiter.granted);
    } catch (InterruptedException e) {
      abandon(client, waiter);
      throw e;
    }
  }

  private boolean refuseOneFor(NetworkKey client) {
    int own = waiting.getOrDefault(client, new ArrayDeque<>()).size();
    Optional<Map.Entry<NetworkKey, Deque<Waiter>>> largest =
        waiting.entrySet().stream()
            .max(Comparator.comparingInt(entry -> entry.getValue().size()))
            .filter(entry -> entry.getValue().size() > own + 1);
    largest.ifPresent(
        entry -> {
          waitingCount--;
          // Clients with one waiting login are never rejected for others.
          entry.getValue().removeLast().granted.complete(false);
        });
    return largest.isPresent();
  }

  private synchronized void abandon(NetworkKey client, Waiter waiter) {
    Deque<Waiter> ofClient = waiting.get(client);
    if (ofClient != null && ofClient.remove(waiter)) {
      waitingCount--;
      if (ofClient.isEmpty()) {
        waiting.remove(client);
      }
    } else if (waiter.granted.getNow(false)) {
      leave();
    }
  }

  /// Starts the next login: of the client that was served the longest time ago.
  private synchronized void leave() {
    var next = waiting.pollFirstEntry();
    if (next == null) {
      running--;
      return;
    }
    waitingCount--;
    Waiter waiter = next.getValue().removeFirst();
    if (!next.getValue().isEmpty()) {
      waiting.put(next.getKey(), next.getValue());
    }
    waiter.granted.complete(true);
  }

  synchronized int waiting() {
    return waitingCount;
  }

  /// Rejects waiting logins and lets the hashing in progress end.
  @Override
  public void close() {
    threads.shutdown();
    synchronized (this) {
      waiting.values().forEach(all -> all.forEach(waiter -> waiter.granted.complete(false)));
      waiting.clear();
      waitingCount = 0;
    }
  }
}
