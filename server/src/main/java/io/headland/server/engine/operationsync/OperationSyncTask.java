package io.headland.server.engine.operationsync;

import com.github.kagkarlsson.scheduler.task.Task;
import io.headland.server.core.credential.AccountKey;
import io.headland.server.core.credential.AccountStore;
import io.headland.server.core.operationsync.OperationListingStore;
import io.headland.server.platform.clock.Deadline;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.CredentialId;
import io.headland.server.platform.tasks.Backoff;
import io.headland.server.platform.tasks.TaskFactory;
import io.headland.server.platform.tasks.TaskFactory.Next;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// The task of an account, which the scheduler of syncs executes in time slices.
public final class OperationSyncTask {
  private static final Duration TIME_SLICE = Duration.ofSeconds(5);
  private static final Backoff BACKOFF =
      new Backoff(Duration.ofSeconds(30), Duration.ofMinutes(30));

  private final AccountStore accounts;
  private final OperationSync sync;
  private final InstantSource clock;
  private final Runnable wake;

  /// The task of a node.
  ///
  /// @param wake the scheduler of this node
  public OperationSyncTask(
      AccountStore accounts, OperationSync sync, InstantSource clock, Runnable wake) {
    this.accounts = accounts;
    this.sync = sync;
    this.clock = clock;
    this.wake = wake;
  }

  public Task<Void> task() {
    return new TaskFactory(clock).queue(OperationListingStore.SYNC, BACKOFF, this::run);
  }

  private Next run(String instance, BooleanSupplier isStopping) throws InterruptedException {
    String[] names = instance.split("/", -1);
    Optional<AccountKey> account =
        accounts.find(
            ApiOwnerId.parse(names[0]).orElseThrow(), CredentialId.parse(names[1]).orElseThrow());
    if (account.isEmpty()) {
      return Next.done();
    }
    Deadline end = Deadline.after(TIME_SLICE);
    return sync.work(account.get(), () -> isStopping.getAsBoolean() || end.isOver())
        .map(this::at)
        // Something that became due during the execution could not bring the task forward.
        .orElseGet(() -> Next.done().then(() -> sync.scheduleNext(account.get())));
  }

  /// What is due already does not wait for the next poll.
  private Next at(Instant next) {
    return next.isAfter(clock.instant()) ? Next.at(next) : Next.at(next).then(wake);
  }
}
