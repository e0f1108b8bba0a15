package io.headland.server.engine.webhook;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionContext;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import io.headland.server.core.webhook.Webhook;
import io.headland.server.core.webhook.WebhookTaskStore;
import io.headland.server.engine.retention.WebhookPurgeStore;
import io.headland.server.engine.webhook.DeliveryWorker.Next;
import io.headland.server.platform.clock.Deadline;
import io.headland.server.platform.config.WebhookConfig;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.WebhookId;
import io.headland.server.platform.jdbc.DatabaseOutage;
import io.headland.server.platform.tasks.TaskScheduler;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/// The endpoints that this node works off, as db-scheduler hands them out from a table of their
/// own: a sync never waits for a webhook, nor the other way round. Those that fail or are slow get
/// a quarter of the workers at most.
public final class WebhookScheduler implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(WebhookScheduler.class);
  private static final Duration TURN = Duration.ofSeconds(5);
  private static final Duration FAR = Duration.ofDays(3_650);
  private static final Duration NO_ROOM = Duration.ofSeconds(1);
  private static final Duration SWEEP = Duration.ofSeconds(5);
  private static final Duration PURGE = Duration.ofHours(1);
  private static final Duration LONGEST_BACK_OFF = Duration.ofMinutes(1);
  private static final Duration AFTER_OUTAGE = Duration.ofSeconds(5);
  private static final int HEARTBEATS_IN_A_LEASE = 4;
  private static final int SHARE_OF_AILING = 4;

  private final DeliveryWorker workers;
  private final WebhookTaskStore tasks;
  private final WebhookPurgeStore purge;
  private final InstantSource clock;
  private final Duration retention;
  private final Semaphore roomForAiling;
  private final TaskScheduler scheduler;

  public WebhookScheduler(
      DataSource dataSource,
      DeliveryWorker workers,
      WebhookTaskStore tasks,
      WebhookPurgeStore purge,
      InstantSource clock,
      WebhookConfig config,
      Duration shutdownGrace,
      String node) {
    this.workers = workers;
    this.tasks = tasks;
    this.purge = purge;
    this.clock = clock;
    this.retention = config.retention();
    this.roomForAiling = new Semaphore(Math.max(1, config.parallelism() / SHARE_OF_AILING));
    this.scheduler =
        new TaskScheduler(
            threads ->
                Scheduler.create(dataSource, laneTask())
                    .startTasks(List.of(sweepTask(), purgeTask()))
                    .tableName("webhook_task")
                    .schedulerName(new SchedulerName.Fixed(node))
                    .threads(config.parallelism())
                    .executorService(threads)
                    .pollingInterval(config.poll())
                    .pollUsingLockAndFetch(0.5, 1.0)
                    .heartbeatInterval(config.lease().dividedBy(HEARTBEATS_IN_A_LEASE))
                    .missedHeartbeatsLimit(HEARTBEATS_IN_A_LEASE)
                    .shutdownMaxWait(shutdownGrace)
                    .clock(clock::instant)
                    .build());
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

  /// Looks at the endpoints of API owners whose feeds grew.
  public void wake(Collection<ApiOwnerId> owners) {
    tasks.wake(owners, clock.instant());
    wake();
  }

  @Override
  public void close() {
    scheduler.close();
  }

  private record WorkerName(ApiOwnerId owner, WebhookId webhook) {
    static WorkerName parse(String instance) {
      String[] names = instance.split("/", -1);
      return new WorkerName(
          ApiOwnerId.parse(names[0]).orElseThrow(), WebhookId.parse(names[1]).orElseThrow());
    }
  }

  private Task<Void> laneTask() {
    return Tasks.custom(WebhookTaskStore.WORKER, Void.class)
        .onFailure(this::laneFailed)
        .onDeadExecutionRevive()
        .execute((instance, context) -> worker(WorkerName.parse(instance.getId()), context));
  }

  private CompletionHandler<Void> worker(WorkerName name, ExecutionContext context) {
    Deadline end = Deadline.after(TURN);
    DeliveryTimeSlice turn = () -> context.getSchedulerState().isShuttingDown() || end.isOver();
    try (MDC.MDCCloseable _ = MDC.putCloseable("apiOwnerId", name.owner().toString());
        MDC.MDCCloseable _ = MDC.putCloseable("webhookId", name.webhook().toString())) {
      return next(name, withinRoom(name, turn));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return (complete, operations) -> operations.reschedule(complete, clock.instant());
    } catch (RuntimeException e) {
      return afterOutage(e);
    }
  }

  /// An outage of the database is no failure of the task, whose pauses grow with each.
  private CompletionHandler<Void> afterOutage(RuntimeException failure) {
    if (!DatabaseOutage.isCauseOf(failure)) {
      throw failure;
    }
    log.warn("A webhook waits for the database", failure);
    return (complete, operations) ->
        operations.reschedule(complete, clock.instant().plus(AFTER_OUTAGE));
  }

  private Next withinRoom(WorkerName name, DeliveryTimeSlice turn) throws InterruptedException {
    Optional<Webhook> webhook = workers.find(name.owner(), name.webhook());
    if (webhook.filter(Webhook::degraded).isEmpty()) {
      return workers.work(name.owner(), name.webhook(), turn);
    }
    if (!roomForAiling.tryAcquire()) {
      return new Next.At(clock.instant().plus(NO_ROOM));
    }
    try {
      return workers.work(name.owner(), name.webhook(), turn);
    } finally {
      roomForAiling.release();
    }
  }

  private CompletionHandler<Void> next(WorkerName name, Next next) {
    return switch (next) {
      case Next.Gone() -> new CompletionHandler.OnCompleteRemove<>();
      case Next.At(Instant time) ->
          (complete, operations) -> again(name, complete, operations, time);
      case Next.Idle() ->
          (complete, operations) -> again(name, complete, operations, clock.instant().plus(FAR));
    };
  }

  /// Only a task that was given back can be brought forward; so what happened since the worker
  /// looked is looked for once more.
  private void again(
      WorkerName name,
      ExecutionComplete complete,
      ExecutionOperations<Void> operations,
      Instant at) {
    operations.reschedule(complete, at);
    Instant now = clock.instant();
    if (!at.isAfter(now)
        || (at.isAfter(now.plus(NO_ROOM))
            && tasks.hastenIfDue(name.owner(), name.webhook(), now))) {
      wake();
    }
  }

  private void laneFailed(ExecutionComplete complete, ExecutionOperations<Void> operations) {
    operations.reschedule(
        complete, clock.instant().plus(backOff(complete.getExecution().consecutiveFailures)));
  }

  private static Duration backOff(int failures) {
    Duration pause = Duration.ofSeconds(1L << Math.min(failures, 9));
    return pause.compareTo(LONGEST_BACK_OFF) > 0 ? LONGEST_BACK_OFF : pause;
  }

  private CustomTask<Void> sweepTask() {
    return regular("webhook-sweep", SWEEP, () -> tasks.wakeAll(clock.instant()));
  }

  private CustomTask<Void> purgeTask() {
    return regular("webhook-purge", PURGE, () -> purge.purge(clock.instant().minus(retention)));
  }

  private CustomTask<Void> regular(String name, Duration every, Runnable work) {
    CompletionHandler<Void> next =
        (complete, operations) -> operations.reschedule(complete, clock.instant().plus(every));
    return Tasks.custom(name, Void.class)
        .onDeadExecutionRevive()
        .onFailure(
            (complete, operations) -> operations.reschedule(complete, clock.instant().plus(every)))
        .scheduleOnStartup("all", null, now -> now.plus(every))
        .execute(
            (_, _) -> {
              work.run();
              return next;
            });
  }
}
