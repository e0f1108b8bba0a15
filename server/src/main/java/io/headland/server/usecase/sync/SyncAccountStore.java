package io.headland.server.usecase.sync;

import io.headland.server.core.credential.AccountKey;
import io.headland.server.core.field.FieldDataCountStore;
import io.headland.server.core.field.OrganizationSnapshotStore;
import io.headland.server.core.organization.AccessAnswerStore;
import io.headland.server.core.organization.OrganizationEventStore;
import io.headland.server.core.sync.SyncTaskStore;
import io.headland.server.platform.id.CredentialId;
import io.headland.server.platform.id.LeafUserId;
import io.headland.server.provider.Providers;
import io.headland.server.usecase.credential.AccountStore;
import java.time.Duration;
import java.time.Instant;
import org.jdbi.v3.core.Handle;

/// What follows for syncing when an account gets a credential, goes, or moves, in the transaction
/// of whoever changes it.
public final class SyncAccountStore implements AccountStore.OnChange {
  private final PlanSync plans;
  private final SyncTaskStore tasks;
  private final OrganizationSnapshotStore copies;
  private final Providers providers;
  private final Duration lease;

  public SyncAccountStore(
      PlanSync plans,
      SyncTaskStore tasks,
      OrganizationSnapshotStore copies,
      Providers providers,
      Duration lease) {
    this.plans = plans;
    this.tasks = tasks;
    this.copies = copies;
    this.providers = providers;
    this.lease = lease;
  }

  /// The first sync is made by whoever stores the credential. Should that one die over it, the
  /// schedule makes it.
  @Override
  public void stored(Handle handle, AccountKey account, CredentialId credential, Instant now) {
    plans.endOutdated(handle, account, now);
    copies.forgetSignatures(handle, account);
    AccessAnswerStore.forget(handle, account);
    if (!providers.canCall(account.provider())) {
      return;
    }
    tasks.scheduleAccount(handle, account.owner(), credential, now.plus(lease));
  }

  @Override
  public void removed(Handle handle, AccountKey account, Instant now) {
    // The organizations before the run: the order in which a caller who chooses takes its locks.
    OrganizationEventStore.removed(handle, account, now);
    plans.endOutdated(handle, account, now);
  }

  /// Its organizations have gone with it, and what was read of them has left the counts.
  @Override
  public void gone(Handle handle, AccountKey account, Instant now) {
    FieldDataCountStore.record(handle, account, now);
  }

  @Override
  public void moved(Handle handle, AccountKey account, LeafUserId target, Instant now) {
    OrganizationEventStore.moved(handle, account, target, now);
    if (plans.endOutdated(handle, account, now)) {
      tasks.hasten(handle, account, now);
    }
    copies.move(handle, account, target);
    AccountKey after = new AccountKey(account.owner(), target, account.provider());
    FieldDataCountStore.record(handle, account, now);
    FieldDataCountStore.record(handle, after, now);
  }
}
