package io.headland.server.core.subscription;

import io.headland.server.core.credential.AccountKey;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.LeafUserId;
import io.headland.server.provider.Provider;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;

/// Inserts tasks into the scheduler's table, in the transaction that requires them.
public final class SubscriptionTaskStore {
  /// Reads the records of a batch; the instance is `<API owner>/<batch>`.
  public static final String READING = "notification-processing";

  /// Reconciles an account's subscriptions; the instance is `<API owner>/<credential>`.
  public static final String RECONCILIATION = "subscription-reconciliation";

  private final boolean on;

  /// @param on whether subscriptions are enabled
  public SubscriptionTaskStore(boolean on) {
    this.on = on;
  }

  /// After a change of the selection, or a new credential. Nothing if subscriptions are disabled.
  public void requestReconciliation(Handle handle, AccountKey account, Instant now) {
    reconciliationRequest(handle, account, now).ifPresent(Update::execute);
  }

  /// The statement of [#requestReconciliation].
  public Optional<Update> reconciliationRequest(Handle handle, AccountKey account, Instant now) {
    return on ? Optional.of(reconciliation(handle, account, now)) : Optional.empty();
  }

  /// After a change of the configuration of a Leaf user, or of all of an API owner: the accounts
  /// with subscriptions are reconciled, ten per second.
  public void configurationChanged(
      Handle handle, ApiOwnerId owner, Optional<LeafUserId> leafUser, Instant now) {
    if (!on) {
      return;
    }
    handle
        .createUpdate(
            """
            insert into scheduled_tasks as t
                   (task_name, task_instance, execution_time, picked, version, priority)
            select :task, c.api_owner_id || '/' || c.id
                 , :now::timestamptz + (row_number() over (order by c.id) - 1) * interval '100 milliseconds'
                 , false, 1, 0
              from credential c
             where c.api_owner_id = :owner
               and (:leafUser::uuid is null or c.leaf_user_id = :leafUser)
               and exists (select from provider_subscription s
                            where s.api_owner_id = c.api_owner_id
                              and s.leaf_user_id = c.leaf_user_id
                              and s.provider = c.provider)
            on conflict (task_name, task_instance)
              do update set execution_time = least(t.execution_time, excluded.execution_time)
                          , version = t.version + 1
                      where not t.picked
            """)
        .bind("task", RECONCILIATION)
        .bind("owner", owner)
        .bind("leafUser", leafUser.map(LeafUserId::value).orElse(null))
        .bind("now", now)
        .execute();
  }

  void scheduleReading(Handle handle, ApiOwnerId owner, UUID batch, Instant at) {
    handle
        .createUpdate(
            """
            insert into scheduled_tasks
                   (task_name, task_instance, execution_time, picked, version, priority)
            values (:task, :api_owner_id || '/' || :batch, :at, false, 1, 0)
            on conflict do nothing
            """)
        .bind("task", READING)
        .bind("api_owner_id", owner.toString())
        .bind("batch", batch.toString())
        .bind("at", at)
        .execute();
  }

  /// Schedules the reconciliation of an account's subscriptions after a change of the selection. If
  /// one is in progress it is repeated.
  void scheduleReconciliation(Handle handle, AccountKey account, Instant at) {
    reconciliation(handle, account, at).execute();
  }

  private static Update reconciliation(Handle handle, AccountKey account, Instant at) {
    return handle
        .createUpdate(
            """
            insert into scheduled_tasks as t
                   (task_name, task_instance, execution_time, picked, version, priority)
            select :task, c.api_owner_id || '/' || c.id, :at, false, 1, 0
              from credential c
             where c.api_owner_id = :owner
               and c.leaf_user_id = :leafUser
               and c.provider = :provider
            on conflict (task_name, task_instance)
              do update set execution_time = least(t.execution_time, excluded.execution_time)
                          , version = t.version + 1
                      where not t.picked
            """)
        .bind("task", RECONCILIATION)
        .bindMethods(account)
        .bind("at", at);
  }

  /// Schedules the reconciliation of all accounts of these providers, distributed over a time,
  /// unless it is due.
  void scheduleAll(Handle handle, Collection<Provider> providers, Instant now, Duration within) {
    handle
        .createUpdate(
            """
            insert into scheduled_tasks
                   (task_name, task_instance, execution_time, picked, version, priority)
            select :task, api_owner_id || '/' || id, :now::timestamptz + random() * :within * interval '1 second', false, 1, 0
              from credential
             where provider = any(:providers)
            on conflict do nothing
            """)
        .bind("task", RECONCILIATION)
        .bind("now", now)
        .bind("within", within.toSeconds())
        .bind("providers", providers.stream().map(Provider::wireName).toArray(String[]::new))
        .execute();
  }
}
