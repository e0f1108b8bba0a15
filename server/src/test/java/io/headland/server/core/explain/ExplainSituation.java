package io.headland.server.core.explain;

import io.headland.server.core.configuration.Configurations.ScopeOrigins;
import io.headland.server.core.configuration.Configurations.SettingOrigin;
import io.headland.server.core.configuration.OrganizationDataSync;
import io.headland.server.core.configuration.SyncScope;
import io.headland.server.core.credential.AccountKey;
import io.headland.server.core.credential.CredentialStatus;
import io.headland.server.core.field.FieldStatus;
import io.headland.server.core.field.geometry.Validity;
import io.headland.server.core.organization.BlockedReason;
import io.headland.server.core.organization.OrganizationStatus;
import io.headland.server.core.organization.ProviderOrganization;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.LeafUserId;
import io.headland.server.platform.id.SyncRunId;
import io.headland.server.provider.Provider;
import io.headland.server.provider.RecordKind;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A question with its facts. The initial state has no defect: a fetched field of a selected
/// organization, in lists and counts. Each method changes one fact.
final class ExplainSituation {
  private static final Instant NOW = Instant.parse("2026-03-24T09:34:11Z");
  private static final UUID ID = UUID.fromString("0198c0de-7777-7cc3-98c4-dc0c0c07398f");
  private static final AccountKey ACCOUNT =
      new AccountKey(new ApiOwnerId(ID), new LeafUserId(ID), Provider.JOHN_DEERE);

  private ExplanationTarget.Subject subject = ExplanationTarget.Subject.FIELD;
  private @Nullable CredentialStatus credential = CredentialStatus.OK;
  private OrganizationDataSync dataSync = OrganizationDataSync.ALL;
  private boolean automatic = true;
  private boolean isKnown = true;
  private OrganizationStatus status = OrganizationStatus.SELECTED;
  private @Nullable BlockedReason reason;
  private @Nullable OrganizationStatus chosen;
  private Set<RecordKind> refused = Set.of();
  private Set<RecordKind> unlinked = Set.of();
  private Facts.@Nullable Snapshot snapshot = new Facts.Snapshot(true, null, 1, 1, 1, NOW);
  private Facts.Run.@Nullable State run = Facts.Run.State.UNCHANGED;
  private List<String> missingScopes = List.of();
  private boolean isStored = true;
  private @Nullable Instant missingSince;
  private @Nullable Instant removedAt;
  private FieldStatus fieldStatus = FieldStatus.PROCESSED;
  private Facts.@Nullable BoundaryFacts boundary =
      new Facts.BoundaryFacts(true, Validity.VALID, "", NOW);

  static ExplainSituation field() {
    return new ExplainSituation();
  }

  static ExplainSituation organization() {
    return new ExplainSituation().about(ExplanationTarget.Subject.ORGANIZATION);
  }

  static ExplainSituation account() {
    return new ExplainSituation().about(ExplanationTarget.Subject.ACCOUNT);
  }

  ExplainSituation about(ExplanationTarget.Subject other) {
    subject = other;
    return this;
  }

  ExplainSituation credential(@Nullable CredentialStatus other) {
    credential = other;
    return this;
  }

  ExplainSituation dataSync(OrganizationDataSync other) {
    dataSync = other;
    return this;
  }

  ExplainSituation readingOnRequest() {
    automatic = false;
    return this;
  }

  ExplainSituation selectedByCaller() {
    chosen = OrganizationStatus.SELECTED;
    return this;
  }

  ExplainSituation preview(@Nullable OrganizationStatus choice) {
    status = OrganizationStatus.PREVIEW;
    chosen = choice;
    return this;
  }

  ExplainSituation blocked(BlockedReason blockedReason) {
    status = OrganizationStatus.BLOCKED;
    reason = blockedReason;
    return this;
  }

  ExplainSituation withholding(RecordKind... kinds) {
    refused = Set.of(kinds);
    return this;
  }

  ExplainSituation withoutLinksTo(RecordKind... kinds) {
    unlinked = Set.of(kinds);
    return this;
  }

  ExplainSituation lackingScopes(String... scopes) {
    missingScopes = List.of(scopes);
    return this;
  }

  ExplainSituation unknownOrganization() {
    isKnown = false;
    return this;
  }

  ExplainSituation hidden() {
    snapshot = new Facts.Snapshot(false, NOW, 1, 1, 1, NOW);
    return this;
  }

  ExplainSituation neverRead() {
    snapshot = null;
    return neverStored();
  }

  ExplainSituation lastRun(Facts.Run.@Nullable State state) {
    run = state;
    return this;
  }

  ExplainSituation neverStored() {
    isStored = false;
    return this;
  }

  ExplainSituation missing() {
    missingSince = NOW;
    return this;
  }

  ExplainSituation removed() {
    missingSince = NOW;
    removedAt = NOW;
    return this;
  }

  ExplainSituation fieldIs(FieldStatus other) {
    fieldStatus = other;
    boundary = null;
    return this;
  }

  ExplainSituation boundaryIs(boolean isActive, Validity validity) {
    boundary = new Facts.BoundaryFacts(isActive, validity, "crossing", NOW);
    return this;
  }

  ExplainSituation withoutBoundary() {
    boundary = null;
    return this;
  }

  Facts facts() {
    return new Facts(
        new ExplanationTarget(ACCOUNT, subject, ID.toString(), "1"),
        new Facts.Account(
            credential, NOW, List.of(), dataSync, 3, run(), new Facts.NextRun(NOW, false), null),
        new ScopeOrigins(
            new SyncScope(dataSync, false, automatic, true, true, Set.of()),
            SettingOrigin.DEFAULT,
            SettingOrigin.API_OWNER,
            SettingOrigin.LEAF_USER),
        missingScopes,
        subject == ExplanationTarget.Subject.ACCOUNT
            ? null
            : new Facts.Organization("1", isKnown ? known() : null, NOW, snapshot, run()),
        subject.isRecord() && isStored ? fieldData() : null);
  }

  private ProviderOrganization known() {
    return new ProviderOrganization(
        "1",
        "Leaf Farms",
        status,
        reason,
        "https://provider.example/manage",
        reason == BlockedReason.CUSTOMER_ACTION_REQUIRED ? "https://provider.example/terms" : "",
        chosen,
        null,
        unlinked);
  }

  private Facts.@Nullable Run run() {
    return run == null ? null : new Facts.Run(new SyncRunId(ID), run, NOW, null, "", refused);
  }

  private Facts.StoredRecord fieldData() {
    return new Facts.StoredRecord(
        subject.isField() ? RecordKind.FIELD : RecordKind.valueOf(subject.name()),
        ID.toString(),
        "f-1",
        "North Quarter",
        NOW,
        missingSince,
        removedAt,
        subject.isField() ? fieldStatus : null,
        subject.isField() ? boundary : null);
  }
}
