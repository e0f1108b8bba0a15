package io.headland.server.sync;

import io.headland.server.configuration.OrganizationDataSync;
import io.headland.server.credential.AccountKey;
import io.headland.server.organization.AccountState;
import io.headland.server.organization.OrganizationSyncStore;
import io.headland.server.organization.ProviderOrganization;
import io.headland.server.organization.Reconciliation;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Jdbi;

/// Stores what a run found and how it ended, in one transaction: either both are there or neither.
public final class SyncCommitStore {
  private final Jdbi jdbi;
  private final OrganizationSyncStore organizations;
  private final SyncRunStore runs;

  public SyncCommitStore(Jdbi jdbi, OrganizationSyncStore organizations, SyncRunStore runs) {
    this.jdbi = jdbi;
    this.organizations = organizations;
    this.runs = runs;
  }

  /// What a run found.
  ///
  /// @param compare says, from what is stored at this moment, what must change
  record Finding(
      String signature,
      OrganizationDataSync policy,
      Function<List<ProviderOrganization>, Reconciliation> compare) {}

  /// Compares and stores under a lock.
  ///
  /// @return the run as it ended; empty when the credential has gone or another run took over, and
  ///   then nothing was changed
  Optional<SyncRun> commit(
      AccountKey account, SyncRun run, Finding finding, int providerCalls, Instant now) {
    return jdbi.inTransaction(
        handle -> {
          Optional<AccountState> state = organizations.lockState(handle, account);
          if (state.isEmpty()) {
            return Optional.empty();
          }
          Reconciliation changes = finding.compare().apply(organizations.lockAll(handle, account));
          boolean guarded = changes.isSuspicious() && !run.forced();
          Optional<SyncRun> ended =
              runs.end(
                  handle,
                  account.owner(),
                  run.id(),
                  new SyncEnd(
                      stateOf(changes, guarded),
                      countsOf(changes, guarded),
                      providerCalls,
                      guarded ? "syncGuarded" : ""),
                  now);
          if (ended.isPresent() && !guarded) {
            organizations.apply(
                handle, account, state.get(), changes, finding.signature(), finding.policy(), now);
          }
          return ended;
        });
  }

  private static SyncRunState stateOf(Reconciliation changes, boolean guarded) {
    if (guarded) {
      return SyncRunState.GUARDED;
    }
    return changes.isEmpty() ? SyncRunState.UNCHANGED : SyncRunState.SUCCEEDED;
  }

  private static SyncCounts countsOf(Reconciliation changes, boolean guarded) {
    int kept = changes.unchanged();
    return guarded
        ? new SyncCounts(0, 0, kept + changes.changed().size(), changes.lost())
        : new SyncCounts(changes.added().size(), changes.changed().size(), kept, changes.lost());
  }
}
