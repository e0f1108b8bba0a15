package io.headland.server.usecase.sync;

import io.headland.server.core.configuration.Configurations;
import io.headland.server.core.configuration.SyncScope;
import io.headland.server.core.credential.AccountKey;
import io.headland.server.core.field.WaitingFieldStore;
import io.headland.server.core.sync.SyncCause;
import io.headland.server.core.sync.SyncRun;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.LeafUserId;
import io.headland.server.platform.id.SyncRunId;
import io.headland.server.platform.id.UuidGenerator;
import io.headland.server.provider.Provider;
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

/// Starts syncs of field data that a caller, or a notification of a provider, requests.
public final class StartSync {
  private final Jdbi jdbi;
  private final Configurations configurations;
  private final PlanSync plans;
  private final UuidGenerator ids;
  private final InstantSource clock;
  private final Runnable wake;

  public StartSync(
      Jdbi jdbi,
      Configurations configurations,
      PlanSync plans,
      UuidGenerator ids,
      InstantSource clock,
      Runnable wake) {
    this.jdbi = jdbi;
    this.configurations = configurations;
    this.plans = plans;
    this.ids = ids;
    this.clock = clock;
    this.wake = wake;
  }

  /// Reads the fields of all selected organizations of a Leaf user, at every provider. Previews are
  /// read as well, if new fields are no longer stored as previews.
  ///
  /// @return the runs
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
                WaitingFieldStore.enablePreviews(handle, account, selected, now);
              }
            }
          });
    }
    wake.run();
    return runs;
  }

  /// Reads organizations in which a caller enabled fields. The fields are stored as WAITING when
  /// this is called.
  ///
  /// @return the run that reads them; empty when none of the organizations is selected
  public Optional<SyncRunId> syncEnabled(AccountKey account, Set<String> providerOrgIds) {
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

  /// Reads only some fields, in a separate run.
  ///
  /// @param named ids of fields, by organization; an empty set for all fields
  /// @return empty when a run is in progress: repeat the call after it
  public Optional<SyncRunId> syncNamed(
      Handle handle, AccountKey account, Map<String, ? extends Set<String>> named, Instant now) {
    return plans
        .requestNamed(handle, account, new SyncRunId(ids.next()), named, now)
        .map(SyncRun::id);
  }

  /// Wakes the scheduler of this node, after the commit of a transaction that called [#syncNamed].
  public void wake() {
    wake.run();
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
                .bind("owner", owner)
                .bind("leafUser", leafUser)
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
        .bindMethods(account)
        .mapTo(String.class)
        .list();
  }
}
