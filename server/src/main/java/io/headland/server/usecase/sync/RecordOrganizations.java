package io.headland.server.usecase.sync;

import io.headland.server.core.configuration.SyncScope;
import io.headland.server.core.credential.AccountKey;
import io.headland.server.core.field.OrganizationSnapshotStore;
import io.headland.server.core.organization.AccessResultStore;
import io.headland.server.core.organization.OrganizationChanges;
import io.headland.server.core.organization.OrganizationEventStore;
import io.headland.server.core.organization.OrganizationStatus;
import io.headland.server.core.organization.OrganizationSyncStore;
import io.headland.server.core.organization.OrganizationSyncStore.LockedAccount;
import io.headland.server.core.organization.ProviderOrganization;
import io.headland.server.core.subscription.SubscriptionTaskStore;
import io.headland.server.core.sync.FailureKey;
import io.headland.server.core.sync.SyncCause;
import io.headland.server.core.sync.SyncRun;
import io.headland.server.core.sync.SyncRun.SyncCounts;
import io.headland.server.core.sync.SyncRun.SyncRunState;
import io.headland.server.core.sync.SyncRunPlanStore;
import io.headland.server.core.sync.SyncRunStore.SyncEnd;
import io.headland.server.core.sync.SyncTaskStore;
import io.headland.server.provider.RecordKind;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/// Stores the organizations that a run read and its end, in one transaction.
public final class RecordOrganizations {
  private final Jdbi jdbi;
  private final OrganizationSyncStore organizations;
  private final OrganizationSnapshotStore snapshots;
  private final PlanSync plans;
  private final SyncRunPlanStore runPlans;
  private final SyncTaskStore tasks;
  private final SyncInterval interval;
  private final SubscriptionTaskStore subscriptions;

  public RecordOrganizations(
      Jdbi jdbi,
      OrganizationSyncStore organizations,
      OrganizationSnapshotStore snapshots,
      PlanSync plans,
      SyncRunPlanStore runPlans,
      SyncTaskStore tasks,
      SyncInterval interval,
      SubscriptionTaskStore subscriptions) {
    this.jdbi = jdbi;
    this.organizations = organizations;
    this.snapshots = snapshots;
    this.plans = plans;
    this.runPlans = runPlans;
    this.tasks = tasks;
    this.interval = interval;
    this.subscriptions = subscriptions;
  }

  /// The organizations that a run read.
  ///
  /// @param compare computes the changes from the stored state
  /// @param remark computes an error key from the stored state, for organizations that could not be
  ///   read; blank for none
  public record Finding(
      String signature,
      BiFunction<LockedAccount, List<ProviderOrganization>, OrganizationChanges> compare,
      Function<List<ProviderOrganization>, String> remark) {}

  /// Compares and stores under a lock.
  ///
  /// @return the present state of the run; empty when the credential was deleted or another run
  ///   took over, and nothing was changed
  public Optional<SyncRun> commit(
      AccountKey account, SyncRun run, Finding finding, int providerCalls, Instant now) {
    return jdbi.inTransaction(
        handle -> {
          Optional<LockedAccount> locked = organizations.lockAccount(handle, account);
          if (locked.isEmpty()) {
            return Optional.empty();
          }
          List<ProviderOrganization> stored = organizations.lockAll(handle, account);
          OrganizationChanges changes = finding.compare().apply(locked.get(), stored);
          boolean guarded = changes.isSuspicious() && !run.forced();
          SyncEnd end =
              new SyncEnd(
                  stateOf(changes, guarded),
                  countsOf(changes, guarded),
                  providerCalls,
                  guarded ? FailureKey.SYNC_GUARDED : finding.remark().apply(stored));
          if (guarded) {
            return plans.abandon(handle, account.owner(), run.id(), end, now);
          }
          Collection<ProviderOrganization> after = changes.appliedTo(stored);
          Optional<SyncRunPlanStore.Listed> listed =
              plans.recordList(
                  handle, account.owner(), run, end, toRead(after, locked.get().scope()), now);
          if (listed.isEmpty()) {
            return Optional.empty();
          }
          store(handle, account, locked.get(), stored, changes, finding, now);
          if (run.cause() == SyncCause.CREDENTIAL) {
            // The first sync is done: its fallback is deferred to the next interval.
            tasks.defer(handle, account, interval.next());
          }
          // Last, so that the event of the run's end follows those of its changes.
          return plans.continueRun(handle, account.owner(), listed.get(), end, now);
        });
  }

  private static Set<String> selected(Collection<ProviderOrganization> organizations) {
    return Set.copyOf(idsWith(organizations, OrganizationStatus.SELECTED));
  }

  private void store(
      Handle handle,
      AccountKey account,
      LockedAccount locked,
      List<ProviderOrganization> stored,
      OrganizationChanges changes,
      Finding finding,
      Instant now) {
    // Before the status is stored, which locks the snapshots: sync-run organizations are locked
    // before those.
    runPlans.stop(handle, account, idsWith(changes.changed(), OrganizationStatus.PREVIEW), now);
    organizations.apply(handle, account, locked, changes, finding.signature(), now);
    OrganizationEventStore.changed(handle, account, stored, changes.added(), now);
    OrganizationEventStore.changed(handle, account, stored, changes.changed(), now);
    if (!selected(stored).equals(selected(changes.appliedTo(stored)))) {
      subscriptions.requestReconciliation(handle, account, now);
    }
    List<String> withChangedLinks = withChangedLinks(stored, changes.changed());
    if (!withChangedLinks.isEmpty()) {
      snapshots.deleteSignatures(handle, account, withChangedLinks);
      AccessResultStore.delete(handle, account, withChangedLinks);
    }
  }

  private static List<String> toRead(Collection<ProviderOrganization> all, SyncScope scope) {
    return scope.fieldsAutoSync() ? idsWith(all, OrganizationStatus.SELECTED) : List.of();
  }

  /// Organizations whose links to kinds of records have changed: their stored signatures and access
  /// results are not valid any more.
  private static List<String> withChangedLinks(
      List<ProviderOrganization> stored, List<ProviderOrganization> changed) {
    Map<String, Set<RecordKind>> unlinked = new HashMap<>();
    stored.forEach(before -> unlinked.put(before.providerOrgId(), before.unlinked()));
    return changed.stream()
        .filter(after -> !after.unlinked().equals(unlinked.get(after.providerOrgId())))
        .map(ProviderOrganization::providerOrgId)
        .toList();
  }

  private static List<String> idsWith(
      Collection<ProviderOrganization> organizations, OrganizationStatus status) {
    return organizations.stream()
        .filter(organization -> organization.status() == status)
        .map(ProviderOrganization::providerOrgId)
        .toList();
  }

  private static SyncRunState stateOf(OrganizationChanges changes, boolean guarded) {
    if (guarded) {
      return SyncRunState.GUARDED;
    }
    return changes.isEmpty() ? SyncRunState.UNCHANGED : SyncRunState.SUCCEEDED;
  }

  private static SyncCounts countsOf(OrganizationChanges changes, boolean guarded) {
    int unchangedCount = changes.unchanged();
    return guarded
        ? new SyncCounts(0, 0, unchangedCount + changes.changed().size(), changes.lost())
        : new SyncCounts(
            changes.added().size(), changes.changed().size(), unchangedCount, changes.lost());
  }
}
