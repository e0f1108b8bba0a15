package io.headland.server.core.sync;

import io.headland.server.platform.id.LeafUserId;
import io.headland.server.platform.id.SyncRunId;
import io.headland.server.provider.Provider;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One attempt to bring the records of one Leaf user at one provider up to date.
///
/// @param forced whether a caller overrides the guard
/// @param counts of organizations; all zero while their list is read, and when it is not read
/// @param providerCalls for the list, including failed ones; those for organizations are stored
///   with them
/// @param failure why it failed or was stopped, as an error key; blank otherwise
/// @param missingScopes scopes that the configuration requires and that the credential lacks
/// @param hasLease whether a node has its lease, until the list of organizations is stored
public record SyncRun(
    SyncRunId id,
    LeafUserId leafUserId,
    Provider provider,
    SyncRunState state,
    SyncCause cause,
    boolean forced,
    Instant startedAt,
    @Nullable Instant endedAt,
    SyncCounts counts,
    int providerCalls,
    String failure,
    List<String> missingScopes,
    boolean hasLease) {
  public SyncRun {
    missingScopes = List.copyOf(missingScopes);
  }

  /// Whether the list of organizations is being read; after that the organizations are read.
  public boolean isListing() {
    return state == SyncRunState.RUNNING && hasLease;
  }

  /// The results of a run for organizations.
  ///
  /// @param blocked number of those that became inaccessible; included in `changed`, or in the
  ///   changes that a guarded run would have made
  public record SyncCounts(int added, int changed, int unchanged, int blocked) {
    public static final SyncCounts NONE = new SyncCounts(0, 0, 0, 0);
  }

  /// The state of a sync run.
  ///
  /// `RUNNING` can change to any of the others, which are final.
  public enum SyncRunState {
    RUNNING,
    /// Changes were stored.
    SUCCEEDED,
    /// The provider reported, or the comparison showed, that nothing changed.
    UNCHANGED,
    /// Some organizations are up to date, others could not be read.
    PARTIAL,
    /// Too many organizations, or records of an organization, would have been lost, so that they
    /// were not changed; what was stored before remains. A caller may force the change.
    GUARDED,
    /// The provider could not be read; what was stored before remains.
    FAILED
  }
}
