package io.headland.server.platform.tasks;

import com.github.kagkarlsson.scheduler.Scheduler;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A task scheduler that can be stopped and started again. This is necessary after the clock was
/// set back: db-scheduler ends its waits (polls, heartbeats, the search for dead executions) at a
/// time of the wall clock, and would wait until that time is reached again.
public final class TaskScheduler implements AutoCloseable {
  private final Function<ExecutorService, Scheduler> build;
  private volatile @Nullable Running running;
  private boolean closed;

  private record Running(Scheduler scheduler, ExecutorService threads) {}

  /// @param build creates a scheduler whose tasks run in the given threads
  public TaskScheduler(Function<ExecutorService, Scheduler> build) {
    this.build = build;
  }

  /// Starts it, unless it is running or was closed.
  public synchronized void start() {
    if (running != null || closed) {
      return;
    }
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    Scheduler scheduler = build.apply(threads);
    running = new Running(scheduler, threads);
    scheduler.start();
  }

  /// Waits for running tasks within the scheduler's time limit, and interrupts the others.
  public synchronized void stop() {
    Running stopping = running;
    if (stopping == null) {
      return;
    }
    running = null;
    stopping.scheduler().stop();
    stopping.threads().shutdownNow();
  }

  /// Polls for due tasks now.
  public void wake() {
    Running current = running;
    if (current != null) {
      current.scheduler().triggerCheckForDueExecutions();
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    stop();
  }
}
