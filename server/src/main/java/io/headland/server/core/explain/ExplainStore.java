package io.headland.server.core.explain;

import static java.util.stream.Collectors.toUnmodifiableSet;

import io.headland.server.core.configuration.OrganizationDataSync;
import io.headland.server.core.credential.AccountKey;
import io.headland.server.core.credential.CredentialStatus;
import io.headland.server.core.organization.BlockedReason;
import io.headland.server.core.organization.OrganizationStatus;
import io.headland.server.core.organization.ProviderOrganization;
import io.headland.server.core.sync.SyncTaskStore;
import io.headland.server.platform.id.SyncRunId;
import io.headland.server.platform.jdbc.Columns;
import io.headland.server.provider.RecordKind;
import io.headland.server.provider.SubscriptionKind;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/// The facts of explanations about accounts and organizations, one statement for each. Records are
/// in [ExplainFieldDataStore].
public final class ExplainStore {
  private final Jdbi jdbi;

  public ExplainStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /// Empty when there is no such Leaf user.
  Optional<Facts.Account> findAccount(AccountKey account) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select c.status as credential
                         , c.created_at as credential_since
                         , coalesce(c.scopes, '{}') as granted_scopes
                         , a.data_sync
                         , (select count(*)
                              from provider_organization o
                             where o.api_owner_id = u.api_owner_id
                               and o.leaf_user_id = u.id
                               and o.provider = :provider
                               and o.status in ('PREVIEW', 'BLOCKED')) as unselected
                         , n.failure as refusal
                         , n.refused_at
                         , n.retry_at
                         , t.execution_time
                         , t.picked
                         , r.id as run_id
                         , r.state
                         , r.started_at
                         , r.ended_at
                         , r.failure
                         , null::text[] as not_permitted
                      from leaf_user u
                      left join provider_account a
                        on a.api_owner_id = u.api_owner_id
                       and a.leaf_user_id = u.id
                       and a.provider = :provider
                      left join credential c
                        on c.api_owner_id = u.api_owner_id
                       and c.leaf_user_id = u.id
                       and c.provider = :provider
                      left join subscription_refusal n
                        on n.api_owner_id = u.api_owner_id
                       and n.leaf_user_id = u.id
                       and n.provider = :provider
                       and n.kind = :operations
                       and n.credential_id = c.id
                      left join scheduled_tasks t
                        on t.task_name = :task
                       and t.task_instance = c.api_owner_id || '/' || c.id
                      left join lateral (select *
                                           from sync_run
                                          where api_owner_id = u.api_owner_id
                                            and leaf_user_id = u.id
                                            and provider = :provider
                                          order by id desc
                                          limit 1) r
                        on true
                     where u.api_owner_id = :owner
                       and u.id = :leafUser
                    """)
                .bindMethods(account)
                .bind("task", SyncTaskStore.ACCOUNT)
                .bind("operations", SubscriptionKind.FIELD_OPERATION)
                .map((row, _) -> account(row))
                .findOne());
  }

  private static Facts.Account account(ResultSet row) throws SQLException {
    Instant next = Columns.find(row, "execution_time", Instant.class);
    return new Facts.Account(
        Columns.find(row, "credential", CredentialStatus.class),
        Columns.find(row, "credential_since", Instant.class),
        List.of((String[]) row.getArray("granted_scopes").getArray()),
        Columns.find(row, "data_sync", OrganizationDataSync.class),
        row.getInt("unselected"),
        run(row),
        next == null ? null : new Facts.NextRun(next, row.getBoolean("picked")),
        row.getString("refusal") == null
            ? null
            : new Facts.RefusedNotifications(
                row.getString("refusal"),
                Columns.get(row, "refused_at", Instant.class),
                Columns.get(row, "retry_at", Instant.class)));
  }

  Facts.Organization getOrganization(AccountKey account, String providerOrgId) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select o.name
                         , o.status
                         , o.blocked_reason
                         , o.management_uri
                         , o.action_uri
                         , o.chosen_status
                         , o.earlier_status
                         , coalesce((select string_agg(a.kind, ',')
                                       from organization_access_result a
                                      where a.api_owner_id = o.api_owner_id
                                        and a.leaf_user_id = o.leaf_user_id
                                        and a.provider = o.provider
                                        and a.provider_org_id = o.provider_org_id
                                        and not a.permitted), '') as refused
                         , o.updated_at
                         , c.visible
                         , c.hidden_at
                         , c.grower_total
                         , c.farm_total
                         , c.field_total
                         , c.fully_read_at
                         , r.run_id
                         , r.state
                         , r.started_at
                         , r.ended_at
                         , r.failure
                         , r.not_permitted
                      from (select :owner::uuid as owner, :org::text as org) as requested
                      left join provider_organization o
                        on o.api_owner_id = requested.owner
                       and o.leaf_user_id = :leafUser
                       and o.provider = :provider
                       and o.provider_org_id = requested.org
                      left join organization_snapshot c
                        on c.api_owner_id = requested.owner
                       and c.leaf_user_id = :leafUser
                       and c.provider = :provider
                       and c.provider_org_id = requested.org
                      left join lateral (select p.run_id
                                              , p.state
                                              , coalesce(p.started_at, run.started_at) as started_at
                                              , p.ended_at
                                              , p.failure
                                              , p.not_permitted
                                           from sync_run run
                                           join sync_run_organization p
                                             on p.api_owner_id = run.api_owner_id
                                            and p.run_id = run.id
                                            and p.provider_org_id = requested.org
                                          where run.api_owner_id = requested.owner
                                            and run.leaf_user_id = :leafUser
                                            and run.provider = :provider
                                          order by run.id desc
                                          limit 1) r
                        on true
                    """)
                .bindMethods(account)
                .bind("org", providerOrgId)
                .map((row, _) -> organization(row, providerOrgId))
                .one());
  }

  private static Facts.Organization organization(ResultSet row, String providerOrgId)
      throws SQLException {
    return new Facts.Organization(
        providerOrgId,
        row.getString("status") == null ? null : known(row, providerOrgId),
        Columns.find(row, "updated_at", Instant.class),
        row.getObject("visible") == null ? null : snapshot(row),
        run(row));
  }

  private static ProviderOrganization known(ResultSet row, String providerOrgId)
      throws SQLException {
    return new ProviderOrganization(
        providerOrgId,
        row.getString("name"),
        Columns.get(row, "status", OrganizationStatus.class),
        Columns.find(row, "blocked_reason", BlockedReason.class),
        row.getString("management_uri"),
        row.getString("action_uri"),
        Columns.find(row, "chosen_status", OrganizationStatus.class),
        Columns.find(row, "earlier_status", OrganizationStatus.class),
        kinds(row.getString("refused").split(",")));
  }

  private static Facts.Snapshot snapshot(ResultSet row) throws SQLException {
    return new Facts.Snapshot(
        row.getBoolean("visible"),
        Columns.find(row, "hidden_at", Instant.class),
        row.getInt("grower_total"),
        row.getInt("farm_total"),
        row.getInt("field_total"),
        Columns.find(row, "fully_read_at", Instant.class));
  }

  private static Facts.@Nullable Run run(ResultSet row) throws SQLException {
    UUID id = row.getObject("run_id", UUID.class);
    return id == null
        ? null
        : new Facts.Run(
            new SyncRunId(id),
            Columns.get(row, "state", Facts.Run.State.class),
            Columns.get(row, "started_at", Instant.class),
            Columns.find(row, "ended_at", Instant.class),
            row.getString("failure"),
            kinds(row.getArray("not_permitted")));
  }

  private static Set<RecordKind> kinds(@Nullable Array names) throws SQLException {
    return names == null ? Set.of() : kinds((String[]) names.getArray());
  }

  private static Set<RecordKind> kinds(String... names) {
    return Arrays.stream(names)
        .filter(name -> !name.isEmpty())
        .map(RecordKind::valueOf)
        .collect(toUnmodifiableSet());
  }
}
