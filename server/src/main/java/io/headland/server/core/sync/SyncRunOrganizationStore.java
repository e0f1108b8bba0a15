package io.headland.server.core.sync;

import io.headland.server.core.field.OrganizationKey;
import io.headland.server.core.field.OrganizationSnapshotStore;
import io.headland.server.core.sync.SyncRunOrganization.SyncRunOrganizationState;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.SyncRunId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.Update;

/// Sync-run organizations in the database, as a worker claims, reads and ends them. Every write of
/// a worker has the condition of the fence of its claim.
public final class SyncRunOrganizationStore {
  public static final RowMapper<SyncRunOrganization> ROW =
      (row, _) -> SyncRunOrganizationMapper.of(row);

  /// The expression of the organization that [#CLAIM] claims, unless another worker claims it at
  /// the same time.
  public static final String NEXT =
      """
      select provider_org_id
        from sync_run_organization
       where api_owner_id = :owner
         and run_id = :run
         and (state = 'WAITING' or state = 'RUNNING' and worker = :worker)
       order by state, provider_org_id
       limit 1
      """;

  /// Claims the next organization of a run in progress for a worker: the one that it has claimed
  /// already, as after a crash, otherwise an unclaimed one. A statement with the parameters
  /// `owner`, `run`, `worker` and `now`, which returns the rows that [#ROW] maps.
  public static final String CLAIM =
      """
      update sync_run_organization
         set state = 'RUNNING'
           , worker = :worker
           , fence = fence + 1
           , started_at = coalesce(started_at, :now)
       where api_owner_id = :owner
         and run_id = :run
         and provider_org_id = (<next>
                                for update skip locked)
      returning *
      """
          .replace("<next>", NEXT);

  private static final String SAVE =
      """
      update sync_run_organization
         set listing = :listing
           , verifying = :verifying
           , position = :position
           , pages = :pages
           , attempts = :attempts
           , counts = :counts::jsonb
           , provider_calls = :calls
           , not_permitted = :notPermitted
       where api_owner_id = :owner
         and run_id = :run
         and provider_org_id = :org
         and fence = :fence
         and state = 'RUNNING'
      """;

  /// The part of a statement that [OrganizationStates#AFTER_END] continues.
  private static final String ENDED =
      """
      ended as (
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
        returning state, worker)
      """;

  private final Jdbi jdbi;

  public SyncRunOrganizationStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /// Stores the position of the reading, under the claim.
  ///
  /// @return whether the claim is valid; otherwise nothing was stored
  public boolean save(Handle handle, ApiOwnerId owner, SyncRunOrganization runOrganization) {
    return saving(handle, owner, runOrganization).execute() > 0;
  }

  /// The statement of [#save].
  public Update saving(Handle handle, ApiOwnerId owner, SyncRunOrganization runOrganization) {
    return bindSaved(handle.createUpdate(SAVE), owner, runOrganization);
  }

  /// The same after the last page of a listing, with the snapshot.
  public Update savingListed(
      Handle handle,
      OrganizationKey organizationKey,
      SyncRunOrganization runOrganization,
      OrganizationSnapshotStore.Listed listed) {
    Update statement =
        handle
            .createUpdate("with snapshot as (<snapshot>) <save>")
            .define("snapshot", OrganizationSnapshotStore.Listed.UPDATE)
            .define("save", SAVE);
    return bindSaved(
        listed.bind(statement, organizationKey),
        organizationKey.account().owner(),
        runOrganization);
  }

  private static Update bindSaved(
      Update statement, ApiOwnerId owner, SyncRunOrganization runOrganization) {
    return bindResult(statement, owner, runOrganization)
        .bind("listing", runOrganization.at().listing())
        .bind("verifying", runOrganization.at().verifying())
        .bind("position", runOrganization.at().position())
        .bind("pages", runOrganization.at().pages());
  }

  private static <S extends SqlStatement<S>> S bindResult(
      S statement, ApiOwnerId owner, SyncRunOrganization runOrganization) {
    return statement
        .bind("owner", owner)
        .bind("run", runOrganization.run())
        .bind("org", runOrganization.providerOrgId())
        .bind("fence", runOrganization.fence())
        .bind("attempts", runOrganization.attempts())
        .bind("counts", SyncRunOrganizationMapper.json(runOrganization.counts()))
        .bind("calls", runOrganization.providerCalls())
        .bind("notPermitted", SyncRunOrganizationMapper.names(runOrganization.notPermitted()));
  }

  /// Ends an organization that the worker has claimed; if it was requested again meanwhile, it
  /// becomes `WAITING`. The row is locked until the transaction ends.
  ///
  /// @return the organizations of the run after that; empty when the claim was not valid and
  ///   nothing was stored
  public Optional<OrganizationStates> end(
      Handle handle,
      ApiOwnerId owner,
      SyncRunOrganization runOrganization,
      SyncRunOrganizationState state,
      String failure,
      Instant now) {
    return ended(
        handle.createQuery("with <ended> <states>"), owner, runOrganization, state, failure, now);
  }

  /// The same after the last page of the last listing, with the snapshot.
  public Optional<OrganizationStates> endListed(
      Handle handle,
      OrganizationKey organizationKey,
      SyncRunOrganization runOrganization,
      SyncRunOrganizationState state,
      OrganizationSnapshotStore.Listed listed,
      Instant now) {
    Query statement =
        handle
            .createQuery("with snapshot as (<snapshot>), <ended> <states>")
            .define("snapshot", OrganizationSnapshotStore.Listed.UPDATE);
    return ended(
        listed.bind(statement, organizationKey),
        organizationKey.account().owner(),
        runOrganization,
        state,
        "",
        now);
  }

  private static Optional<OrganizationStates> ended(
      Query statement,
      ApiOwnerId owner,
      SyncRunOrganization runOrganization,
      SyncRunOrganizationState state,
      String failure,
      Instant now) {
    return OrganizationStates.read(
        bindResult(statement, owner, runOrganization)
            .define("ended", ENDED)
            .define("states", OrganizationStates.AFTER_END)
            .bind("state", state)
            .bind("now", now)
            .bind("failure", failure));
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
               and run_id = any(array(select unnest(:runs)))
             order by run_id, provider_org_id
            """)
        .bind("owner", owner)
        .bindArray("runs", UUID.class, runs.stream().map(SyncRunId::value).toList())
        .map((row, _) -> SyncRunOrganizationMapper.of(row))
        .list();
  }
}
