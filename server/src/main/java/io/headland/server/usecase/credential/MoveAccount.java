package io.headland.server.usecase.credential;

import io.headland.server.core.credential.AccountKey;
import io.headland.server.core.credential.CredentialEvents;
import io.headland.server.core.field.FieldDataCountStore;
import io.headland.server.core.field.OrganizationSnapshotStore;
import io.headland.server.core.organization.OrganizationEventStore;
import io.headland.server.core.sync.SyncTaskStore;
import io.headland.server.platform.id.LeafUserId;
import io.headland.server.usecase.sync.PlanSync;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jdbi.v3.core.Handle;

/// Moves an account, with its credential and its organizations, to another Leaf user that has no
/// account at the provider.
public final class MoveAccount {
  private final PlanSync plans;
  private final SyncTaskStore tasks;
  private final OrganizationSnapshotStore snapshots;
  private final InstantSource clock;

  public MoveAccount(
      PlanSync plans,
      SyncTaskStore tasks,
      OrganizationSnapshotStore snapshots,
      InstantSource clock) {
    this.plans = plans;
    this.tasks = tasks;
    this.snapshots = snapshots;
    this.clock = clock;
  }

  /// Moves within a transaction that has locked the account.
  public void move(Handle handle, AccountKey account, LeafUserId target) {
    Instant now = clock.instant();
    AccountKey after = new AccountKey(account.owner(), target, account.provider());
    OrganizationEventStore.moved(handle, account, target, now);
    if (plans.endOutdated(handle, account, now)) {
      tasks.bringForward(handle, account, now);
    }
    snapshots.move(handle, account, target);
    FieldDataCountStore.record(handle, account, now);
    FieldDataCountStore.record(handle, after, now);
    AccountEvents.write(
        handle,
        account,
        now,
        (id, status) ->
            List.of(
                CredentialEvents.movedTo(account, id, status, target),
                CredentialEvents.movedFrom(after, id, status, account.leafUser())));
    markReported(handle, account);
    handle
        .createUpdate(
            """
            update provider_account
               set leaf_user_id = :target
             where api_owner_id = :owner
               and leaf_user_id = :leafUser
               and provider = :provider
            """)
        .bind("target", target)
        .bindMethods(account)
        .execute();
  }

  private static void markReported(Handle handle, AccountKey account) {
    handle
        .createUpdate(
            """
            update credential
               set reported_status = coalesce(reported_status, status)
             where api_owner_id = :owner
               and leaf_user_id = :leafUser
               and provider = :provider
            """)
        .bindMethods(account)
        .execute();
  }
}
