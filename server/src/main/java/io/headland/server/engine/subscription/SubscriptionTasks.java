package io.headland.server.engine.subscription;

import com.github.kagkarlsson.scheduler.task.Task;
import io.headland.server.core.subscription.SubscriptionTaskStore;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.CredentialId;
import io.headland.server.platform.tasks.Backoff;
import io.headland.server.platform.tasks.TaskFactory;
import io.headland.server.platform.tasks.TaskFactory.Next;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;

/// The tasks of notifications and subscriptions, which the scheduler of syncs executes.
public final class SubscriptionTasks {
  /// The pause of a batch while another run of the account is in progress.
  private static final Duration WHILE_RUNNING = Duration.ofSeconds(2);

  private static final Backoff BACKOFF =
      new Backoff(Duration.ofSeconds(10), Duration.ofMinutes(10));

  private final NotificationWork notifications;
  private final SubscriptionWork subscriptions;
  private final InstantSource clock;

  public SubscriptionTasks(
      NotificationWork notifications, SubscriptionWork subscriptions, InstantSource clock) {
    this.notifications = notifications;
    this.subscriptions = subscriptions;
    this.clock = clock;
  }

  public List<Task<?>> all() {
    TaskFactory factory = new TaskFactory(clock);
    return List.of(
        factory.queue(SubscriptionTaskStore.READING, BACKOFF, (batch, _) -> process(batch)),
        factory.queue(
            SubscriptionTaskStore.RECONCILIATION, BACKOFF, (account, _) -> reconcile(account)));
  }

  private Next process(String instance) {
    String[] names = instance.split("/", -1);
    ApiOwnerId owner = ApiOwnerId.parse(names[0]).orElseThrow();
    return notifications.read(owner, UUID.fromString(names[1]))
        ? Next.done()
        : Next.at(clock.instant().plus(WHILE_RUNNING));
  }

  private Next reconcile(String instance) throws InterruptedException {
    String[] names = instance.split("/", -1);
    ApiOwnerId owner = ApiOwnerId.parse(names[0]).orElseThrow();
    CredentialId credential = CredentialId.parse(names[1]).orElseThrow();
    SubscriptionWork.Wanted wanted = subscriptions.wanted(owner, credential);
    return subscriptions
        .reconcile(owner, credential, wanted)
        .map(Next::at)
        .orElseGet(Next::done)
        .then(
            () -> {
              // A change of the selection during the execution could not bring the task forward.
              if (!subscriptions.wanted(owner, credential).equals(wanted)) {
                subscriptions.scheduleReconciliation(owner, credential);
              }
            });
  }
}
