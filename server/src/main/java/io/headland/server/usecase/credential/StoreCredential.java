package io.headland.server.usecase.credential;

import io.headland.server.core.credential.AccountKey;
import io.headland.server.core.credential.Credential;
import io.headland.server.core.credential.CredentialCipher;
import io.headland.server.core.credential.CredentialCipher.Sealed;
import io.headland.server.core.credential.CredentialEvents;
import io.headland.server.core.credential.CredentialStatus;
import io.headland.server.core.event.EventStore;
import io.headland.server.core.event.NewEvent;
import io.headland.server.core.field.OrganizationSnapshotStore;
import io.headland.server.core.organization.AccessResultStore;
import io.headland.server.core.subscription.SubscriptionTaskStore;
import io.headland.server.core.sync.SyncTaskStore;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.CredentialId;
import io.headland.server.platform.id.LeafUserId;
import io.headland.server.platform.jdbc.Columns;
import io.headland.server.platform.json.Json;
import io.headland.server.platform.providerhttp.ProviderError;
import io.headland.server.provider.Providers;
import io.headland.server.usecase.sync.PlanSync;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/// Stores the first or a later credential of an account, and schedules its first sync.
public final class StoreCredential {
  private final Jdbi jdbi;
  private final CredentialCipher cipher;
  private final PlanSync plans;
  private final SyncTaskStore tasks;
  private final SubscriptionTaskStore subscriptions;
  private final OrganizationSnapshotStore snapshots;
  private final Providers providers;
  private final Duration lease;

  /// @param lease after which the scheduler makes the first sync, if the node that stores the
  ///   credential fails before
  public StoreCredential(
      Jdbi jdbi,
      CredentialCipher cipher,
      PlanSync plans,
      SyncTaskStore tasks,
      SubscriptionTaskStore subscriptions,
      OrganizationSnapshotStore snapshots,
      Providers providers,
      Duration lease) {
    this.jdbi = jdbi;
    this.cipher = cipher;
    this.plans = plans;
    this.tasks = tasks;
    this.subscriptions = subscriptions;
    this.snapshots = snapshots;
    this.providers = providers;
    this.lease = lease;
  }

  /// The result of storing a new credential.
  public enum Stored {
    CREATED,
    NO_LEAF_USER,
    EXISTS
  }

  /// Stores a credential, replacing an earlier one of the same account. The account keeps its
  /// organizations, without the signature of their list.
  public Stored store(ApiOwnerId owner, Credential credential, boolean replace) {
    AccountKey account = new AccountKey(owner, credential.leafUserId(), credential.provider());
    return jdbi.inTransaction(
        handle -> {
          if (!lockLeafUser(handle, owner, credential.leafUserId())) {
            return Stored.NO_LEAF_USER;
          }
          openAccount(handle, account);
          if (!replace && exists(handle, account)) {
            return Stored.EXISTS;
          }
          Optional<CredentialId> previous = deleteRow(handle, account);
          insertRow(handle, account, credential, previous);
          if (credential.status() == CredentialStatus.UNVERIFIED) {
            report(handle, account, credential, previous);
          }
          Instant now = credential.createdAt();
          // Data read by a run with the earlier credential is not stored.
          plans.endOutdated(handle, account, now);
          snapshots.deleteSignatures(handle, account);
          AccessResultStore.delete(handle, account);
          if (providers.canCall(account.provider())) {
            tasks.scheduleAccount(handle, owner, credential.id(), now.plus(lease));
          }
          // It may be a credential of another application or another user of the provider.
          subscriptions.requestReconciliation(handle, account, now);
          return Stored.CREATED;
        });
  }

  private static boolean lockLeafUser(Handle handle, ApiOwnerId owner, LeafUserId leafUser) {
    return handle
        .createQuery(
            """
            select true
              from leaf_user
             where api_owner_id = :owner
               and id = :leafUser
               for no key update
            """)
        .bind("owner", owner)
        .bind("leafUser", leafUser)
        .mapTo(Boolean.class)
        .findOne()
        .isPresent();
  }

  private static void openAccount(Handle handle, AccountKey account) {
    handle
        .createUpdate(
            """
            insert into provider_account (api_owner_id, leaf_user_id, provider)
            values (:owner, :leafUser, :provider)
            on conflict (api_owner_id, leaf_user_id, provider)
              do update set signature = ''
            """)
        .bindMethods(account)
        .execute();
  }

  private static boolean exists(Handle handle, AccountKey account) {
    return handle
        .createQuery(
            """
            select exists (select from credential
                            where api_owner_id = :owner
                              and leaf_user_id = :leafUser
                              and provider = :provider)
            """)
        .bindMethods(account)
        .mapTo(Boolean.class)
        .one();
  }

  /// Deletes the credential of the account.
  ///
  /// @return the one that was last reported: the deleted one, or the one that it replaced before it
  ///   was itself reported
  private static Optional<CredentialId> deleteRow(Handle handle, AccountKey account) {
    return handle
        .createQuery(
            """
            delete from credential
             where api_owner_id = :owner
               and leaf_user_id = :leafUser
               and provider = :provider
            returning case when reported_status is null then replaced_id else id end as reported
            """)
        .bindMethods(account)
        .map((row, _) -> Optional.ofNullable(Columns.find(row, "reported", CredentialId.class)))
        .findOne()
        .flatMap(reported -> reported);
  }

  /// The status of one that cannot be verified is final; others are reported after their
  /// verification.
  private static void report(
      Handle handle, AccountKey account, Credential stored, Optional<CredentialId> previous) {
    var report = new CredentialEvents.Report(stored.id(), stored.status(), ProviderError.NONE, 0);
    NewEvent event = CredentialEvents.verified(account, report, previous.orElse(null));
    EventStore.write(handle, account.owner(), List.of(event), stored.createdAt());
  }

  private void insertRow(
      Handle handle, AccountKey account, Credential credential, Optional<CredentialId> previous) {
    Sealed sealed = cipher.seal(account.owner(), credential.id(), credential.secrets());
    handle
        .createUpdate(
            """
            insert into credential
                   (api_owner_id, leaf_user_id, provider, id, status, settings, secrets, key_id, created_at,
                    reported_status, replaced_id)
            values (:owner, :leafUser, :provider, :id, :status, :settings::jsonb, :secrets, :keyId, :now,
                    nullif(:reported, ''), :previous)
            """)
        .bindMethods(account)
        .bind("id", credential.id())
        .bind("status", credential.status())
        .bind("settings", Json.MAPPER.writeValueAsString(credential.settings()))
        .bind("secrets", sealed.bytes())
        .bind("keyId", sealed.keyId())
        .bind("now", credential.createdAt())
        .bind(
            "reported",
            credential.status() == CredentialStatus.UNVERIFIED ? credential.status().name() : "")
        .bind("previous", previous.map(CredentialId::value).orElse(null))
        .execute();
  }
}
