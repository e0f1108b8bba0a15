package io.headland.server.usecase.organization;

import io.headland.server.core.configuration.Configurations;
import io.headland.server.core.credential.AccountKey;
import io.headland.server.core.field.FieldDataCountStore;
import io.headland.server.core.organization.OrganizationEventStore;
import io.headland.server.core.organization.OrganizationStatus;
import io.headland.server.core.organization.ProviderOrganization;
import io.headland.server.core.organization.ProviderOrganizationStore;
import io.headland.server.core.subscription.SubscriptionTaskStore;
import io.headland.server.core.sync.SyncCause;
import io.headland.server.core.sync.SyncRunPlanStore;
import io.headland.server.platform.id.SyncRunId;
import io.headland.server.platform.id.UuidGenerator;
import io.headland.server.platform.jdbc.Pipeline;
import io.headland.server.usecase.sync.PlanSync;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/// Sets the status of organizations of an account by the choice of a caller: `SELECTED` or
/// `PREVIEW`.
///
/// In one transaction the status is stored with its consequences: the events, a sync run of
/// selected organizations or the end of the reading of deselected ones, the subscriptions at the
/// provider, and the number of visible records. Locks are taken in the order of [PlanSync].
public final class SelectOrganizations {
  private static final List<OrganizationStatus> CHOICES =
      List.of(OrganizationStatus.SELECTED, OrganizationStatus.PREVIEW);

  private final Jdbi jdbi;
  private final PlanSync plans;
  private final SyncRunPlanStore runPlans;
  private final SubscriptionTaskStore subscriptions;
  private final UuidGenerator ids;
  private final Runnable wake;

  /// @param wake wakes the scheduler of this node after the commit
  public SelectOrganizations(
      Jdbi jdbi,
      PlanSync plans,
      SyncRunPlanStore runPlans,
      SubscriptionTaskStore subscriptions,
      UuidGenerator ids,
      Runnable wake) {
    this.jdbi = jdbi;
    this.plans = plans;
    this.runPlans = runPlans;
    this.subscriptions = subscriptions;
    this.ids = ids;
    this.wake = wake;
  }

  /// Stores the status of one organization.
  ///
  /// @return the organization; empty when it does not exist or is `BLOCKED`
  public Optional<ProviderOrganization> select(
      AccountKey account, String providerOrgId, OrganizationStatus choice, Instant now) {
    return selectAll(account, Map.of(providerOrgId, choice), now).stream().findFirst();
  }

  /// Stores the status of several organizations in one transaction.
  ///
  /// @return the organizations with their new status, by their ids; those that do not exist or are
  ///   `BLOCKED` are not among them and remain unchanged
  public List<ProviderOrganization> selectAll(
      AccountKey account, Map<String, OrganizationStatus> choices, Instant now) {
    if (!CHOICES.containsAll(choices.values())) {
      throw new IllegalArgumentException("BLOCKED is not a choice");
    }
    Selection selection =
        jdbi.inTransaction(
            handle -> {
              List<Locked> locked = lock(handle, account, choices, now);
              List<ProviderOrganization> before =
                  locked.stream()
                      .map(Locked::organization)
                      .filter(found -> !found.isBlocked())
                      .toList();
              List<Update> changes = new ArrayList<>();
              for (OrganizationStatus choice : CHOICES) {
                List<ProviderOrganization> others =
                    before.stream()
                        .filter(found -> choiceOf(choices, found.providerOrgId()) == choice)
                        .filter(found -> found.status() != choice)
                        .toList();
                if (!others.isEmpty()) {
                  changes.addAll(changes(handle, account, others, choice, locked, now));
                }
              }
              Pipeline.commit(handle, changes);
              return new Selection(
                  before.stream()
                      .map(found -> found.chosen(choiceOf(choices, found.providerOrgId())))
                      .toList(),
                  !changes.isEmpty());
            });
    if (selection.changed()) {
      wake.run();
    }
    return selection.organizations();
  }

  /// @param changed whether the status of one has changed
  private record Selection(List<ProviderOrganization> organizations, boolean changed) {}

  /// Starts a sync if necessary, immediately: it depends on whether a run is in progress. The
  /// results of the other changes are not needed.
  ///
  /// @param before organizations with another status
  /// @return the statements of the other changes
  private List<Update> changes(
      Handle handle,
      AccountKey account,
      List<ProviderOrganization> before,
      OrganizationStatus choice,
      List<Locked> locked,
      Instant now) {
    List<String> changed = before.stream().map(ProviderOrganization::providerOrgId).toList();
    List<ProviderOrganization> after = before.stream().map(found -> found.chosen(choice)).toList();
    List<Update> changes = new ArrayList<>();
    OrganizationEventStore.insertion(handle, account, before, after, now).ifPresent(changes::add);
    // Before the status, whose update locks the snapshots: runs are locked before those.
    switch (choice) {
      case SELECTED -> startSync(handle, account, changed, settings(locked), now);
      case PREVIEW -> changes.add(runPlans.stopping(handle, account, changed, now));
      case BLOCKED -> throw new IllegalStateException("BLOCKED is not a choice");
    }
    changes.add(update(handle, account, changed, choice, now));
    subscriptions.reconciliationRequest(handle, account, now).ifPresent(changes::add);
    changes.add(FieldDataCountStore.recording(handle, account, now));
    return changes;
  }

  private void startSync(
      Handle handle,
      AccountKey account,
      List<String> providerOrgIds,
      String settings,
      Instant now) {
    if (Configurations.scopeOf(settings).fieldsAutoSync()) {
      SyncRunId id = new SyncRunId(ids.next());
      plans.request(handle, account, id, SyncCause.SELECTION, providerOrgIds, now);
    }
  }

  private static OrganizationStatus choiceOf(
      Map<String, OrganizationStatus> choices, String providerOrgId) {
    return Objects.requireNonNull(choices.get(providerOrgId));
  }

  /// A locked organization.
  ///
  /// @param settings of its Leaf user; null when the organization is `SELECTED`, since no sync is
  ///   started for it
  private record Locked(ProviderOrganization organization, @Nullable String settings) {}

  /// The settings of the Leaf user, when one of the organizations is not `SELECTED`.
  private static String settings(List<Locked> locked) {
    return locked.stream()
        .flatMap(found -> Stream.ofNullable(found.settings()))
        .findFirst()
        .orElseThrow();
  }

  /// Locks organizations in one order, so that two transactions cannot deadlock. If one has the
  /// status already, it is stored that a caller requested it, without another round trip.
  private static List<Locked> lock(
      Handle handle, AccountKey account, Map<String, OrganizationStatus> choices, Instant now) {
    return handle
        .createQuery(
            """
            with locked as (
              select <columns>, case when status <> 'SELECTED' then <settings> end as settings
                from provider_organization
               where api_owner_id = :owner
                 and leaf_user_id = :leafUser
                 and provider = :provider
                 and provider_org_id = any(array(select unnest(:orgs::text[])))
               order by provider_org_id
                 for no key update)
               , requested as (
              update provider_organization as organization
                 set chosen_status = locked.status
                   , updated_at = :now
                from locked
               where locked.chosen_status is distinct from locked.status
                 and locked.status
                     = (:choices::text[])[array_position(:orgs::text[], locked.provider_org_id)]
                 and organization.api_owner_id = :owner
                 and organization.leaf_user_id = :leafUser
                 and organization.provider = :provider
                 and organization.provider_org_id = locked.provider_org_id)
            select *
              from locked
            """)
        .bindMethods(account)
        .define("columns", ProviderOrganizationStore.COLUMNS)
        .define("settings", Configurations.STORED_FIELDS_AUTO_SYNC)
        .bind("orgs", choices.keySet().toArray(String[]::new))
        .bind("choices", choices.values().stream().map(Enum::name).toArray(String[]::new))
        .bind("now", now)
        .map(
            (row, context) ->
                new Locked(
                    ProviderOrganizationStore.ROW.map(row, context), row.getString("settings")))
        .list();
  }

  private static Update update(
      Handle handle,
      AccountKey account,
      List<String> providerOrgIds,
      OrganizationStatus choice,
      Instant now) {
    return handle
        .createUpdate(
            """
            update provider_organization
               set status = :choice
                 , chosen_status = :choice
                 , updated_at = :now
             where api_owner_id = :owner
               and leaf_user_id = :leafUser
               and provider = :provider
               and provider_org_id = any(array(select unnest(:orgs::text[])))
            """)
        .bindMethods(account)
        .bind("orgs", providerOrgIds.toArray(String[]::new))
        .bind("choice", choice)
        .bind("now", now);
  }
}
