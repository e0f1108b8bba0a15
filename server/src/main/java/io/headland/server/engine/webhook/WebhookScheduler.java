package io.headland.server.engine.webhook;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import io.headland.server.core.webhook.Webhook;
import io.headland.server.core.webhook.WebhookTaskStore;
import io.headland.server.engine.webhook.DeliveryWorker.DeliveryTimeSlice;
import io.headland.server.engine.webhook.DeliveryWorker.Next;
import io.headland.server.platform.clock.Deadline;
import io.headland.server.platform.config.WebhookConfig;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.WebhookId;
import io.headland.server.platform.tasks.Backoff;
import io.headland.server.platform.tasks.TaskFactory;
import io.headland.server.platform.tasks.TaskScheduler;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.slf4j.MDC;

/// Executes the tasks of endpoints on this node. They have a separate table of db-scheduler, so
/// that syncs and webhooks do not delay each other. Degraded endpoints get at most a quarter of the
/// workers.
public final class WebhookScheduler implements AutoCloseable {
  private static final Duration TIME_SLICE = Duration.ofSeconds(5);
  private static final Duration FAR = Duration.ofDays(3_650);
  private static final Duration NO_CAPACITY_PAUSE = Duration.ofSeconds(1);
  private static final Duration SWEEP = Duration.ofSeconds(5);
  private static final Backoff BACKOFF = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1));
  private static final int HEARTBEATS_IN_A_LEASE = 4;
  private static final int SHARE_OF_DEGRADED = 4;

  /// The part of the workers below which tasks are fetched. With less, slow endpoints that are not
  /// degraded yet would keep the free workers from others.
  private static final double REFILL = 0.9;

  private final DeliveryWorker workers;
  private final WebhookTaskStore tasks;
  private final InstantSource clock;
  private final Semaphore degradedSlots;
  private final TaskScheduler scheduler;

  public WebhookScheduler(
      DataSource dataSource,
      DeliveryWorker workers,
      WebhookTaskStore tasks,
      InstantSource clock,
      WebhookConfig config,
      Duration shutdownGrace,
      String node) {
    this.workers = workers;
    this.tasks = tasks;
    this.clock = clock;
    this.degradedSlots = new Semaphore(Math.max(1, config.parallelism() / SHARE_OF_DEGRADED));
    TaskFactory factory = new TaskFactory(clock);
    this.scheduler =
        new TaskScheduler(
            threads ->
                Scheduler.create(
                        dataSource, factory.queue(WebhookTaskStore.WORKER, BACKOFF, this::deliver))
                    .startTasks(
                        factory.recurring(
                            "webhook-sweep", SWEEP, _ -> tasks.wakeAll(clock.instant())))
                    .tableName("webhook_task")
                    .schedulerName(new SchedulerName.Fixed(node))
                    .threads(config.parallelism())
                    .executorService(threads)
                    .pollingInterval(config.poll())
                    .pollUsingLockAndFetch(REFILL, 1.0)
                    .heartbeatInterval(
                        Duration.ofNanos(config.lease().toNanos() / HEARTBEATS_IN_A_LEASE))
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

  /// Polls for tasks now, because one was just inserted.
  public void wake() {
    scheduler.wake();
  }

  /// Brings forward the endpoints of API owners with new events.
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

  private TaskFactory.Next deliver(String instance, BooleanSupplier isStopping)
      throws InterruptedException {
    WorkerName name = WorkerName.parse(instance);
    Deadline end = Deadline.after(TIME_SLICE);
    DeliveryTimeSlice timeSlice = () -> isStopping.getAsBoolean() || end.isOver();
    try (MDC.MDCCloseable _ = MDC.putCloseable("apiOwnerId", name.owner().toString());
        MDC.MDCCloseable _ = MDC.putCloseable("webhookId", name.webhook().toString())) {
      return next(name, withinCapacity(name, timeSlice));
    }
  }

  private Next withinCapacity(WorkerName name, DeliveryTimeSlice timeSlice)
      throws InterruptedException {
    Optional<Webhook> webhook = workers.find(name.owner(), name.webhook());
    if (webhook.filter(Webhook::degraded).isEmpty()) {
      return workers.work(name.owner(), name.webhook(), timeSlice);
    }
    if (!degradedSlots.tryAcquire()) {
      return new Next.At(clock.instant().plus(NO_CAPACITY_PAUSE));
    }
    try {
      return workers.work(name.owner(), name.webhook(), timeSlice);
    } finally {
      degradedSlots.release();
    }
  }

  private TaskFactory.Next next(WorkerName name, Next next) {
    return switch (next) {
      case Next.Gone() -> TaskFactory.Next.done();
      case Next.At(Instant time) -> at(name, time);
      case Next.Idle() -> at(name, clock.instant().plus(FAR));
    };
  }

  /// An event that was published during the execution could not bring the task forward, because
  /// only a task that is not picked can be. Therefore the feed is checked again afterwards.
  private TaskFactory.Next at(WorkerName name, Instant time) {
    return TaskFactory.Next.at(time)
        .then(
            () -> {
              Instant now = clock.instant();
              if (!time.isAfter(now)
                  || (time.isAfter(now.plus(NO_CAPACITY_PAUSE))
                      && tasks.bringForwardIfDue(name.owner(), name.webhook(), now))) {
                wake();
              }
            });
  }
}
