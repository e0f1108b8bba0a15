package io.headland.server.usecase.sync;

import io.headland.server.core.configuration.Configurations;
import io.headland.server.core.configuration.SyncScope;
import io.headland.server.core.credential.AccountKey;
import io.headland.server.core.field.FieldDataCountStore;
import io.headland.server.core.field.OrganizationSnapshotStore;
import io.headland.server.core.organization.OrganizationStatus;
import io.headland.server.core.sync.SyncCause;
import io.headland.server.core.sync.SyncRun;
import io.headland.server.core.sync.SyncRunOrganizationStore;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.LeafUserId;
import io.headland.server.platform.id.SyncRunId;
import io.headland.server.platform.id.UuidGenerator;
import io.headland.server.provider.Provider;
import io.headland.server.usecase.field.FieldSyncs;
import io.headland.server.usecase.organization.SelectOrganizations;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/// What callers ask for beside a sync of the list of organizations, each stored in one transaction
/// with what it needs to be done.
public final class StartSync implements SelectOrganizations.OnChoice, FieldSyncs {
  /// Hears that other organizations of an account are selected than before, within the transaction.
  public interface OnSelection {
    void selectionChanged(Handle handle, AccountKey account, Instant now);
  }

  private final Jdbi jdbi;
  private final Configurations configurations;
  private final OrganizationSnapshotStore copies;
  private final SyncRunOrganizationStore parts;
  private final PlanSync plans;
  private final UuidGenerator ids;
  private final InstantSource clock;
  private final OnSelection onSelection;
  private final Runnable wake;

  public StartSync(
      Jdbi jdbi,
      Configurations configurations,
      OrganizationSnapshotStore copies,
      SyncRunOrganizationStore parts,
      PlanSync plans,
      UuidGenerator ids,
      InstantSource clock,
      OnSelection onSelection,
      Runnable wake) {
    this.jdbi = jdbi;
    this.configurations = configurations;
    this.copies = copies;
    this.parts = parts;
    this.plans = plans;
    this.ids = ids;
    this.clock = clock;
    this.onSelection = onSelection;
    this.wake = wake;
  }

  @Override
  public void choosing(
      Handle handle,
      AccountKey account,
      List<String> providerOrgIds,
      OrganizationStatus status,
      Instant now) {
    if (status == OrganizationStatus.SELECTED) {
      if (configurations.scope(account.owner(), account.leafUser()).fieldsAutoSync()) {
        request(handle, account, SyncCause.SELECTION, providerOrgIds, now);
      }
    } else {
      parts.stop(handle, account, providerOrgIds, now);
    }
  }

  @Override
  public void chosen(Handle handle, AccountKey account, Instant now) {
    onSelection.selectionChanged(handle, account, now);
    FieldDataCountStore.record(handle, account, now);
  }

  @Override
  public void committed() {
    wake.run();
  }

  /// Reads the fields of all selected organizations of a Leaf user, at every provider. Previews are
  /// fetched as well, where fields do not arrive as previews any more.
  ///
  /// @return the runs that do it
  @Override
  public List<SyncRunId> syncFields(ApiOwnerId owner, LeafUserId leafUser) {
    SyncScope scope = configurations.scope(owner, leafUser);
    List<SyncRunId> runs = new ArrayList<>();
    for (AccountKey account : accounts(owner, leafUser)) {
      Instant now = clock.instant();
      jdbi.useTransaction(
          handle -> {
            List<String> selected = lockSelected(handle, account);
            if (!selected.isEmpty()) {
              request(handle, account, SyncCause.FIELDS, selected, now)
                  .ifPresent(run -> runs.add(run.id()));
              if (!scope.customDataSync()) {
                copies.enablePreviews(handle, account, selected, now);
              }
            }
          });
    }
    wake.run();
    return runs;
  }

  /// Reads organizations whose fields were enabled.
  @Override
  public Optional<SyncRunId> enabled(AccountKey account, Set<String> providerOrgIds) {
    Optional<SyncRun> run =
        jdbi.inTransaction(
            handle -> {
              List<String> selected =
                  lockSelected(handle, account).stream().filter(providerOrgIds::contains).toList();
              return selected.isEmpty()
                  ? Optional.empty()
                  : request(handle, account, SyncCause.ENABLE, selected, clock.instant());
            });
    wake.run();
    return run.map(SyncRun::id);
  }

  /// Reads some fields alone, in a run of its own.
  ///
  /// @param named ids of fields, by organization; no field for all that there is
  /// @return empty when a run is under way: ask again when it is over
  public Optional<SyncRunId> syncNamed(
      Handle handle, AccountKey account, Map<String, ? extends Set<String>> named, Instant now) {
    return plans
        .requestNamed(handle, account, new SyncRunId(ids.next()), named, now)
        .map(SyncRun::id);
  }

  private Optional<SyncRun> request(
      Handle handle,
      AccountKey account,
      SyncCause cause,
      Collection<String> organizations,
      Instant now) {
    return plans.request(handle, account, new SyncRunId(ids.next()), cause, organizations, now);
  }

  private List<AccountKey> accounts(ApiOwnerId owner, LeafUserId leafUser) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select provider
                      from provider_account
                     where api_owner_id = :owner
                       and leaf_user_id = :leafUser
                     order by provider
                    """)
                .bind("owner", owner.value())
                .bind("leafUser", leafUser.value())
                .mapTo(String.class)
                .map(
                    name ->
                        new AccountKey(owner, leafUser, Provider.ofWireName(name).orElseThrow()))
                .list());
  }

  private static List<String> lockSelected(Handle handle, AccountKey account) {
    return handle
        .createQuery(
            """
            select provider_org_id
              from provider_organization
             where api_owner_id = :owner
               and leaf_user_id = :leafUser
               and provider = :provider
               and status = 'SELECTED'
             order by provider_org_id
               for no key update
            """)
        .bind("owner", account.owner().value())
        .bind("leafUser", account.leafUser().value())
        .bind("provider", account.provider().wireName())
        .mapTo(String.class)
        .list();
  }
}
