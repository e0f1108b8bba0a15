package io.headland.server.usecase.credential;

import io.headland.server.core.credential.AccountKey;
import io.headland.server.core.credential.Credential;
import io.headland.server.core.credential.CredentialEvents;
import io.headland.server.core.credential.CredentialFailure;
import io.headland.server.core.credential.CredentialFailure.Kind;
import io.headland.server.core.credential.CredentialFailureStore;
import io.headland.server.core.credential.CredentialStatus;
import io.headland.server.core.credential.GrantStore;
import io.headland.server.core.credential.RefreshLease;
import io.headland.server.core.event.EventStore;
import io.headland.server.core.event.NewEvent;
import io.headland.server.core.organization.OrganizationSyncStore;
import io.headland.server.core.sync.SyncTaskStore;
import io.headland.server.core.usage.ApplicationRefusalStore;
import io.headland.server.platform.id.CredentialId;
import io.headland.server.platform.jdbc.Columns;
import io.headland.server.platform.providerhttp.ProviderError;
import io.headland.server.provider.ProviderFailure.ApplicationRefused;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/// Records the status of credentials as shown by calls, and writes the events that report it.
///
/// The first status is reported by `credential.created` or `credential.replaced`, each later one by
/// `credential.status_changed`. `TEMPORARILY_UNAVAILABLE` concerns the provider or the application
/// and all its credentials, so that changes to it and back write no event.
public final class RecordCredentialStatus {
  /// The number of rejections of an access token that end the grant, within a minimum time. Before
  /// that, the failure may be temporary.
  private static final int MAX_REFUSALS = 4;

  private static final Duration SHORTEST_REFUSAL = Duration.ofMinutes(15);

  /// The provider accepts the grant: failures are cleared.
  private static final String CLEARED =
      """
      delete from credential_failure
       where api_owner_id = :owner
         and credential_id = :id
      returning credential_id
      """;

  private static final String NOT_CLEARED = "select where false";

  private final Jdbi jdbi;
  private final OrganizationSyncStore organizations;
  private final ApplicationRefusalStore applications;
  private final SyncTaskStore tasks;

  /// @param organizations that are blocked when a grant is revoked
  /// @param applications that token endpoints reject
  /// @param tasks in which an account is scheduled whose grant is valid again
  public RecordCredentialStatus(
      Jdbi jdbi,
      OrganizationSyncStore organizations,
      ApplicationRefusalStore applications,
      SyncTaskStore tasks) {
    this.jdbi = jdbi;
    this.organizations = organizations;
    this.applications = applications;
    this.tasks = tasks;
  }

  /// The row before a change of the status.
  private record Before(@Nullable CredentialStatus reported, @Nullable CredentialId replaced) {}

  /// Records that the token endpoint rejected the grant.
  ///
  /// @return false when the credential was deleted or refreshed meanwhile
  public boolean markRefused(
      AccountKey account, Credential seen, ProviderError error, Instant now) {
    return jdbi.inTransaction(
        handle -> {
          lockAccount(handle, account);
          return markRefused(handle, account, seen, 400, error, now);
        });
  }

  private boolean markRefused(
      Handle handle,
      AccountKey account,
      Credential seen,
      int statusCode,
      ProviderError error,
      Instant now) {
    Optional<Before> before =
        replaceStatus(
            handle,
            account,
            seen,
            CredentialStatus.UNAUTHENTICATED,
            "and token_version = :seen",
            ", lease_holder = null, lease_until = null",
            NOT_CLEARED);
    if (before.isPresent()) {
      CredentialFailureStore.record(handle, account, seen.id(), Kind.GRANT, statusCode, error, now);
      int blocked = organizations.blockAll(handle, account, now);
      report(
          handle,
          account,
          before.get(),
          new CredentialEvents.Report(seen.id(), CredentialStatus.UNAUTHENTICATED, error, blocked),
          now);
    }
    return before.isPresent();
  }

  /// Records that the API rejected an access token that the token endpoint has just issued. The
  /// token endpoint is the authority on the grant: only several such rejections over some time end
  /// it.
  ///
  /// @return whether the grant counts as revoked now
  public boolean recordRejectedToken(AccountKey account, Credential seen, Instant now) {
    return jdbi.inTransaction(
        handle -> {
          lockAccount(handle, account);
          ProviderError error = lastCall(handle, account, seen.id()).error();
          CredentialFailureStore.record(
              handle, account, seen.id(), Kind.ACCESS_TOKEN, 401, error, now);
          Optional<CredentialFailure> failure =
              CredentialFailureStore.find(handle, account, seen.id());
          if (failure.filter(found -> isEnd(found, now)).isPresent()) {
            return markRefused(handle, account, seen, 401, error, now);
          }
          mark(handle, account, seen, CredentialStatus.TEMPORARILY_UNAVAILABLE, error, now);
          return false;
        });
  }

  /// A grant that already counts as revoked remains so, and its next probe is scheduled.
  private static boolean isEnd(CredentialFailure failure, Instant now) {
    return failure.kind() == Kind.GRANT
        || (failure.attempts() >= MAX_REFUSALS
            && !failure.since().plus(SHORTEST_REFUSAL).isAfter(now));
  }

  /// Records that the token endpoint rejected the application, and releases the lease.
  ///
  /// @return the number of consecutive rejections with this credential
  public int markApplicationRefused(
      AccountKey account,
      Credential seen,
      RefreshLease lease,
      ApplicationRefused refusal,
      Instant now) {
    return jdbi.inTransaction(
        handle -> {
          mark(
              handle,
              account,
              seen,
              CredentialStatus.TEMPORARILY_UNAVAILABLE,
              refusal.error(),
              now);
          GrantStore.releaseLease(handle, account.owner(), lease);
          boolean known =
              CredentialFailureStore.find(handle, account, seen.id())
                  .filter(failure -> failure.kind() == Kind.APPLICATION)
                  .isPresent();
          CredentialFailureStore.record(
              handle,
              account,
              seen.id(),
              Kind.APPLICATION,
              refusal.statusCode(),
              refusal.error(),
              now);
          boolean isFirst =
              !known && (seen.tokenVersion() > 0 || !othersWork(handle, account, seen));
          applications.refused(handle, account, seen.application(), refusal, isFirst, now);
          return CredentialFailureStore.find(handle, account, seen.id())
              .map(CredentialFailure::attempts)
              .orElse(1);
        });
  }

  /// Whether the token endpoint accepts the same application from another credential.
  private static boolean othersWork(Handle handle, AccountKey account, Credential seen) {
    return handle
        .createQuery(
            """
            select exists (select from credential
                            where api_owner_id = :owner
                              and provider = :provider
                              and id <> :id
                              and token_version > 0
                              and status = 'OK'
                              and settings ->> :field = :application)
            """)
        .bind("owner", account.owner())
        .bind("provider", account.provider())
        .bind("id", seen.id())
        .bind("field", account.provider().credentialShape().identification())
        .bind("application", seen.application())
        .mapTo(Boolean.class)
        .one();
  }

  /// Records that the token endpoint issued a token, which is committed.
  ///
  /// @param stored the credential with it
  /// @param restored whether the grant counted as revoked before
  public void markGranted(AccountKey account, Credential stored, boolean restored, Instant now) {
    jdbi.useTransaction(
        handle -> {
          CredentialFailureStore.deleteOfApplication(handle, account, stored.id());
          if (restored) {
            CredentialFailureStore.delete(handle, account, stored.id());
            mark(handle, account, stored, CredentialStatus.OK, ProviderError.NONE, now);
            // Its organizations remain blocked until the next sync.
            tasks.scheduleAccount(handle, account.owner(), stored.id(), now);
          }
        });
    applications.accepted(account, stored.application(), now);
  }

  /// Records the status shown by a call; writes nothing when it is unchanged. A credential that
  /// counts as revoked is restored only by a probe: then `seen` is its state at the probe.
  public void markStatus(
      AccountKey account, Credential seen, CredentialStatus status, Instant now) {
    jdbi.useTransaction(
        handle -> {
          if (status == CredentialStatus.OK) {
            mark(handle, account, seen, status, ProviderError.NONE, CLEARED, now);
            return;
          }
          if (status != CredentialStatus.TEMPORARILY_UNAVAILABLE) {
            // The provider accepts the grant: failures are cleared.
            CredentialFailureStore.delete(handle, account, seen.id());
          }
          LastCall call = lastCall(handle, account, seen.id());
          CredentialFailureStore.record(
              handle, account, seen.id(), kindOf(status), call.statusCode(), call.error(), now);
          mark(handle, account, seen, status, call.error(), now);
        });
  }

  private static Kind kindOf(CredentialStatus status) {
    return switch (status) {
      case MISSING_PERMISSION -> Kind.PERMISSION;
      case TEMPORARILY_UNAVAILABLE -> Kind.PROVIDER;
      case OK, UNAUTHENTICATED, UNVERIFIED ->
          throw new IllegalArgumentException("No call shows the failure " + status);
    };
  }

  private void mark(
      Handle handle,
      AccountKey account,
      Credential seen,
      CredentialStatus status,
      ProviderError error,
      Instant now) {
    mark(handle, account, seen, status, error, NOT_CLEARED, now);
  }

  private void mark(
      Handle handle,
      AccountKey account,
      Credential seen,
      CredentialStatus status,
      ProviderError error,
      String cleared,
      Instant now) {
    boolean restores =
        seen.status() == CredentialStatus.UNAUTHENTICATED
            && status != CredentialStatus.TEMPORARILY_UNAVAILABLE;
    replaceStatus(
            handle,
            account,
            seen,
            status,
            "and token_version >= :seen and (status <> :status or reported_status is null"
                + " or (reported_status <> :status and not :temporary)) "
                + (restores ? "" : "and status <> 'UNAUTHENTICATED'"),
            "",
            cleared)
        .ifPresent(
            before ->
                report(
                    handle,
                    account,
                    before,
                    new CredentialEvents.Report(seen.id(), status, error, 0),
                    now));
  }

  private static Optional<Before> replaceStatus(
      Handle handle,
      AccountKey account,
      Credential seen,
      CredentialStatus status,
      String condition,
      String alsoSet,
      String cleared) {
    return handle
        .createQuery(
            """
            with cleared as (<cleared>)
               , before as
                 (select api_owner_id, id, reported_status, replaced_id
                    from credential
                   where api_owner_id = :owner
                     and id = :id
                     -- First, because the failure is locked before the credential everywhere.
                     and (select count(*) from cleared) >= 0
                     <condition>
                     for no key update)
            update credential
               set status = :status
                 , reported_status = case when :temporary then coalesce(before.reported_status, :status) else :status end
                 <alsoSet>
              from before
             where credential.api_owner_id = before.api_owner_id
               and credential.id = before.id
            returning before.reported_status, before.replaced_id
            """)
        .define("condition", condition)
        .define("alsoSet", alsoSet)
        .define("cleared", cleared)
        .bind("owner", account.owner())
        .bind("id", seen.id())
        .bind("seen", seen.tokenVersion())
        .bind("status", status)
        .bind("temporary", status == CredentialStatus.TEMPORARILY_UNAVAILABLE)
        .map(
            (row, _) ->
                new Before(
                    Columns.find(row, "reported_status", CredentialStatus.class),
                    Columns.find(row, "replaced_id", CredentialId.class)))
        .findOne();
  }

  private static void report(
      Handle handle,
      AccountKey account,
      Before before,
      CredentialEvents.Report report,
      Instant now) {
    CredentialStatus reported = before.reported();
    NewEvent event;
    if (reported == null) {
      event = CredentialEvents.verified(account, report, before.replaced());
    } else if (report.status() == reported
        || report.status() == CredentialStatus.TEMPORARILY_UNAVAILABLE) {
      return;
    } else {
      event = CredentialEvents.statusChanged(account, report, reported);
    }
    EventStore.write(handle, account.owner(), List.of(event), now);
  }

  /// The result of the last call with a credential.
  private record LastCall(int statusCode, ProviderError error) {}

  private static LastCall lastCall(Handle handle, AccountKey account, CredentialId id) {
    return handle
        .createQuery(
            """
            select status_code, error, error_description
              from credential_event
             where api_owner_id = :owner
               and credential_id = :id
             order by id desc
             limit 1
            """)
        .bind("owner", account.owner())
        .bind("id", id)
        .map(
            (row, _) ->
                new LastCall(row.getInt(1), new ProviderError(row.getString(2), row.getString(3))))
        .findOne()
        .orElseGet(() -> new LastCall(0, ProviderError.NONE));
  }

  /// Locked before the credential, as in a deletion.
  private static void lockAccount(Handle handle, AccountKey account) {
    handle
        .createQuery(
            """
            select true
              from provider_account
             where api_owner_id = :owner
               and leaf_user_id = :leafUser
               and provider = :provider
               for no key update
            """)
        .bindMethods(account)
        .mapTo(Boolean.class)
        .findOne();
  }
}
