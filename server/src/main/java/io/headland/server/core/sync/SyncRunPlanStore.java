package io.headland.server.core.sync;

import io.headland.server.core.credential.AccountKey;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.SyncRunId;
import java.sql.Types;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;

/// Adds sync-run organizations to runs, and stops them. The workers that have claimed a stopped
/// organization cannot write any more.
public final class SyncRunPlanStore {
  /// Organizations that are already read are read again; one that is being read is read again after
  /// that. Their ids are the result of a subquery, so that PostgreSQL plans the statement once (see
  /// `QueryPlan.GENERIC`).
  private static final String PLANNED =
      """
      planned as (
        insert into sync_run_organization as p (api_owner_id, run_id, provider_org_id, state)
        select :owner, :run, id, 'WAITING'
          from unnest(array(select unnest(:orgs::text[]))) as id
         where <condition>
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
      """;

  /// Adds organizations to a run, and the tasks of its workers unless it is still reading the list
  /// of organizations.
  public void plan(
      Handle handle,
      ApiOwnerId owner,
      SyncRun run,
      Collection<String> providerOrgIds,
      Instant now) {
    SyncTaskStore.bindWorkers(handle.createUpdate("with <planned> <workers>"), owner, run, now)
        .define("planned", PLANNED.replace("<condition>", "true"))
        .define("workers", SyncTaskStore.WORKERS.replace("<organizations>", SyncTaskStore.NUMBER))
        .bind("run", run.id())
        .bind("orgs", providerOrgIds.toArray(String[]::new))
        .bind("number", run.isListing() ? 0 : providerOrgIds.size())
        .execute();
  }

  /// Starts a run of organizations that are known, and adds them and the tasks of its workers.
  ///
  /// @return empty when a run is in progress, or there is no such Leaf user
  public Optional<SyncRun> start(
      Handle handle,
      AccountKey account,
      SyncRunId id,
      SyncCause cause,
      Collection<String> providerOrgIds,
      Instant now) {
    return SyncTaskStore.bindWorkers(
            handle.createQuery(
                """
                with run as (
                  <run>)
                   , <planned>
                   , workers as (
                  <workers>)
                select *
                  from run
                 where api_owner_id = :owner
                """),
            account.owner(),
            id,
            cause,
            now)
        .define("run", SyncRunStartStore.INSERT)
        .define("planned", PLANNED.replace("<condition>", "exists (select from run)"))
        .define(
            "workers",
            SyncTaskStore.WORKERS.replace("<organizations>", "(select count(*)::int from planned)"))
        .bindMethods(account)
        .bind("id", id)
        .bind("run", id)
        .bind("cause", cause)
        .bind("forced", false)
        .bindNull("leaseUntil", Types.TIMESTAMP_WITH_TIMEZONE)
        .bind("orgs", providerOrgIds.toArray(String[]::new))
        .map(SyncRunStore.ROW)
        .findOne();
  }

  /// A run whose list of organizations is stored.
  ///
  /// @param waiting how many of the added organizations no worker has claimed
  public record Listed(SyncRun run, int waiting) {}

  /// Records the result of the list of organizations, and adds those that are read next and the
  /// tasks of their workers. The run is locked until the transaction ends.
  ///
  /// @return empty when the run has ended already, because another node took over
  public Optional<Listed> planListed(
      Handle handle,
      ApiOwnerId owner,
      SyncRun run,
      SyncRunStore.SyncEnd end,
      Collection<String> providerOrgIds,
      Instant now) {
    return SyncTaskStore.bindWorkers(
            handle.createQuery(
                """
                with listed as (
                  update sync_run
                     set lease_until = null
                       , added = :added
                       , changed = :changed
                       , unchanged = :unchanged
                       , blocked = :blocked
                       , provider_calls = :calls
                       , failure = :failure
                   where api_owner_id = :owner
                     and id = :run
                     and state = 'RUNNING'
                  returning *)
                   , <planned>
                   , waiting as (
                  select count(*)::int as number
                    from planned
                   where state = 'WAITING')
                   , workers as (
                  <workers>)
                select listed.*, waiting.number as waiting
                  from listed
                 cross join waiting
                """),
            owner,
            run,
            now)
        .define("planned", PLANNED.replace("<condition>", "exists (select from listed)"))
        .define(
            "workers",
            SyncTaskStore.WORKERS.replace("<organizations>", "(select number from waiting)"))
        .bind("run", run.id())
        .bind("orgs", providerOrgIds.toArray(String[]::new))
        .bind("added", end.counts().added())
        .bind("changed", end.counts().changed())
        .bind("unchanged", end.counts().unchanged())
        .bind("blocked", end.counts().blocked())
        .bind("calls", end.providerCalls())
        .bind("failure", end.failure())
        .map(
            (row, context) -> new Listed(SyncRunStore.ROW.map(row, context), row.getInt("waiting")))
        .findOne();
  }

  /// The number of organizations of a run that no worker has claimed.
  public int countWaiting(Handle handle, ApiOwnerId owner, SyncRunId run) {
    return handle
        .createQuery(
            """
            select count(*)
              from sync_run_organization
             where api_owner_id = :owner
               and run_id = :run
               and state = 'WAITING'
            """)
        .bind("owner", owner)
        .bind("run", run)
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

  /// Stops an organization of the account's run. Its worker cannot write any more.
  public void stop(
      Handle handle, AccountKey account, Collection<String> providerOrgIds, Instant now) {
    if (!providerOrgIds.isEmpty()) {
      stopping(handle, account, providerOrgIds, now).execute();
    }
  }

  /// The statement of [#stop].
  public Update stopping(
      Handle handle, AccountKey account, Collection<String> providerOrgIds, Instant now) {
    return handle
        .createUpdate(
            """
            with run as (
              select id
                from sync_run
               where api_owner_id = :owner
                 and leaf_user_id = :leafUser
                 and provider = :provider
                 and state = 'RUNNING')
               , discarded as (
              delete from sync_run_page page
               using run
               where page.api_owner_id = :owner
                 and page.run_id = run.id
                 and page.provider_org_id = any(array(select unnest(:orgs))))
            update sync_run_organization organization
               set state = 'STOPPED'
                 , fence = organization.fence + 1
                 , rerun_requested = false
                 , ended_at = :now
              from run
             where organization.api_owner_id = :owner
               and organization.run_id = run.id
               and organization.provider_org_id = any(array(select unnest(:orgs)))
               and organization.state in ('WAITING', 'RUNNING')
            """)
        .bindMethods(account)
        .bind("orgs", providerOrgIds.toArray(String[]::new))
        .bind("now", now);
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
}
