package io.headland.server.core.explain;

import io.headland.server.core.configuration.OrganizationDataSync;
import io.headland.server.core.configuration.ScopeOrigins;
import io.headland.server.core.credential.CredentialStatus;
import io.headland.server.core.field.FieldStatus;
import io.headland.server.core.field.geometry.Validity;
import io.headland.server.core.organization.ProviderOrganization;
import io.headland.server.platform.id.SyncRunId;
import io.headland.server.provider.RecordKind;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// All that is stored about a question.
///
/// @param organization null when nobody knows which one it is about
/// @param land the record that was asked for; null when there is none
public record Facts(
    Question question,
    Account account,
    ScopeOrigins configuration,
    @Nullable Organization organization,
    @Nullable Land land) {

  /// A Leaf user's account at a provider.
  ///
  /// @param credential its status; null when there is none
  /// @param appliedDataSync what held at the last sync; null before the first one
  /// @param unselected how many of its organizations are not `SELECTED`
  /// @param lastRun the last one; null when there was none
  record Account(
      @Nullable CredentialStatus credential,
      @Nullable Instant credentialSince,
      @Nullable OrganizationDataSync appliedDataSync,
      int unselected,
      @Nullable Run lastRun,
      @Nullable NextRun nextRun) {}

  /// When the account is synced next.
  record NextRun(Instant at, boolean isUnderWay) {}

  /// A run, or what one did for an organization.
  ///
  /// @param state of the run or of its part, which have their words in common
  record Run(
      SyncRunId id,
      State state,
      Instant startedAt,
      @Nullable Instant endedAt,
      String failure,
      Set<RecordKind> notPermitted) {

    public Run {
      notPermitted = Set.copyOf(notPermitted);
    }

    /// Words for both runs and parts.
    enum State {
      WAITING,
      RUNNING,
      SUCCEEDED,
      UNCHANGED,
      PARTIAL,
      GUARDED,
      FAILED,
      STOPPED
    }
  }

  /// An organization.
  ///
  /// @param known null when the provider does not show it to this account
  /// @param changedAt when its row was written last; null when there is none
  /// @param copy null when nothing beneath it was ever read
  /// @param lastRun the last one that was to read it; null when there was none
  public record Organization(
      String providerOrgId,
      @Nullable ProviderOrganization known,
      @Nullable Instant changedAt,
      @Nullable Copy copy,
      @Nullable Run lastRun) {}

  /// What was read of it.
  record Copy(
      boolean visible,
      @Nullable Instant hiddenAt,
      int growers,
      int farms,
      int fields,
      @Nullable Instant fullyReadAt) {

    boolean isRead() {
      return fullyReadAt != null || growers + farms + fields > 0;
    }
  }

  /// A grower, farm or field.
  ///
  /// @param status of a field; null for the others
  /// @param boundary of a field; null when it has none
  public record Land(
      RecordKind kind,
      String id,
      String providerId,
      String name,
      Instant createdAt,
      @Nullable Instant missingSince,
      @Nullable Instant removedAt,
      @Nullable FieldStatus status,
      @Nullable Boundary boundary) {}

  /// A field's boundary.
  ///
  /// @param isActive false when the provider took it away
  record Boundary(boolean isActive, Validity validity, String problems, Instant updatedAt) {}
}
