package io.headland.server.platform.tasks;

import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionContext;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import io.headland.server.platform.jdbc.DatabaseOutage;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Creates tasks of db-scheduler. All of them treat failures in the same way: a task that fails
/// because of an outage of the database, or is interrupted by the stop of the node, is executed
/// again soon; after other failures the pauses grow. The tasks of a node that ended without
/// finishing them are executed by another one.
public final class TaskFactory {
  private static final Logger log = LoggerFactory.getLogger(TaskFactory.class);
  private static final Duration AFTER_OUTAGE = Duration.ofSeconds(5);

  private final InstantSource clock;

  public TaskFactory(InstantSource clock) {
    this.clock = clock;
  }

  /// One execution of a task.
  @FunctionalInterface
  public interface Work {
    /// Executes the task once.
    ///
    /// @param instance id of the instance
    /// @param isStopping whether the node is stopping, so that a long execution should end
    Next run(String instance, BooleanSupplier isStopping) throws InterruptedException;
  }

  /// What happens to an instance after an execution.
  ///
  /// @param time of the next execution; empty when the instance is deleted
  /// @param then runs after that is stored
  public record Next(Optional<Instant> time, Runnable then) {
    /// The instance is deleted.
    public static Next done() {
      return new Next(Optional.empty(), () -> {});
    }

    /// The instance is executed again at a time.
    public static Next at(Instant time) {
      return new Next(Optional.of(time), () -> {});
    }

    /// The same with an action that runs after the change is stored.
    public Next then(Runnable action) {
      return new Next(time, action);
    }
  }

  /// Called after a failed execution that was not an outage of the database.
  @FunctionalInterface
  public interface FailureListener {
    /// Called before the task is scheduled again.
    ///
    /// @param failures in sequence, at least one
    void failed(String instance, int failures);
  }

  /// A task with one instance for each object to process.
  public Task<Void> queue(String name, Backoff backoff, Work work) {
    return queue(name, backoff, work, (_, _) -> {});
  }

  /// The same with a listener of failures.
  public Task<Void> queue(String name, Backoff backoff, Work work, FailureListener listener) {
    return Tasks.custom(name, Void.class)
        .onDeadExecutionRevive()
        .onFailure(
            (complete, operations) -> {
              int failures = complete.getExecution().consecutiveFailures + 1;
              listener.failed(complete.getExecution().taskInstance.getId(), failures);
              operations.reschedule(complete, clock.instant().plus(backoff.after(failures)));
            })
        .execute((instance, context) -> execute(work, instance.getId(), context));
  }

  /// A task with one instance, which is executed regularly by one of the nodes. It has to be among
  /// the tasks that the scheduler starts with.
  ///
  /// @param interval from the end of an execution to the next one
  /// @param work receives whether the node is stopping
  public CustomTask<Void> recurring(
      String name, Duration interval, Consumer<BooleanSupplier> work) {
    FailureHandler<Void> again =
        (complete, operations) -> reschedule(complete, operations, interval);
    return Tasks.custom(name, Void.class)
        .onDeadExecutionRevive()
        .onFailure(again)
        .scheduleOnStartup("all", null, now -> now.plus(interval))
        .execute(
            (_, context) -> {
              work.accept(stopping(context));
              return (complete, operations) -> reschedule(complete, operations, interval);
            });
  }

  private void reschedule(
      ExecutionComplete complete, ExecutionOperations<Void> operations, Duration pause) {
    operations.reschedule(complete, clock.instant().plus(pause));
  }

  private CompletionHandler<Void> execute(Work work, String instance, ExecutionContext context) {
    try {
      return handler(work.run(instance, stopping(context)));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return handler(Next.at(clock.instant()));
    } catch (RuntimeException e) {
      if (!DatabaseOutage.isCauseOf(e)) {
        throw e;
      }
      log.warn("A task waits for the database", e);
      return handler(Next.at(clock.instant().plus(AFTER_OUTAGE)));
    }
  }

  private static CompletionHandler<Void> handler(Next next) {
    return (complete, operations) -> {
      if (next.time().isPresent()) {
        operations.reschedule(complete, next.time().get());
      } else {
        operations.remove();
      }
      next.then().run();
    };
  }

  private static BooleanSupplier stopping(ExecutionContext context) {
    return () -> context.getSchedulerState().isShuttingDown();
  }
}
