package io.headland.server.engine.sync;

import com.github.kagkarlsson.scheduler.task.Task;
import io.headland.server.core.sync.SyncTaskStore;
import io.headland.server.platform.clock.Deadline;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.CredentialId;
import io.headland.server.platform.id.SyncRunId;
import io.headland.server.platform.tasks.Backoff;
import io.headland.server.platform.tasks.TaskFactory;
import io.headland.server.platform.tasks.TaskFactory.Next;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/// The tasks of syncs: the workers of runs, and the regular syncs of accounts.
public final class SyncTasks {
  private static final Logger log = LoggerFactory.getLogger(SyncTasks.class);

  /// The time slice of a worker, after which it is queued again.
  private static final Duration TIME_SLICE = Duration.ofSeconds(5);

  private static final int MAX_FAILURES = 10;
  private static final Duration LONGEST_BACKOFF = Duration.ofMinutes(5);
  private static final Backoff OF_WORKERS = new Backoff(Duration.ofSeconds(2), LONGEST_BACKOFF);
  private static final Backoff OF_ACCOUNTS = new Backoff(Duration.ofSeconds(32), LONGEST_BACKOFF);

  private final SyncWorker workers;
  private final ScheduledSync accounts;
  private final InstantSource clock;
  private final Runnable wake;

  /// @param wake wakes the scheduler of this node
  public SyncTasks(SyncWorker workers, ScheduledSync accounts, InstantSource clock, Runnable wake) {
    this.workers = workers;
    this.accounts = accounts;
    this.clock = clock;
    this.wake = wake;
  }

  /// The tasks, which any node executes.
  public List<Task<?>> tasks() {
    TaskFactory factory = new TaskFactory(clock);
    return List.of(
        factory.queue(SyncTaskStore.WORKER, OF_WORKERS, this::work, this::workerFailed),
        factory.queue(SyncTaskStore.ACCOUNT, OF_ACCOUNTS, (instance, _) -> sync(instance)));
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
    return pause.isZero() ? next.then(wake) : next;
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
