package io.headland.demo;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/// How a process ends that was told to stop: the main thread clears up, and the signal waits for
/// it. So whatever was begun when the signal came, also a start, is brought to its end first.
final class Ending {
  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch reached = new CountDownLatch(1);
  private final AtomicInteger code = new AtomicInteger();

  private Ending() {}

  /// From here on Ctrl-C and SIGTERM only ask.
  static Ending onSignal() {
    Ending ending = new Ending();
    Runtime.getRuntime().addShutdownHook(new Thread(ending::stop, "stop"));
    return ending;
  }

  /// Waits until somebody asks for the end.
  void await() throws InterruptedException {
    asked.await();
  }

  boolean isAsked() {
    return asked.getCount() == 0;
  }

  /// Everything is cleared up.
  void reached(int exitCode) {
    code.set(exitCode);
    reached.countDown();
  }

  private void stop() {
    asked.countDown();
    if (reached.getCount() == 0) {
      return; // nobody asked: the process ends by itself
    }
    try {
      reached.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    // A stop that was asked for and went well is no failure, as the usual 143 would say.
    Runtime.getRuntime().halt(code.get());
  }
}
