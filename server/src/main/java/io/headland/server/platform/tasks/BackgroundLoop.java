package io.headland.server.platform.tasks;

import io.headland.server.platform.jdbc.DatabaseOutage;
import io.headland.server.platform.logging.LineLimit;
import io.micrometer.core.instrument.Counter;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A thread that repeats an action until it is closed. No exception and no error ends it: after a
/// failure it waits, longer with each consecutive failure, and retries.
public final class BackgroundLoop implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(BackgroundLoop.class);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  /// The number of consecutive failures after which a loop counts as not running.
  private static final int FAILURES_UNTIL_NOT_RUNNING = 3;

  private static final Duration LAST_RUN = Duration.ofSeconds(5);

  private final String name;
  private final boolean essential;
  private final Duration pause;
  private final Backoff backoff;
  private final Work work;
  private final Counter counter;
  private final LineLimit lines = new LineLimit();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;
  private Duration next;
  private volatile int failures;

  /// One run of the loop.
  @FunctionalInterface
  public interface Work {
    /// Runs once.
    ///
    /// @param loop states whether a run of several steps has to end
    void run(BackgroundLoop loop) throws InterruptedException;
  }

  BackgroundLoop(
      String name,
      boolean essential,
      Duration first,
      Duration pause,
      Duration shortestPause,
      Work work,
      Counter counter) {
    this.backoff = new Backoff(shortestPause, LONGEST_PAUSE);
    this.name = name;
    this.essential = essential;
    this.next = first;
    this.pause = pause;
    this.work = work;
    this.counter = counter;
    this.thread = Thread.ofPlatform().daemon().name(name).unstarted(this::runUntilClosed);
  }

  void start() {
    thread.start();
  }

  String name() {
    return name;
  }

  boolean isEssential() {
    return essential;
  }

  boolean isRunning() {
    return thread.isAlive() && failures < FAILURES_UNTIL_NOT_RUNNING;
  }

  /// Whether the server is stopping: a run of several steps ends after the current one.
  public boolean isClosed() {
    return closing.getCount() == 0;
  }

  private void runUntilClosed() {
    while (!isClosed()) {
      try {
        if (!closing.await(next.toNanos(), TimeUnit.NANOSECONDS)) {
          work.run(this);
          failures = 0;
          next = pause;
        }
      } catch (Throwable e) {
        // The loop continues after any failure.
        fail(e);
      }
    }
  }

  private void fail(Throwable cause) {
    try {
      boolean outage = DatabaseOutage.isCauseOf(cause);
      if (isClosed()) {
        log.debug("The loop {} was interrupted by the stop of the server", name, cause);
      } else if (outage) {
        // Readiness and requests report the outage.
        next = duringOutage();
        log.debug("The loop {} waits for the database", name, cause);
      } else {
        int count = failures + 1;
        failures = count;
        next = backoff.after(count);
        counter.increment();
        lines.use(
            times -> log.error("The loop {} failed {} times and is restarted", name, times, cause));
      }
    } catch (Throwable _) {
      // The report failed as well, for example because memory is exhausted. The loop continues with
      // the next run.
      next = LONGEST_PAUSE;
    }
  }

  private Duration duringOutage() {
    Duration atLeast = pause.compareTo(backoff.first()) < 0 ? backoff.first() : pause;
    return atLeast.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : atLeast;
  }

  /// Waits for the current run, which an interrupt would disturb, and interrupts it after 5
  /// seconds.
  @Override
  public void close() {
    closing.countDown();
    try {
      if (!thread.join(LAST_RUN)) {
        thread.interrupt();
      }
    } catch (InterruptedException _) {
      thread.interrupt();
      Thread.currentThread().interrupt();
    }
  }
}
