package io.headland.server.sync;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionContext;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import io.headland.server.background.TaskScheduler;
import io.headland.server.clock.Deadline;
import io.headland.server.config.SyncConfig;
import io.headland.server.id.ApiOwnerId;
import io.headland.server.id.CredentialId;
import io.headland.server.id.SyncRunId;
import io.headland.server.persistence.DatabaseOutage;
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

/// The work of this node, as db-scheduler hands it out: lanes of runs, regular syncs of accounts,
/// and the purge. What a node that died has left is found by its missing heartbeat and goes on
/// elsewhere.
public final class SyncSchedule implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(SyncSchedule.class);

  /// After so long a lane goes to the back of the queue.
  private static final Duration TURN = Duration.ofSeconds(5);

  /// The pause of a task that met an outage of the database.
  private static final Duration AFTER_OUTAGE = Duration.ofSeconds(5);

  private static final int HEARTBEATS_IN_A_LEASE = 4;
  private static final int MOST_FAILURES = 10;
  private static final Duration LONGEST_BACK_OFF = Duration.ofMinutes(5);
  private static final Duration PURGE_INTERVAL = Duration.ofHours(1);

  private final LaneWork lanes;
  private final AccountWork accounts;
  private final SyncPurge purge;
  private final InstantSource clock;
  private final TaskScheduler scheduler;

  SyncSchedule(
      DataSource dataSource,
      LaneWork lanes,
      AccountWork accounts,
      SyncPurge purge,
      List<Task<?>> others,
      InstantSource clock,
      SyncConfig config,
      Duration shutdownGrace,
      String node) {
    this.lanes = lanes;
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
  TaskScheduler scheduler() {
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
    return Tasks.custom(SyncTaskStore.LANE, Void.class)
        .onFailure(this::laneFailed)
        .onDeadExecutionRevive()
        .execute((instance, context) -> lane(LaneName.parse(instance.getId()), context));
  }

  private record LaneName(ApiOwnerId owner, SyncRunId run, int lane) {
    static LaneName parse(String instance) {
      String[] names = instance.split("/", -1);
      return new LaneName(
          ApiOwnerId.parse(names[0]).orElseThrow(),
          SyncRunId.parse(names[1]).orElseThrow(),
          Integer.parseInt(names[2]));
    }
  }

  private CompletionHandler<Void> lane(LaneName name, ExecutionContext context) {
    Deadline end = Deadline.after(TURN);
    Turn turn = () -> context.getSchedulerState().isShuttingDown() || end.isOver();
    try (MDC.MDCCloseable _ = MDC.putCloseable("apiOwnerId", name.owner().toString());
        MDC.MDCCloseable _ = MDC.putCloseable("syncRunId", name.run().toString())) {
      Optional<Duration> pause = lanes.work(name.owner(), name.run(), name.lane(), turn);
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

  /// A lane whose turn is over and that waits for nothing is not to wait for the next poll either.
  private void nextTurn(
      ExecutionComplete complete, ExecutionOperations<Void> operations, Duration after) {
    operations.reschedule(complete, clock.instant().plus(after));
    if (after.isZero()) {
      wake();
    }
  }

  private void laneFailed(ExecutionComplete complete, ExecutionOperations<Void> operations) {
    int failures = complete.getExecution().consecutiveFailures + 1;
    LaneName name = LaneName.parse(complete.getExecution().taskInstance.getId());
    if (failures >= MOST_FAILURES) {
      log.error("Lane {} of run {} is given up", name.lane(), name.run());
      lanes.giveUp(name.owner(), name.run(), name.lane());
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
