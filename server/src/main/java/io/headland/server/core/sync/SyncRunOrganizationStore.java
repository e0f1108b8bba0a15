package io.headland.server.core.sync;

import io.headland.server.core.credential.AccountKey;
import io.headland.server.core.sync.SyncRunOrganization.SyncRunOrganizationState;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.SyncRunId;
import io.headland.server.platform.jdbc.Columns;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/// Sync-run organizations in the database. Every write of a worker has the condition of the fence
/// of its claim.
public final class SyncRunOrganizationStore {
  private final Jdbi jdbi;

  public SyncRunOrganizationStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /// Adds organizations to a run. One that is already read is read again; one that is being read is
  /// read again after that.
  ///
  /// @return the number of organizations of the run that no worker has claimed
  public int plan(
      Handle handle, ApiOwnerId owner, SyncRunId run, Collection<String> providerOrgIds) {
    return handle
        .createQuery(
            """
            with planned as (
              insert into sync_run_organization as p (api_owner_id, run_id, provider_org_id, state)
              select :owner, :run, id, 'WAITING'
                from unnest(:orgs::text[]) as id
              on conflict (api_owner_id, run_id, provider_org_id)
                do update set rerun_requested = p.state = 'RUNNING'
                            , state = case when p.state = 'RUNNING' then p.state else 'WAITING' end
                            , listing = case when p.state = 'RUNNING' then p.listing else '' end
                            , verifying = p.state = 'RUNNING' and p.verifying
                            , position = case when p.state = 'RUNNING' then p.position else '' end
                            , pages = case when p.state = 'RUNNING' then p.pages else 0 end
                            , requested_ids = case when p.state = 'RUNNING' then p.requested_ids end
                            , attempts = 0
                            , failure = ''
                            , started_at = case when p.state = 'RUNNING' then p.started_at end
                            , ended_at = null
              returning state)
            select (select count(*) from planned where state = 'WAITING')
                 + (select count(*)
                      from sync_run_organization
                     where api_owner_id = :owner
                       and run_id = :run
                       and state = 'WAITING'
                       and provider_org_id <> all(:orgs::text[]))
            """)
        .bind("owner", owner)
        .bind("run", run)
        .bind("orgs", providerOrgIds.toArray(String[]::new))
        .mapTo(Integer.class)
        .one();
  }

  /// Adds organizations to a new run of which only some fields are read.
  ///
  /// @param named ids of fields, by organization
  public void planNamed(
      Handle handle, ApiOwnerId owner, SyncRunId run, Map<String, ? extends Set<String>> named) {
    named.forEach(
        (org, fields) ->
            handle
                .createUpdate(
                    """
                    insert into sync_run_organization
                           (api_owner_id, run_id, provider_org_id, state, requested_ids)
                    values (:owner, :run, :org, 'WAITING', :fields)
                    """)
                .bind("owner", owner)
                .bind("run", run)
                .bind("org", org)
                .bind("fields", fields.stream().sorted().toArray(String[]::new))
                .execute());
  }

  /// Claims the next organization for a worker: the one that it has claimed already, as after a
  /// crash, otherwise an unclaimed one.
  public Optional<SyncRunOrganization> claim(
      ApiOwnerId owner, SyncRunId run, int worker, Instant now) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    update sync_run_organization
                       set state = 'RUNNING'
                         , worker = :worker
                         , fence = fence + 1
                         , started_at = coalesce(started_at, :now)
                     where api_owner_id = :owner
                       and run_id = :run
                       and provider_org_id = (select provider_org_id
                                                from sync_run_organization
                                               where api_owner_id = :owner
                                                 and run_id = :run
                                                 and (state = 'WAITING' or state = 'RUNNING' and worker = :worker)
                                               order by state, provider_org_id
                                               limit 1
                                                 for update skip locked)
                    returning *
                    """)
                .bind("owner", owner)
                .bind("run", run)
                .bind("worker", worker)
                .bind("now", now)
                .map((row, _) -> SyncRunOrganizationMapper.of(row))
                .findOne());
  }

  /// Stores the position of the reading, under the claim.
  ///
  /// @return whether the claim is valid; otherwise nothing was stored
  public boolean save(Handle handle, ApiOwnerId owner, SyncRunOrganization runOrganization) {
    return handle
            .createUpdate(
                """
            update sync_run_organization
               set listing = :listing
                 , verifying = :verifying
                 , position = :position
                 , pages = :pages
                 , signature = :signature
                 , attempts = :attempts
                 , counts = :counts::jsonb
                 , provider_calls = :calls
                 , not_permitted = :notPermitted
             where api_owner_id = :owner
               and run_id = :run
               and provider_org_id = :org
               and fence = :fence
               and state = 'RUNNING'
            """)
            .bind("owner", owner)
            .bind("run", runOrganization.run())
            .bind("org", runOrganization.providerOrgId())
            .bind("fence", runOrganization.fence())
            .bind("listing", runOrganization.at().listing())
            .bind("verifying", runOrganization.at().verifying())
            .bind("position", runOrganization.at().position())
            .bind("pages", runOrganization.at().pages())
            .bind("signature", runOrganization.at().signature())
            .bind("attempts", runOrganization.attempts())
            .bind("counts", SyncRunOrganizationMapper.json(runOrganization.counts()))
            .bind("calls", runOrganization.providerCalls())
            .bind("notPermitted", SyncRunOrganizationMapper.names(runOrganization.notPermitted()))
            .execute()
        > 0;
  }

  /// Ends an organization that the worker has claimed; if it was requested again meanwhile, it
  /// becomes `WAITING`. The row is locked until the transaction ends.
  ///
  /// @return whether the claim was valid; otherwise nothing was stored
  public boolean end(
      Handle handle,
      ApiOwnerId owner,
      SyncRunOrganization runOrganization,
      SyncRunOrganizationState state,
      String failure,
      Instant now) {
    return handle
            .createUpdate(
                """
            update sync_run_organization
               set state = case when rerun_requested then 'WAITING' else :state end
                 , started_at = case when rerun_requested then null else started_at end
                 , ended_at = case when rerun_requested then null else :now::timestamptz end
                 , requested_ids = case when rerun_requested then null else requested_ids end
                 , rerun_requested = false
                 , listing = ''
                 , verifying = false
                 , position = ''
                 , pages = 0
                 , signature = ''
                 , attempts = :attempts
                 , counts = :counts::jsonb
                 , provider_calls = :calls
                 , not_permitted = :notPermitted
                 , failure = :failure
             where api_owner_id = :owner
               and run_id = :run
               and provider_org_id = :org
               and fence = :fence
               and state = 'RUNNING'
            """)
            .bind("owner", owner)
            .bind("run", runOrganization.run())
            .bind("org", runOrganization.providerOrgId())
            .bind("fence", runOrganization.fence())
            .bind("state", state)
            .bind("now", now)
            .bind("attempts", runOrganization.attempts())
            .bind("counts", SyncRunOrganizationMapper.json(runOrganization.counts()))
            .bind("calls", runOrganization.providerCalls())
            .bind("notPermitted", SyncRunOrganizationMapper.names(runOrganization.notPermitted()))
            .bind("failure", failure)
            .execute()
        > 0;
  }

  /// Stops an organization of the account's run. Its worker cannot write any more.
  public void stop(
      Handle handle, AccountKey account, Collection<String> providerOrgIds, Instant now) {
    if (providerOrgIds.isEmpty()) {
      return;
    }
    handle
        .createUpdate(
            """
            update sync_run_organization p
               set state = 'STOPPED'
                 , fence = p.fence + 1
                 , rerun_requested = false
                 , ended_at = :now
              from sync_run r
             where r.api_owner_id = :owner
               and r.leaf_user_id = :leafUser
               and r.provider = :provider
               and r.state = 'RUNNING'
               and p.api_owner_id = r.api_owner_id
               and p.run_id = r.id
               and p.provider_org_id = any(:orgs)
               and p.state in ('WAITING', 'RUNNING')
            """)
        .bindMethods(account)
        .bind("orgs", providerOrgIds.toArray(String[]::new))
        .bind("now", now)
        .execute();
    handle
        .createUpdate(
            """
            delete from sync_run_page p
             using sync_run r
             where r.api_owner_id = :owner
               and r.leaf_user_id = :leafUser
               and r.provider = :provider
               and r.state = 'RUNNING'
               and p.api_owner_id = r.api_owner_id
               and p.run_id = r.id
               and p.provider_org_id = any(:orgs)
            """)
        .bindMethods(account)
        .bind("orgs", providerOrgIds.toArray(String[]::new))
        .execute();
  }

  /// Stops all organizations of a run.
  public void stopAll(Handle handle, ApiOwnerId owner, SyncRunId run, String failure, Instant now) {
    handle
        .createUpdate(
            """
            update sync_run_organization
               set state = 'STOPPED'
                 , fence = fence + 1
                 , rerun_requested = false
                 , failure = :failure
                 , ended_at = :now
             where api_owner_id = :owner
               and run_id = :run
               and state in ('WAITING', 'RUNNING')
            """)
        .bind("owner", owner)
        .bind("run", run)
        .bind("failure", failure)
        .bind("now", now)
        .execute();
    handle
        .createUpdate("delete from sync_run_page where api_owner_id = :owner and run_id = :run")
        .bind("owner", owner)
        .bind("run", run)
        .execute();
  }

  /// The organizations of a run.
  ///
  /// @param byState their number; a state without organizations is absent
  /// @param claimed whether the worker has claimed one of them
  public record Tally(Map<SyncRunOrganizationState, Integer> byState, boolean claimed) {}

  /// The number of organizations of a run by state, and whether a worker has claimed one.
  public Tally tally(Handle handle, ApiOwnerId owner, SyncRunId run, int worker) {
    Map<SyncRunOrganizationState, Integer> byState = new EnumMap<>(SyncRunOrganizationState.class);
    List<Boolean> claimed =
        handle
            .createQuery(
                """
                select state, count(*)::int, state = 'RUNNING' and bool_or(worker = :worker)
                  from sync_run_organization
                 where api_owner_id = :owner
                   and run_id = :run
                 group by state
                """)
            .bind("owner", owner)
            .bind("run", run)
            .bind("worker", worker)
            .map(
                (row, _) -> {
                  byState.put(Columns.get(row, 1, SyncRunOrganizationState.class), row.getInt(2));
                  return row.getBoolean(3);
                })
            .list();
    return new Tally(byState, claimed.contains(true));
  }

  /// The values of a run that were not of the documented type.
  public List<UnexpectedValue> listUnexpected(ApiOwnerId owner, SyncRunId run) {
    return jdbi.withHandle(handle -> UnexpectedStore.list(handle, owner, run));
  }

  /// Stores unexpected values in the list of organizations.
  public void addUnexpected(ApiOwnerId owner, SyncRunId run, List<UnexpectedValue> found) {
    if (!found.isEmpty()) {
      jdbi.useHandle(handle -> new UnexpectedStore().add(handle, owner, run, found));
    }
  }

  public List<SyncRunOrganization> list(ApiOwnerId owner, Collection<SyncRunId> runs) {
    return jdbi.withHandle(handle -> list(handle, owner, runs));
  }

  public static List<SyncRunOrganization> list(
      Handle handle, ApiOwnerId owner, Collection<SyncRunId> runs) {
    return handle
        .createQuery(
            """
            select *
              from sync_run_organization
             where api_owner_id = :owner
               and run_id = any(:runs)
             order by run_id, provider_org_id
            """)
        .bind("owner", owner)
        .bindArray("runs", UUID.class, runs.stream().map(SyncRunId::value).toList())
        .map((row, _) -> SyncRunOrganizationMapper.of(row))
        .list();
  }
}
