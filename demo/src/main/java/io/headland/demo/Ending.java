package io.headland.demo;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/// Shutdown on a signal: the main thread closes all components, and the signal handler waits for
/// it. An operation that is in progress when the signal arrives, including a start, is completed
/// first.
final class Ending {
  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch reached = new CountDownLatch(1);
  private final AtomicInteger code = new AtomicInteger();

  private Ending() {}

  /// From now on Ctrl-C and SIGTERM only request the shutdown.
  static Ending onSignal() {
    Ending ending = new Ending();
    Runtime.getRuntime().addShutdownHook(new Thread(ending::stop, "stop"));
    return ending;
  }

  /// Waits for a shutdown request.
  void await() throws InterruptedException {
    asked.await();
  }

  boolean isAsked() {
    return asked.getCount() == 0;
  }

  /// All components are closed.
  void reached(int exitCode) {
    code.set(exitCode);
    reached.countDown();
  }

  private void stop() {
    asked.countDown();
    if (reached.getCount() == 0) {
      return; // not requested: the process exits normally
    }
    try {
      reached.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    // A requested stop without an error must not exit with the usual code 143.
    Runtime.getRuntime().halt(code.get());
  }
}
