package io.headland.server.engine.subscription;

import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import io.headland.server.core.subscription.SubscriptionTaskStore;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.CredentialId;
import io.headland.server.platform.jdbc.DatabaseOutage;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The work of notifications, as the scheduler hands it out.
public final class SubscriptionTasks {
  /// So soon a batch looks again whether the run under way is over.
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);

  private static final Duration AFTER_FAILURE = Duration.ofSeconds(10);
  private static final Duration LONGEST_BACK_OFF = Duration.ofMinutes(10);

  private final NotificationWork reading;
  private final SubscriptionWork keeping;
  private final InstantSource clock;

  public SubscriptionTasks(
      NotificationWork reading, SubscriptionWork keeping, InstantSource clock) {
    this.reading = reading;
    this.keeping = keeping;
    this.clock = clock;
  }

  public List<Task<?>> all() {
    return List.of(readingTask(), keepingTask());
  }

  private Task<Void> readingTask() {
    return Tasks.custom(SubscriptionTaskStore.READING, Void.class)
        .onFailure((complete, operations) -> operations.reschedule(complete, soon(complete)))
        .onDeadExecutionRevive()
        .execute((instance, _) -> read(instance.getId()));
  }

  private CompletionHandler<Void> read(String instance) {
    String[] names = instance.split("/", -1);
    ApiOwnerId owner = ApiOwnerId.parse(names[0]).orElseThrow();
    return reading.read(owner, UUID.fromString(names[1]))
        ? new CompletionHandler.OnCompleteRemove<>()
        : (complete, operations) ->
            operations.reschedule(complete, clock.instant().plus(LOOK_AGAIN));
  }

  private Task<Void> keepingTask() {
    return Tasks.custom(SubscriptionTaskStore.KEEPING, Void.class)
        .onFailure((complete, operations) -> operations.reschedule(complete, soon(complete)))
        .onDeadExecutionRevive()
        .execute((instance, _) -> keep(instance.getId()));
  }

  private CompletionHandler<Void> keep(String instance) {
    String[] names = instance.split("/", -1);
    ApiOwnerId owner = ApiOwnerId.parse(names[0]).orElseThrow();
    CredentialId credential = CredentialId.parse(names[1]).orElseThrow();
    try {
      List<String> wanted = keeping.wanted(owner, credential);
      Optional<Instant> next = keeping.keep(owner, credential, wanted);
      return (complete, operations) -> {
        if (next.isPresent()) {
          operations.reschedule(complete, next.get());
        } else {
          operations.remove();
        }
        // Who changed the selection meanwhile could not move this task while it was under way.
        if (!keeping.wanted(owner, credential).equals(wanted)) {
          keeping.keepNow(owner, credential);
        }
      };
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return (complete, operations) -> operations.reschedule(complete, clock.instant());
    }
  }

  /// An outage of the database passes; only the pauses after other failures grow.
  private Instant soon(ExecutionComplete complete) {
    boolean outage = complete.getCause().filter(DatabaseOutage::isCauseOf).isPresent();
    int failures = outage ? 0 : complete.getExecution().consecutiveFailures;
    Duration pause = AFTER_FAILURE.multipliedBy(1L << Math.min(failures, 6));
    return clock.instant().plus(pause.compareTo(LONGEST_BACK_OFF) > 0 ? LONGEST_BACK_OFF : pause);
  }
}
