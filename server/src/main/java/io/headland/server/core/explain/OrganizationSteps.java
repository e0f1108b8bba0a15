package io.headland.server.core.explain;

import io.headland.server.core.configuration.OrganizationDataSync;
import io.headland.server.core.organization.BlockedReason;
import io.headland.server.core.organization.OrganizationStatus;
import io.headland.server.core.organization.ProviderOrganization;
import io.headland.server.provider.RecordKind;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;

/// The steps of an explanation about the organization and its snapshot.
record OrganizationSteps(
    Facts facts, Facts.Organization organization, CallPaths calls, Duration retention) {

  Step status() {
    ProviderOrganization known = organization.known();
    if (known == null) {
      return organization.snapshot() == null ? neverShown() : notListed();
    }
    return step(known).at(organization.changedAt());
  }

  private Step step(ProviderOrganization known) {
    return switch (known.status()) {
      case SELECTED ->
          known.chosenStatus() == OrganizationStatus.SELECTED
              ? Step.ok(
                  ReasonCode.ORGANIZATION_SELECTED_BY_CALLER,
                  "The organization is SELECTED because its status was set through the API.")
              : Step.ok(
                  ReasonCode.ORGANIZATION_SELECTED_BY_CONFIGURATION,
                  "The organization is SELECTED because organizationDataSync is ALL.");
      case PREVIEW -> preview(known);
      case BLOCKED -> blocked(known);
    };
  }

  private Step preview(ProviderOrganization known) {
    String change = "Select it: " + calls.select(known.providerOrgId());
    if (known.chosenStatus() == OrganizationStatus.PREVIEW) {
      return Step.stops(
          ReasonCode.ORGANIZATION_PREVIEW_BY_CALLER,
          "The organization was deselected through the API, so its records are not synced.",
          change);
    }
    return facts.account().appliedDataSync() == OrganizationDataSync.ALL
        ? Step.stops(
            ReasonCode.ORGANIZATION_PREVIEW_AFTER_REPAIR,
            "The organization was BLOCKED when it was first listed and has not been selected since"
                + " it was connected.",
            change)
        : Step.stops(
            ReasonCode.ORGANIZATION_PREVIEW_BY_CONFIGURATION,
            "organizationDataSync is SELECTED_ONLY and the organization has not been selected.",
            change);
  }

  private Step blocked(ProviderOrganization known) {
    BlockedReason reason = known.blockedReason();
    if (reason == null) {
      throw new IllegalStateException("BLOCKED without a reason");
    }
    String thenSync = " Then sync: " + calls.sync();
    return switch (reason) {
      case NOT_CONNECTED ->
          Step.stops(
                  ReasonCode.ORGANIZATION_BLOCKED_NOT_CONNECTED,
                  "The organization is not connected to your application at the provider.",
                  "Give the grower the link to connect it." + thenSync)
              .link(known.managementUri());
      case SCOPE_MISSING ->
          Step.stops(
                  ReasonCode.ORGANIZATION_BLOCKED_SCOPE_MISSING,
                  "Your application may not read any records of the organization.",
                  "Let the grower sign in with the required scopes and attach the new"
                      + " credential: "
                      + calls.postCredential())
              .link(known.managementUri());
      case CUSTOMER_ACTION_REQUIRED ->
          Step.stops(
                  ReasonCode.ORGANIZATION_BLOCKED_CUSTOMER_ACTION_REQUIRED,
                  "The provider requires an action of the grower first, for example accepting its"
                      + " terms.",
                  "Give the grower the link." + thenSync)
              .link(known.actionUri());
      case NOT_VISIBLE ->
          Step.stops(
                  ReasonCode.ORGANIZATION_BLOCKED_NOT_VISIBLE,
                  "The provider no longer lists the organization for this account.",
                  "Let the grower ask the organization's owner for access." + thenSync)
              .link(known.managementUri());
      case CREDENTIAL_REVOKED ->
          Step.stops(
              ReasonCode.ORGANIZATION_BLOCKED_CREDENTIAL_REVOKED,
              "The provider rejects the credential of the organization.",
              "Let the grower sign in at the provider again and attach the new credential: "
                  + calls.postCredential());
    };
  }

  private Step neverShown() {
    return Step.stops(
        ReasonCode.ORGANIZATION_NEVER_LISTED,
        "The provider has never listed this organization for this account.",
        "Check the id, let the grower share the organization, then sync: " + calls.sync());
  }

  private Step notListed() {
    return Step.stops(
        ReasonCode.ORGANIZATION_NOT_LISTED,
        "No organization with this id belongs to the account. Records read earlier, with"
            + " another credential, are not in lists and counts; they are kept for "
            + retention.toDays()
            + " days.",
        "Attach a credential that can read it: " + calls.postCredential());
  }

  /// The kinds that the provider denied when the organization was last read. A missing link is not
  /// a refusal.
  Set<RecordKind> denied() {
    return organization.lastRun() == null ? Set.of() : organization.lastRun().notPermitted();
  }

  Step permissions() {
    Set<RecordKind> kinds = denied();
    if (kinds.isEmpty()) {
      return Step.ok(
          ReasonCode.KINDS_PERMITTED, "The provider has not denied any kind of records.");
    }
    String detail =
        "The provider does not permit this credential to read these kinds of records: "
            + kinds.stream().map(Enum::name).collect(Collectors.joining(", "))
            + ".";
    ProviderOrganization known = organization.known();
    Step step =
        kinds.contains(requestedKind())
            ? Step.stops(
                ReasonCode.KINDS_WITHHELD,
                detail,
                "Let the grower grant your application that permission at the provider. Then sync: "
                    + calls.sync())
            : Step.info(ReasonCode.KINDS_WITHHELD, detail);
    return known == null ? step : step.link(known.managementUri());
  }

  /// The kind of the record to be explained; for an organization, fields.
  private RecordKind requestedKind() {
    return switch (facts.target().subject()) {
      case GROWER -> RecordKind.GROWER;
      case FARM -> RecordKind.FARM;
      case ACCOUNT, ORGANIZATION, FIELD, PROVIDER_FIELD -> RecordKind.FIELD;
    };
  }

  Step snapshot() {
    Facts.Snapshot snapshot = organization.snapshot();
    if (snapshot == null || (snapshot.visible() && !snapshot.isRead())) {
      return notRead();
    }
    if (!snapshot.visible()) {
      return hidden().at(snapshot.hiddenAt());
    }
    return Step.ok(
            ReasonCode.FIELD_DATA_VISIBLE,
            "In lists and counts: growers "
                + snapshot.growers()
                + ", farms "
                + snapshot.farms()
                + ", fields "
                + snapshot.fields()
                + ".")
        .at(snapshot.fullyReadAt());
  }

  private Step hidden() {
    ProviderOrganization known = organization.known();
    String kept = " They are kept for " + retention.toDays() + " days.";
    if (known == null) {
      return Step.stops(
          ReasonCode.FIELD_DATA_HIDDEN,
          "The stored records of the organization are not in lists and counts, because the account"
              + " does not have the organization."
              + kept,
          "Attach a credential that can read it: " + calls.postCredential());
    }
    return known.isBlocked()
        ? Step.stops(
            ReasonCode.FIELD_DATA_HIDDEN,
            "The stored records of the organization are not in lists and counts, because it was not"
                + " SELECTED when it became BLOCKED."
                + kept,
            "Select it once it is no longer BLOCKED: " + calls.select(organization.providerOrgId()))
        : Step.stops(
            ReasonCode.FIELD_DATA_HIDDEN,
            "The stored records of the organization were removed from lists and counts when it was"
                + " de-selected."
                + kept,
            "Select it to restore it at once: " + calls.select(organization.providerOrgId()));
  }

  private Step notRead() {
    Facts.Run run = organization.lastRun();
    if (run != null
        && (run.state() == Facts.Run.State.RUNNING || run.state() == Facts.Run.State.WAITING)) {
      return Step.info(
          ReasonCode.FIELD_DATA_NOT_READ, "The records of the organization are being read now.");
    }
    boolean isSelected =
        organization.known() != null
            && organization.known().status() == OrganizationStatus.SELECTED;
    boolean automatic = facts.configuration().scope().fieldsAutoSync();
    return Step.stops(
        ReasonCode.FIELD_DATA_NOT_READ,
        "The records of the organization have not been read completely yet.",
        isSelected
            ? "Sync: " + (automatic ? calls.sync() : calls.syncFields())
            : "They are read when the organization is SELECTED.");
  }
}
