package io.headland.server.api.health;

import io.headland.server.api.credential.CredentialFailureView;
import io.headland.server.core.credential.CredentialFailure;
import io.headland.server.core.health.AccountHealth;
import io.headland.server.core.health.AccountOverview;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The health of an account in a response.
///
/// @param repair absent when no action is required for the credential
/// @param fields of the visible organizations, including previews
/// @param lastSyncedAt when a run last read everything
/// @param nextSyncAt absent when nothing is to be synced
/// @param notificationsSince the time since which the provider sends notifications; absent when it
///   does not
record AccountView(
    String leafUserId,
    String leafUserName,
    String provider,
    AccountHealth health,
    CredentialState credential,
    Organizations organizations,
    @Nullable RequiredAction repair,
    long fields,
    @Nullable Run lastRun,
    @Nullable Instant lastSyncedAt,
    @Nullable Instant nextSyncAt,
    @Nullable Instant notificationsSince) {

  /// @param failure absent while none is known
  record CredentialState(
      String id, String status, Instant createdTime, @Nullable CredentialFailureView failure) {}

  /// The required action for the credential.
  ///
  /// @param organizations number of organizations that are `BLOCKED` until then
  record RequiredAction(Action action, int organizations) {
    enum Action {
      /// The grower consents again, or another credential is attached.
      REPLACE_CREDENTIAL,
      /// The key, the secret or the registration of the application at the provider.
      REPAIR_APPLICATION,
      /// The grower, or the application, lacks a permission at the provider.
      GRANT_PERMISSION
    }

    static @Nullable RequiredAction of(String status, @Nullable String failure, int organizations) {
      return switch (status) {
        case "UNAUTHENTICATED" -> new RequiredAction(Action.REPLACE_CREDENTIAL, organizations);
        case "MISSING_PERMISSION" -> new RequiredAction(Action.GRANT_PERMISSION, organizations);
        default ->
            "APPLICATION".equals(failure)
                ? new RequiredAction(Action.REPAIR_APPLICATION, organizations)
                : null;
      };
    }
  }

  /// The number of organizations by status.
  ///
  /// @param lost those `BLOCKED` that were connected before, or that require an action at the
  ///   provider; without those that the account's revoked credential blocks
  record Organizations(int selected, int preview, int blocked, int lost) {}

  record Run(
      String id,
      String state,
      String cause,
      Instant startedAt,
      @Nullable Instant endedAt,
      @Nullable String failure) {}

  static AccountView of(AccountOverview account) {
    AccountOverview.CredentialOverview credential = account.credential();
    @Nullable CredentialFailure failure = credential.failure();
    AccountOverview.Organizations organizations = account.organizations();
    return new AccountView(
        account.leafUserId(),
        account.leafUserName(),
        account.provider(),
        account.health(),
        new CredentialState(
            credential.id(),
            credential.status(),
            credential.createdAt(),
            failure == null ? null : CredentialFailureView.of(failure)),
        new Organizations(
            organizations.selected(),
            organizations.preview(),
            organizations.blocked(),
            organizations.lost()),
        RequiredAction.of(
            credential.status(), failure == null ? null : failure.kind().name(), account.revoked()),
        account.fields(),
        run(account.lastRun()),
        account.lastSyncedAt(),
        account.nextSyncAt(),
        account.notificationsSince());
  }

  private static @Nullable Run run(AccountOverview.@Nullable Run run) {
    return run == null
        ? null
        : new Run(
            run.id(), run.state(), run.cause(), run.startedAt(), run.endedAt(), run.failure());
  }
}
