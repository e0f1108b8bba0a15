package io.headland.server.engine.sync;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import io.headland.server.core.sync.SyncTaskStore;
import io.headland.server.platform.clock.Deadline;
import io.headland.server.platform.config.HeadlandConfig.SyncConfig;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.CredentialId;
import io.headland.server.platform.id.SyncRunId;
import io.headland.server.platform.tasks.Backoff;
import io.headland.server.platform.tasks.TaskFactory;
import io.headland.server.platform.tasks.TaskFactory.Next;
import io.headland.server.platform.tasks.TaskScheduler;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/// The tasks that db-scheduler executes on this node: workers of runs, regular syncs of accounts,
/// and those of other features. The tasks of a node that failed are recognized by their missing
/// heartbeats and executed by another node.
public final class SyncScheduler implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(SyncScheduler.class);

  /// The time slice of a worker, after which it is queued again.
  private static final Duration TIME_SLICE = Duration.ofSeconds(5);

  private static final int HEARTBEATS_IN_A_LEASE = 4;

  /// The part of the workers below which the next tasks are fetched as soon as one has ended. With
  /// less, accounts of slow providers would delay the tasks of others to the next poll.
  private static final double REFILL = 0.9;

  private static final int MAX_FAILURES = 10;
  private static final Duration LONGEST_BACKOFF = Duration.ofMinutes(5);
  private static final Backoff OF_WORKERS = new Backoff(Duration.ofSeconds(2), LONGEST_BACKOFF);
  private static final Backoff OF_ACCOUNTS = new Backoff(Duration.ofSeconds(32), LONGEST_BACKOFF);

  private final SyncWorker workers;
  private final ScheduledSync accounts;
  private final InstantSource clock;
  private final TaskScheduler scheduler;

  public SyncScheduler(
      DataSource dataSource,
      SyncWorker workers,
      ScheduledSync accounts,
      List<Task<?>> otherTasks,
      List<CustomTask<Void>> recurringTasks,
      InstantSource clock,
      SyncConfig config,
      Duration shutdownGrace,
      String node) {
    this.workers = workers;
    this.accounts = accounts;
    this.clock = clock;
    this.scheduler =
        new TaskScheduler(
            threads ->
                Scheduler.create(dataSource, all(new TaskFactory(clock), otherTasks))
                    // Only these are scheduled when a node starts.
                    .startTasks(recurringTasks)
                    .schedulerName(new SchedulerName.Fixed(node))
                    .threads(config.parallelism())
                    .executorService(threads)
                    .pollingInterval(config.poll())
                    .pollUsingLockAndFetch(REFILL, 1.0)
                    .enablePriority()
                    .heartbeatInterval(config.lease().dividedBy(HEARTBEATS_IN_A_LEASE))
                    .missedHeartbeatsLimit(HEARTBEATS_IN_A_LEASE)
                    .shutdownMaxWait(shutdownGrace)
                    .clock(clock::instant)
                    .build());
  }

  private List<Task<?>> all(TaskFactory factory, List<Task<?>> otherTasks) {
    List<Task<?>> all = new ArrayList<>(otherTasks);
    all.add(factory.queue(SyncTaskStore.WORKER, OF_WORKERS, this::work, this::workerFailed));
    all.add(factory.queue(SyncTaskStore.ACCOUNT, OF_ACCOUNTS, (instance, _) -> sync(instance)));
    return all;
  }

  public void start() {
    scheduler.start();
  }

  /// The scheduler, which is restarted when the clock was set back.
  public TaskScheduler scheduler() {
    return scheduler;
  }

  /// Polls for tasks now, because one was just inserted.
  public void wake() {
    scheduler.wake();
  }

  @Override
  public void close() {
    scheduler.close();
  }

  private record WorkerName(ApiOwnerId owner, SyncRunId run, int worker) {
    static WorkerName parse(String instance) {
      String[] names = instance.split("/", -1);
      return new WorkerName(
          ApiOwnerId.parse(names[0]).orElseThrow(),
          SyncRunId.parse(names[1]).orElseThrow(),
          Integer.parseInt(names[2]));
    }
  }

  private Next work(String instance, BooleanSupplier isStopping) throws InterruptedException {
    WorkerName name = WorkerName.parse(instance);
    Deadline end = Deadline.after(TIME_SLICE);
    TimeSlice timeSlice = () -> isStopping.getAsBoolean() || end.isOver();
    try (MDC.MDCCloseable _ = MDC.putCloseable("apiOwnerId", name.owner().toString());
        MDC.MDCCloseable _ = MDC.putCloseable("syncRunId", name.run().toString())) {
      return workers
          .work(name.owner(), name.run(), name.worker(), timeSlice)
          .map(this::after)
          .orElseGet(Next::done);
    }
  }

  /// A worker whose time slice has ended and that waits for nothing continues without waiting for
  /// the next poll.
  private Next after(Duration pause) {
    Next next = Next.at(clock.instant().plus(pause));
    return pause.isZero() ? next.then(this::wake) : next;
  }

  private void workerFailed(String instance, int failures) {
    if (failures >= MAX_FAILURES) {
      WorkerName name = WorkerName.parse(instance);
      log.error(
          "An organization of sync run {} ends after {} internal errors", name.run(), failures);
      workers.abandon(name.owner(), name.run(), name.worker());
    }
  }

  private Next sync(String instance) throws InterruptedException {
    String[] names = instance.split("/", -1);
    return accounts
        .sync(ApiOwnerId.parse(names[0]).orElseThrow(), CredentialId.parse(names[1]).orElseThrow())
        .map(Next::at)
        .orElseGet(Next::done);
  }
}
