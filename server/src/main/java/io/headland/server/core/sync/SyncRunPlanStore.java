package io.headland.server.core.sync;

import io.headland.server.core.credential.AccountKey;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.SyncRunId;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/// Adds sync-run organizations to runs, and stops them. The workers that have claimed a stopped
/// organization cannot write any more.
public final class SyncRunPlanStore {
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
}
