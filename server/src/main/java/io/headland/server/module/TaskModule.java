package io.headland.server.module;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.task.Task;
import io.headland.server.engine.retention.Retention;
import io.headland.server.platform.config.HeadlandConfig.SyncConfig;
import io.headland.server.platform.tasks.TaskFactory;
import io.headland.server.platform.tasks.TaskScheduler;
import io.headland.server.platform.tasks.TaskSignal;
import java.time.Duration;
import java.util.List;

/// The scheduler of this node, which executes the tasks of all features except the delivery of
/// webhooks. The tasks of a node that failed are recognized by their missing heartbeats and
/// executed by another node.
public final class TaskModule implements AutoCloseable {
  private static final int HEARTBEATS_IN_A_LEASE = 4;

  /// The part of the threads below which the next tasks are fetched as soon as one has ended. With
  /// less, accounts of slow providers would delay the tasks of others to the next poll.
  private static final double REFILL = 0.9;

  private final TaskScheduler scheduler;

  /// Starts the scheduler.
  public TaskModule(Platform platform, TaskSignal signal, List<Task<?>> tasks) {
    SyncConfig config = platform.config().sync();
    this.scheduler =
        new TaskScheduler(
            threads ->
                Scheduler.create(platform.dataSource(), tasks)
                    // Only these are scheduled when a node starts.
                    .startTasks(
                        new Retention(platform.jdbi(), platform.clock(), platform.config())
                            .task(new TaskFactory(platform.clock())))
                    .schedulerName(new SchedulerName.Fixed(platform.node()))
                    .threads(config.parallelism())
                    .executorService(threads)
                    .pollingInterval(config.poll())
                    .pollUsingLockAndFetch(REFILL, 1.0)
                    .enablePriority()
                    .heartbeatInterval(
                        Duration.ofNanos(config.lease().toNanos() / HEARTBEATS_IN_A_LEASE))
                    .missedHeartbeatsLimit(HEARTBEATS_IN_A_LEASE)
                    .shutdownMaxWait(platform.config().http().shutdownGrace())
                    .clock(platform.clock()::instant)
                    .build());
    signal.listen(scheduler::wake);
    scheduler.start();
  }

  /// The scheduler, which is restarted when the clock was set back.
  public TaskScheduler scheduler() {
    return scheduler;
  }

  @Override
  public void close() {
    scheduler.close();
  }
}
