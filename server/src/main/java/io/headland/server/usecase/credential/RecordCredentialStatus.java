package io.headland.server.usecase.credential;

import io.headland.server.core.credential.AccountKey;
import io.headland.server.core.credential.Credential;
import io.headland.server.core.credential.CredentialEvents;
import io.headland.server.core.credential.CredentialFailure;
import io.headland.server.core.credential.CredentialFailure.Kind;
import io.headland.server.core.credential.CredentialFailureStore;
import io.headland.server.core.credential.CredentialStatus;
import io.headland.server.core.credential.CredentialStatusStore;
import io.headland.server.core.credential.CredentialStatusStore.Before;
import io.headland.server.core.credential.GrantStore;
import io.headland.server.core.credential.RefreshLease;
import io.headland.server.core.event.EventStore;
import io.headland.server.core.event.NewEvent;
import io.headland.server.core.organization.OrganizationSyncStore;
import io.headland.server.core.sync.SyncTaskStore;
import io.headland.server.core.usage.ApplicationRefusalStore;
import io.headland.server.platform.providerhttp.ProviderError;
import io.headland.server.provider.ProviderFailure.ApplicationRefused;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

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

  /// Records that the token endpoint rejected the grant.
  ///
  /// @param statusCode of its response
  /// @return false when the credential was deleted or refreshed meanwhile
  public boolean markRefused(
      AccountKey account, Credential credential, int statusCode, ProviderError error, Instant now) {
    return jdbi.inTransaction(
        handle -> {
          CredentialStatusStore.lockAccount(handle, account);
          return markRefused(handle, account, credential, statusCode, error, now);
        });
  }

  private boolean markRefused(
      Handle handle,
      AccountKey account,
      Credential credential,
      int statusCode,
      ProviderError error,
      Instant now) {
    Optional<Before> before = CredentialStatusStore.replaceByRevoked(handle, account, credential);
    if (before.isPresent()) {
      CredentialFailureStore.record(
          handle, account, credential.id(), Kind.GRANT, statusCode, error, now);
      int blocked = organizations.blockAll(handle, account, now);
      report(
          handle,
          account,
          before.get(),
          new CredentialEvents.Report(
              credential.id(), CredentialStatus.UNAUTHENTICATED, error, blocked),
          now);
    }
    return before.isPresent();
  }

  /// Records that the API rejected an access token that the token endpoint has just issued. The
  /// token endpoint is the authority on the grant: only several such rejections over some time end
  /// it.
  ///
  /// @return whether the grant counts as revoked now
  public boolean recordRejectedToken(AccountKey account, Credential credential, Instant now) {
    return jdbi.inTransaction(
        handle -> {
          CredentialStatusStore.lockAccount(handle, account);
          ProviderError error =
              CredentialStatusStore.lastCall(handle, account, credential.id()).error();
          CredentialFailureStore.record(
              handle, account, credential.id(), Kind.ACCESS_TOKEN, 401, error, now);
          Optional<CredentialFailure> failure =
              CredentialFailureStore.find(handle, account, credential.id());
          if (failure.filter(found -> isEnd(found, now)).isPresent()) {
            return markRefused(handle, account, credential, 401, error, now);
          }
          mark(handle, account, credential, CredentialStatus.TEMPORARILY_UNAVAILABLE, error, now);
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
      Credential credential,
      RefreshLease lease,
      ApplicationRefused refusal,
      Instant now) {
    return jdbi.inTransaction(
        handle -> {
          mark(
              handle,
              account,
              credential,
              CredentialStatus.TEMPORARILY_UNAVAILABLE,
              refusal.error(),
              now);
          GrantStore.releaseLease(handle, account.owner(), lease);
          boolean known =
              CredentialFailureStore.find(handle, account, credential.id())
                  .filter(failure -> failure.kind() == Kind.APPLICATION)
                  .isPresent();
          CredentialFailureStore.record(
              handle,
              account,
              credential.id(),
              Kind.APPLICATION,
              refusal.statusCode(),
              refusal.error(),
              now);
          boolean isFirst =
              !known
                  && (credential.tokenVersion() > 0
                      || !CredentialStatusStore.othersWork(handle, account, credential));
          applications.refused(handle, account, credential.application(), refusal, isFirst, now);
          return CredentialFailureStore.find(handle, account, credential.id())
              .map(CredentialFailure::attempts)
              .orElse(1);
        });
  }

  /// Records that the token endpoint issued a token, which is committed.
  ///
  /// @param stored the credential with it
  /// @param restored whether the grant counted as revoked before
  public void markGranted(AccountKey account, Credential stored, boolean restored, Instant now) {
    if (restored) {
      jdbi.useTransaction(
          handle -> {
            CredentialFailureStore.delete(handle, account, stored.id());
            mark(handle, account, stored, CredentialStatus.OK, ProviderError.NONE, now);
            // Its organizations remain blocked until the next sync.
            tasks.scheduleAccount(handle, account.owner(), stored.id(), now);
          });
    } else if (stored.failure() != null && stored.failure().kind() == Kind.APPLICATION) {
      jdbi.useHandle(
          handle -> CredentialFailureStore.deleteOfApplication(handle, account, stored.id()));
    }
    applications.accepted(account, stored.application(), now);
  }

  /// Records the status shown by a call; writes nothing when it is unchanged. A credential that
  /// counts as revoked is restored only by a probe: then `credential` is its state at the probe.
  public void markStatus(
      AccountKey account, Credential credential, CredentialStatus status, Instant now) {
    jdbi.useTransaction(
        handle -> {
          if (status == CredentialStatus.OK) {
            mark(handle, account, credential, status, ProviderError.NONE, true, now);
            return;
          }
          if (status != CredentialStatus.TEMPORARILY_UNAVAILABLE) {
            // The provider accepts the grant: failures are cleared.
            CredentialFailureStore.delete(handle, account, credential.id());
          }
          CredentialStatusStore.LastCall call =
              CredentialStatusStore.lastCall(handle, account, credential.id());
          CredentialFailureStore.record(
              handle,
              account,
              credential.id(),
              kindOf(status),
              call.statusCode(),
              call.error(),
              now);
          mark(handle, account, credential, status, call.error(), now);
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
      Credential credential,
      CredentialStatus status,
      ProviderError error,
      Instant now) {
    mark(handle, account, credential, status, error, false, now);
  }

  private void mark(
      Handle handle,
      AccountKey account,
      Credential credential,
      CredentialStatus status,
      ProviderError error,
      boolean clears,
      Instant now) {
    CredentialStatusStore.replace(handle, account, credential, status, clears)
        .ifPresent(
            before ->
                report(
                    handle,
                    account,
                    before,
                    new CredentialEvents.Report(credential.id(), status, error, 0),
                    now));
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
}
