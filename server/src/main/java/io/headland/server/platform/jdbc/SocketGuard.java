package io.headland.server.platform.jdbc;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Closes sockets whose read has exceeded its time limit. They are checked every second while at
/// least one is open.
final class SocketGuard {
  private static final Logger log = LoggerFactory.getLogger(SocketGuard.class);
  private static final long INTERVAL_SECONDS = 1;

  private final Set<GuardedSocket> open = ConcurrentHashMap.newKeySet();
  private boolean scheduled;

  void add(GuardedSocket socket) {
    open.add(socket);
    schedule();
  }

  void remove(GuardedSocket socket) {
    open.remove(socket);
  }

  private synchronized void schedule() {
    if (!scheduled && !open.isEmpty()) {
      scheduled = true;
      CompletableFuture.delayedExecutor(INTERVAL_SECONDS, TimeUnit.SECONDS).execute(this::check);
    }
  }

  private void check() {
    try {
      closeExpired(System.nanoTime());
    } finally {
      synchronized (this) {
        scheduled = false;
      }
      schedule();
    }
  }

  /// Closes the sockets whose time limit has been exceeded.
  ///
  /// @param nanoTime the present `System.nanoTime`
  void closeExpired(long nanoTime) {
    for (GuardedSocket socket : open) {
      try {
        socket.closeIfExpired(nanoTime);
      } catch (IOException e) {
        log.warn("A socket to the database could not be closed", e);
      }
    }
  }
}
