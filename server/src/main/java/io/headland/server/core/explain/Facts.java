package io.headland.server.core.explain;

import io.headland.server.core.configuration.Configurations.ScopeOrigins;
import io.headland.server.core.configuration.OrganizationDataSync;
import io.headland.server.core.credential.CredentialStatus;
import io.headland.server.core.field.FieldStatus;
import io.headland.server.core.field.geometry.Validity;
import io.headland.server.core.organization.ProviderOrganization;
import io.headland.server.platform.id.SyncRunId;
import io.headland.server.provider.RecordKind;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// All stored facts for an explanation.
///
/// @param missingScopes scopes that the configuration requires and that the credential lacks
/// @param organization null when it is unknown
/// @param stored the stored record to be explained; null when there is none
public record Facts(
    ExplanationTarget target,
    Account account,
    ScopeOrigins configuration,
    List<String> missingScopes,
    @Nullable Organization organization,
    @Nullable StoredRecord stored) {

  public Facts {
    missingScopes = List.copyOf(missingScopes);
  }

  /// A Leaf user's account at a provider.
  ///
  /// @param credential its status; null when there is none
  /// @param grantedScopes in the provider's names; empty when they are not known
  /// @param appliedDataSync the value at the last sync; null before the first one
  /// @param unselected number of its organizations that are not `SELECTED`
  /// @param lastRun the last one; null when there was none
  record Account(
      @Nullable CredentialStatus credential,
      @Nullable Instant credentialSince,
      List<String> grantedScopes,
      @Nullable OrganizationDataSync appliedDataSync,
      int unselected,
      @Nullable Run lastRun,
      @Nullable NextRun nextRun,
      @Nullable RefusedNotifications refusedNotifications) {

    Account {
      grantedScopes = List.copyOf(grantedScopes);
    }
  }

  /// Notifications of field operations that the provider refuses.
  ///
  /// @param failure the name of the last failure
  record RefusedNotifications(String failure, Instant since, Instant retryAt) {}

  /// The time of the next scheduled sync.
  record NextRun(Instant at, boolean isRunning) {}

  /// A run, or a sync-run organization.
  ///
  /// @param state of the run or of the organization in it, which share their values
  record Run(
      SyncRunId id,
      State state,
      Instant startedAt,
      @Nullable Instant endedAt,
      String failure,
      Set<RecordKind> notPermitted) {

    Run {
      notPermitted = Set.copyOf(notPermitted);
    }

    /// Values for both runs and sync-run organizations.
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
  /// @param known null when the provider does not list it for this account
  /// @param changedAt when its row was last written; null when there is none
  /// @param snapshot null when its field data was never read
  /// @param lastRun the last one that included it; null when there was none
  public record Organization(
      String providerOrgId,
      @Nullable ProviderOrganization known,
      @Nullable Instant changedAt,
      @Nullable Snapshot snapshot,
      @Nullable Run lastRun) {}

  /// The state of its field data.
  record Snapshot(
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
  public record StoredRecord(
      RecordKind kind,
      String id,
      String providerId,
      String name,
      Instant createdAt,
      @Nullable Instant missingSince,
      @Nullable Instant removedAt,
      @Nullable FieldStatus status,
      @Nullable BoundaryFacts boundary) {}

  /// A field's boundary.
  ///
  /// @param isActive false when the provider removed it
  record BoundaryFacts(boolean isActive, Validity validity, String problems, Instant updatedAt) {}
}
