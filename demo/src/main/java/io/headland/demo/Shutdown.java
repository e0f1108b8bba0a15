package io.headland.demo;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/// Shutdown on a signal: the main thread closes all components, and the signal handler waits for
/// it. An operation that is in progress when the signal arrives, including a start, is completed
/// first.
final class Shutdown {
  private final CountDownLatch requested = new CountDownLatch(1);
  private final CountDownLatch closed = new CountDownLatch(1);
  private final AtomicInteger code = new AtomicInteger();

  private Shutdown() {}

  /// From now on Ctrl-C and SIGTERM only request the shutdown.
  static Shutdown onSignal() {
    Shutdown ending = new Shutdown();
    Runtime.getRuntime().addShutdownHook(new Thread(ending::stop, "stop"));
    return ending;
  }

  /// Waits for a shutdown request.
  void await() throws InterruptedException {
    requested.await();
  }

  boolean isRequested() {
    return requested.getCount() == 0;
  }

  /// All components are closed.
  void closed(int exitCode) {
    code.set(exitCode);
    closed.countDown();
  }

  private void stop() {
    requested.countDown();
    if (closed.getCount() == 0) {
      return; // not requested: the process exits normally
    }
    try {
      closed.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    // A requested stop without an error must not exit with the usual code 143.
    Runtime.getRuntime().halt(code.get());
  }
}
