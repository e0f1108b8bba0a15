package io.headland.server.engine.sync;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionContext;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import io.headland.server.core.sync.SyncTaskStore;
import io.headland.server.engine.retention.SyncPurge;
import io.headland.server.platform.clock.Deadline;
import io.headland.server.platform.config.SyncConfig;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.CredentialId;
import io.headland.server.platform.id.SyncRunId;
import io.headland.server.platform.jdbc.DatabaseOutage;
import io.headland.server.platform.tasks.TaskScheduler;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/// The work of this node, as db-scheduler hands it out: workers of runs, regular syncs of accounts,
/// and the purge. What a node that died has left is found by its missing heartbeat and goes on
/// elsewhere.
public final class SyncScheduler implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(SyncScheduler.class);

  /// After so long a worker goes to the back of the queue.
  private static final Duration TURN = Duration.ofSeconds(5);

  /// The pause of a task that met an outage of the database.
  private static final Duration AFTER_OUTAGE = Duration.ofSeconds(5);

  private static final int HEARTBEATS_IN_A_LEASE = 4;
  private static final int MOST_FAILURES = 10;
  private static final Duration LONGEST_BACK_OFF = Duration.ofMinutes(5);
  private static final Duration PURGE_INTERVAL = Duration.ofHours(1);

  private final SyncWorker workers;
  private final ScheduledSync accounts;
  private final SyncPurge purge;
  private final InstantSource clock;
  private final TaskScheduler scheduler;

  public SyncScheduler(
      DataSource dataSource,
      SyncWorker workers,
      ScheduledSync accounts,
      SyncPurge purge,
      List<Task<?>> others,
      InstantSource clock,
      SyncConfig config,
      Duration shutdownGrace,
      String node) {
    this.workers = workers;
    this.accounts = accounts;
    this.purge = purge;
    this.clock = clock;
    this.scheduler =
        new TaskScheduler(
            threads ->
                Scheduler.create(dataSource, all(others))
                    // Only what is named here is scheduled when a node starts.
                    .startTasks(List.of(purgeTask()))
                    .schedulerName(new SchedulerName.Fixed(node))
                    .threads(config.parallelism())
                    .executorService(threads)
                    .pollingInterval(config.poll())
                    .pollUsingLockAndFetch(0.5, 1.0)
                    .enablePriority()
                    .heartbeatInterval(config.lease().dividedBy(HEARTBEATS_IN_A_LEASE))
                    .missedHeartbeatsLimit(HEARTBEATS_IN_A_LEASE)
                    .shutdownMaxWait(shutdownGrace)
                    .clock(clock::instant)
                    .build());
  }

  private List<Task<?>> all(List<Task<?>> others) {
    List<Task<?>> all = new ArrayList<>(List.of(laneTask(), accountTask()));
    all.addAll(others);
    return all;
  }

  public void start() {
    scheduler.start();
  }

  /// The scheduler, which is restarted when the clock was set back.
  public TaskScheduler scheduler() {
    return scheduler;
  }

  /// Looks for work now: some was just made.
  public void wake() {
    scheduler.wake();
  }

  @Override
  public void close() {
    scheduler.close();
  }

  private Task<Void> laneTask() {
    return Tasks.custom(SyncTaskStore.WORKER, Void.class)
        .onFailure(this::laneFailed)
        .onDeadExecutionRevive()
        .execute((instance, context) -> worker(WorkerName.parse(instance.getId()), context));
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

  private CompletionHandler<Void> worker(WorkerName name, ExecutionContext context) {
    Deadline end = Deadline.after(TURN);
    TimeSlice turn = () -> context.getSchedulerState().isShuttingDown() || end.isOver();
    try (MDC.MDCCloseable _ = MDC.putCloseable("apiOwnerId", name.owner().toString());
        MDC.MDCCloseable _ = MDC.putCloseable("syncRunId", name.run().toString())) {
      Optional<Duration> pause = workers.work(name.owner(), name.run(), name.worker(), turn);
      return pause
          .<CompletionHandler<Void>>map(
              after -> (complete, operations) -> nextTurn(complete, operations, after))
          .orElseGet(CompletionHandler.OnCompleteRemove::new);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return (complete, operations) -> operations.reschedule(complete, clock.instant());
    } catch (RuntimeException e) {
      return afterOutage(e);
    }
  }

  /// An outage of the database is no failure of the task, which is given up after many.
  private CompletionHandler<Void> afterOutage(RuntimeException failure) {
    if (!DatabaseOutage.isCauseOf(failure)) {
      throw failure;
    }
    log.warn("A task waits for the database", failure);
    return (complete, operations) ->
        operations.reschedule(complete, clock.instant().plus(AFTER_OUTAGE));
  }

  /// A worker whose turn is over and that waits for nothing is not to wait for the next poll
  /// either.
  private void nextTurn(
      ExecutionComplete complete, ExecutionOperations<Void> operations, Duration after) {
    operations.reschedule(complete, clock.instant().plus(after));
    if (after.isZero()) {
      wake();
    }
  }

  private void laneFailed(ExecutionComplete complete, ExecutionOperations<Void> operations) {
    int failures = complete.getExecution().consecutiveFailures + 1;
    WorkerName name = WorkerName.parse(complete.getExecution().taskInstance.getId());
    if (failures >= MOST_FAILURES) {
      log.error("Worker {} of run {} is given up", name.worker(), name.run());
      workers.giveUp(name.owner(), name.run(), name.worker());
    }
    operations.reschedule(complete, clock.instant().plus(backOff(failures)));
  }

  private static Duration backOff(int failures) {
    Duration pause = Duration.ofSeconds(1L << Math.min(failures, 9));
    return pause.compareTo(LONGEST_BACK_OFF) > 0 ? LONGEST_BACK_OFF : pause;
  }

  private Task<Void> accountTask() {
    return Tasks.custom(SyncTaskStore.ACCOUNT, Void.class)
        .onFailure(
            (complete, operations) ->
                operations.reschedule(
                    complete,
                    clock.instant().plus(backOff(complete.getExecution().consecutiveFailures + 5))))
        .onDeadExecutionRevive()
        .execute((instance, _) -> account(instance.getId()));
  }

  private CompletionHandler<Void> account(String instance) {
    String[] names = instance.split("/", -1);
    try {
      Optional<Instant> next =
          accounts.sync(
              ApiOwnerId.parse(names[0]).orElseThrow(), CredentialId.parse(names[1]).orElseThrow());
      return next.<CompletionHandler<Void>>map(
              at -> (complete, operations) -> operations.reschedule(complete, at))
          .orElseGet(CompletionHandler.OnCompleteRemove::new);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return (complete, operations) -> operations.reschedule(complete, clock.instant());
    } catch (RuntimeException e) {
      return afterOutage(e);
    }
  }

  private CustomTask<Void> purgeTask() {
    return Tasks.custom("sync-purge", Void.class)
        .onDeadExecutionRevive()
        .onFailure(
            (complete, operations) ->
                operations.reschedule(complete, clock.instant().plus(PURGE_INTERVAL)))
        .scheduleOnStartup("all", null, now -> now.plus(PURGE_INTERVAL))
        .execute(
            (_, _) -> {
              purge.run();
              return (complete, operations) ->
                  operations.reschedule(complete, clock.instant().plus(PURGE_INTERVAL));
            });
  }
}
