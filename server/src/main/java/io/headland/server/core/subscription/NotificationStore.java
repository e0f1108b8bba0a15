package io.headland.server.core.subscription;

import io.headland.server.core.credential.AccountKey;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.LeafUserId;
import io.headland.server.platform.jdbc.Columns;
import io.headland.server.provider.ChangeNotification;
import io.headland.server.provider.Provider;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/// Received notifications whose changes have not been read. Those of an account form a batch.
/// Adding to a batch and taking it both lock its row, so that none is added to a batch that was
/// taken.
///
/// Locks are taken in this order: Leaf user, account, batch, notifications.
public final class NotificationStore {
  /// The sender does not wait longer for a response.
  private static final Duration MAX_WAIT = Duration.ofSeconds(5);

  private final Jdbi jdbi;
  private final SubscriptionTaskStore tasks;

  public NotificationStore(Jdbi jdbi, SubscriptionTaskStore tasks) {
    this.jdbi = jdbi;
    this.tasks = tasks;
  }

  /// Stores the notifications of selected organizations, and schedules their processing.
  ///
  /// @param fresh the id of a new batch, if there is none yet
  /// @param due the time at which a new batch is processed
  public void add(
      AccountKey account,
      Collection<ChangeNotification.Changed> notifications,
      UUID fresh,
      Instant now,
      Instant due) {
    jdbi.useTransaction(
        handle -> {
          handle.execute("set local statement_timeout = " + MAX_WAIT.toMillis());
          if (lockAccount(handle, account)
              && insert(handle, account, notifications, now, fresh) > 0) {
            tasks.scheduleReading(handle, account.owner(), fresh, due);
          }
        });
  }

  /// Schedules the reconciliation of the subscriptions of all accounts of these providers.
  public void reconcileAll(Collection<Provider> providers, Instant now, Duration within) {
    jdbi.useHandle(handle -> tasks.scheduleAll(handle, providers, now, within));
  }

  private static boolean lockAccount(Handle handle, AccountKey account) {
    return handle
        .createQuery(
            """
            select true
              from provider_account
             where api_owner_id = :owner
               and leaf_user_id = :leafUser
               and provider = :provider
               for key share
            """)
        .bindMethods(account)
        .mapTo(Boolean.class)
        .findOne()
        .isPresent();
  }

  /// The number of new batches: one or none.
  private static int insert(
      Handle handle,
      AccountKey account,
      Collection<ChangeNotification.Changed> notifications,
      Instant now,
      UUID fresh) {
    Set<String> selected = selected(handle, account);
    Map<String, ChangeNotification.Changed> changes = new HashMap<>();
    notifications.stream()
        .filter(notification -> selected.contains(notification.providerOrgId()))
        .forEach(
            notification ->
                changes.put(
                    notification.providerOrgId() + '/' + notification.fingerprint(), notification));
    if (changes.isEmpty()) {
      return 0;
    }
    UUID batch = findOrInsertBatch(handle, account, changes.size(), now, fresh);
    handle
        .createUpdate(
            """
            insert into provider_notification (api_owner_id, leaf_user_id, provider, provider_org_id, fingerprint,
                                provider_field_id, received_at)
            select :owner, :leafUser, :provider, change.*, :now
              from unnest(:orgs::text[], :fingerprints::text[], :fields::text[]) as change
            on conflict do nothing
            """)
        .bindMethods(account)
        .bind("orgs", column(changes, ChangeNotification.Changed::providerOrgId))
        .bind("fingerprints", column(changes, ChangeNotification.Changed::fingerprint))
        .bind("fields", column(changes, ChangeNotification.Changed::providerFieldId))
        .bind("now", now)
        .execute();
    return batch.equals(fresh) ? 1 : 0;
  }

  private static String[] column(
      Map<String, ChangeNotification.Changed> changes,
      Function<ChangeNotification.Changed, String> value) {
    return changes.values().stream().map(value).toArray(String[]::new);
  }

  private static UUID findOrInsertBatch(
      Handle handle, AccountKey account, int notifications, Instant now, UUID fresh) {
    return handle
        .createQuery(
            """
            insert into notification_batch as b
                   (api_owner_id, leaf_user_id, provider, id, notifications, first_at)
            values (:owner, :leafUser, :provider, :fresh, :notifications, :now)
            on conflict (api_owner_id, leaf_user_id, provider)
              do update set notifications = b.notifications + excluded.notifications
            returning id
            """)
        .bindMethods(account)
        .bind("fresh", fresh)
        .bind("notifications", notifications)
        .bind("now", now)
        .mapTo(UUID.class)
        .one();
  }

  /// Ids of the selected organizations of an account, in order.
  public List<String> selected(AccountKey account) {
    return jdbi.withHandle(handle -> List.copyOf(selected(handle, account)));
  }

  /// Schedules the reconciliation of the account's subscriptions.
  public void scheduleReconciliation(AccountKey account, Instant now) {
    jdbi.useHandle(handle -> tasks.scheduleReconciliation(handle, account, now));
  }

  private static Set<String> selected(Handle handle, AccountKey account) {
    return new TreeSet<>(
        handle
            .createQuery(
                """
                select provider_org_id
                  from provider_organization
                 where api_owner_id = :owner
                   and leaf_user_id = :leafUser
                   and provider = :provider
                   and status = 'SELECTED'
                """)
            .bindMethods(account)
            .mapTo(String.class)
            .list());
  }

  /// Processes a batch: false leaves it unchanged.
  public interface Taking {
    /// Processes the notifications.
    ///
    /// @param named ids of fields, by organization
    public boolean take(Handle handle, AccountKey account, Map<String, Set<String>> named);
  }

  /// Processes a batch, if it exists, and deletes it in the same transaction.
  ///
  /// @return false when the batch remains
  public boolean take(ApiOwnerId owner, UUID batch, Taking taking) {
    return jdbi.inTransaction(
        handle -> {
          Optional<AccountKey> account = find(handle, owner, batch);
          if (account.isEmpty() || !lockBatch(handle, account.get(), batch)) {
            return true;
          }
          if (!taking.take(handle, account.get(), named(handle, account.get()))) {
            return false;
          }
          deleteBatch(handle, account.get());
          return true;
        });
  }

  private static Optional<AccountKey> find(Handle handle, ApiOwnerId owner, UUID batch) {
    return handle
        .createQuery(
            """
            select leaf_user_id, provider
              from notification_batch
             where api_owner_id = :owner
               and id = :batch
            """)
        .bind("owner", owner)
        .bind("batch", batch)
        .map(
            (row, _) ->
                new AccountKey(
                    owner,
                    Columns.get(row, 1, LeafUserId.class),
                    Columns.get(row, 2, Provider.class)))
        .findOne();
  }

  private static boolean lockBatch(Handle handle, AccountKey account, UUID batch) {
    boolean exists =
        handle
                .createQuery(
                    """
                    select true
                      from leaf_user
                     where api_owner_id = :owner
                       and id = :leafUser
                       for key share
                    """)
                .bind("owner", account.owner())
                .bind("leafUser", account.leafUser())
                .mapTo(Boolean.class)
                .findOne()
                .isPresent()
            && lockAccount(handle, account);
    return exists
        && handle
            .createQuery(
                """
                select true
                  from notification_batch
                 where api_owner_id = :owner
                   and leaf_user_id = :leafUser
                   and provider = :provider
                   and id = :batch
                   for update
                """)
            .bindMethods(account)
            .bind("batch", batch)
            .mapTo(Boolean.class)
            .findOne()
            .isPresent();
  }

  /// The ids of fields in the notifications, for organizations that are still selected.
  private static Map<String, Set<String>> named(Handle handle, AccountKey account) {
    Set<String> selected = selected(handle, account);
    Map<String, Set<String>> named = new TreeMap<>();
    handle
        .createQuery(
            """
            select distinct provider_org_id, provider_field_id
              from provider_notification
             where api_owner_id = :owner
               and leaf_user_id = :leafUser
               and provider = :provider
            """)
        .bindMethods(account)
        .map((row, _) -> Map.entry(row.getString(1), row.getString(2)))
        .forEach(
            change -> {
              if (selected.contains(change.getKey())) {
                named.computeIfAbsent(change.getKey(), _ -> new TreeSet<>()).add(change.getValue());
              }
            });
    return named;
  }

  private static void deleteBatch(Handle handle, AccountKey account) {
    for (String table : new String[] {"provider_notification", "notification_batch"}) {
      handle
          .createUpdate(
              """
              delete from <table>
               where api_owner_id = :owner
                 and leaf_user_id = :leafUser
                 and provider = :provider
              """)
          .bindMethods(account)
          .define("table", table)
          .execute();
    }
  }
}
