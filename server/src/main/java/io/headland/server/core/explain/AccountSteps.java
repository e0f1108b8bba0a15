package io.headland.server.core.explain;

import io.headland.server.core.configuration.Configurations.ScopeOrigins;
import io.headland.server.core.configuration.Configurations.SettingOrigin;
import io.headland.server.core.configuration.OrganizationDataSync;
import io.headland.server.core.credential.CredentialStatus;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// The steps of an explanation about the account and its configuration.
record AccountSteps(Facts facts, CallPaths calls) {

  Step credential() {
    CredentialStatus status = facts.account().credential();
    if (status == null) {
      return Step.stops(
          ReasonCode.CREDENTIAL_MISSING,
          "The Leaf user has no credential for this provider, so nothing is fetched.",
          "Attach one: " + calls.postCredential());
    }
    Step step =
        switch (status) {
          case OK -> Step.ok(ReasonCode.CREDENTIAL_OK, "The provider accepts the credential.");
          case TEMPORARILY_UNAVAILABLE ->
              Step.info(
                  ReasonCode.CREDENTIAL_TEMPORARILY_UNAVAILABLE,
                  "The last call to the provider failed; it is repeated automatically.");
          case UNAUTHENTICATED ->
              Step.stops(
                  ReasonCode.CREDENTIAL_UNAUTHENTICATED,
                  "The provider rejects the credential, so nothing new is fetched.",
                  "Let the grower sign in at the provider again and attach the new credential: "
                      + calls.postCredential());
          case MISSING_PERMISSION ->
              Step.stops(
                  ReasonCode.CREDENTIAL_MISSING_PERMISSION,
                  "The credential lacks a scope that is required to list organizations.",
                  "Let the grower sign in with that scope and attach the new credential: "
                      + calls.postCredential());
          case UNVERIFIED ->
              Step.stops(
                  ReasonCode.CREDENTIAL_UNVERIFIED,
                  "No call to the provider has been made with this credential.",
                  "Sync: " + calls.sync());
        };
    return step.at(facts.account().credentialSince());
  }

  List<Step> configuration() {
    ScopeOrigins origins = facts.configuration();
    return List.of(
        organizationDataSync(origins),
        origins.scope().customDataSync()
            ? Step.info(
                ReasonCode.CUSTOM_DATA_SYNC_ON,
                "New fields are stored as PREVIEW, without a boundary, until they are enabled"
                    + setBy(origins.customDataSync()))
            : Step.ok(
                ReasonCode.CUSTOM_DATA_SYNC_OFF,
                "New fields are fetched with their boundaries" + setBy(origins.customDataSync())),
        origins.scope().fieldsAutoSync()
            ? Step.ok(
                ReasonCode.FIELDS_AUTO_SYNC_ON,
                "Every sync reads fields" + setBy(origins.fieldsAutoSync()))
            : Step.info(
                ReasonCode.FIELDS_AUTO_SYNC_OFF,
                "Fields are read on request ("
                    + calls.syncFields()
                    + "), not by every sync"
                    + setBy(origins.fieldsAutoSync())));
  }

  /// Whether the grant permits what is read in addition to field data.
  Step scopes() {
    return facts.missingScopes().isEmpty()
        ? Step.ok(
            ReasonCode.SCOPES_SUFFICIENT,
            "The credential is not known to lack a scope that the configuration requires.")
        : Step.stops(
            ReasonCode.SCOPES_MISSING,
            "The credential lacks scopes that the configuration requires: "
                + String.join(", ", facts.missingScopes())
                + ".",
            "Let the grower sign in again with a magic link, which requests these scopes, or attach"
                + " a credential that has them: "
                + calls.postCredential());
  }

  Optional<Step> refusedNotifications() {
    return Optional.ofNullable(facts.account().refusedNotifications())
        .map(
            refused ->
                Step.info(
                        ReasonCode.OPERATION_NOTIFICATIONS_REFUSED,
                        "The provider refuses notifications of field operations to this credential ("
                            + refused.failure()
                            + "). Syncs read operations nevertheless; notifications are requested"
                            + " again at "
                            + refused.retryAt()
                            + ".")
                    .at(refused.since()));
  }

  private Step organizationDataSync(ScopeOrigins origins) {
    OrganizationDataSync holds = origins.scope().organizationDataSync();
    ReasonCode code =
        switch (holds) {
          case ALL -> ReasonCode.ORGANIZATION_DATA_SYNC_ALL;
          case SELECTED_ONLY -> ReasonCode.ORGANIZATION_DATA_SYNC_SELECTED_ONLY;
        };
    String detail =
        switch (holds) {
          case ALL -> "Organizations without an explicit status are SELECTED";
          case SELECTED_ONLY -> "Organizations without an explicit status are PREVIEW";
        };
    OrganizationDataSync applied = facts.account().appliedDataSync();
    return applied == null || Objects.equals(applied, holds)
        ? Step.ok(code, detail + setBy(origins.organizationDataSync()))
        : Step.info(
            code, detail + " from the next sync on" + setBy(origins.organizationDataSync()));
  }

  private static String setBy(SettingOrigin origin) {
    return switch (origin) {
      case LEAF_USER -> ", as set for this Leaf user.";
      case API_OWNER -> ", as set for all Leaf users.";
      case DEFAULT -> ", which is the default.";
    };
  }

  Step nextRun() {
    Facts.NextRun next = facts.account().nextRun();
    if (next == null || facts.account().credential() == null) {
      return Step.info(ReasonCode.NEXT_RUN_NONE, "No sync is due.");
    }
    return next.isRunning()
        ? Step.info(ReasonCode.NEXT_RUN_IN_PROGRESS, "The scheduled sync is running.").at(next.at())
        : Step.ok(ReasonCode.NEXT_RUN_DUE, "The next scheduled sync of the account.").at(next.at());
  }
}
