package io.headland.server.core.sync;

import io.headland.server.core.credential.AccountKey;
import io.headland.server.core.field.FieldDataCountStore;
import io.headland.server.core.sync.SyncRun.SyncCounts;
import io.headland.server.core.sync.SyncRun.SyncRunState;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.LeafUserId;
import io.headland.server.platform.id.SyncRunId;
import io.headland.server.platform.jdbc.Columns;
import io.headland.server.platform.jdbc.Pipeline;
import io.headland.server.provider.Provider;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.Update;

/// Sync runs in the database: their progress and end. [SyncRunStartStore] starts them. A run reads
/// the list of organizations under a lease, and then the organizations, without a lease.
public final class SyncRunStore {
  public static final RowMapper<SyncRun> ROW =
      (row, _) ->
          new SyncRun(
              Columns.get(row, "id", SyncRunId.class),
              Columns.get(row, "leaf_user_id", LeafUserId.class),
              Columns.get(row, "provider", Provider.class),
              Columns.get(row, "state", SyncRunState.class),
              Columns.get(row, "cause", SyncCause.class),
              row.getBoolean("forced"),
              Columns.get(row, "started_at", Instant.class),
              Columns.find(row, "ended_at", Instant.class),
              new SyncCounts(
                  row.getInt("added"),
                  row.getInt("changed"),
                  row.getInt("unchanged"),
                  row.getInt("blocked")),
              row.getInt("provider_calls"),
              row.getString("failure"),
              List.of((String[]) row.getArray("missing_scopes").getArray()),
              row.getObject("lease_until") != null);

  private final Jdbi jdbi;

  public SyncRunStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /// Extends the lease of a run.
  public void extendLease(ApiOwnerId owner, SyncRunId id, Instant leaseUntil) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    """
                    update sync_run
                       set lease_until = :leaseUntil
                     where api_owner_id = :owner
                       and id = :id
                       and state = 'RUNNING'
                       and lease_until is not null
                    """)
                .bind("owner", owner)
                .bind("id", id)
                .bind("leaseUntil", leaseUntil)
                .execute());
  }

  /// Ends a run.
  ///
  /// @return empty when it has ended already, because another node took over
  public Optional<SyncRun> end(
      Handle handle, ApiOwnerId owner, SyncRunId id, SyncEnd end, Instant now) {
    Optional<SyncRun> ended =
        handle
            .createQuery(
                """
                update sync_run
                   set state = :state
                     , ended_at = :now
                     , added = :added
                     , changed = :changed
                     , unchanged = :unchanged
                     , blocked = :blocked
                     , provider_calls = :calls
                     , failure = :failure
                 where api_owner_id = :owner
                   and id = :id
                   and state = 'RUNNING'
                returning *
                """)
            .bind("owner", owner)
            .bind("id", id)
            .bind("state", end.state())
            .bind("added", end.counts().added())
            .bind("changed", end.counts().changed())
            .bind("unchanged", end.counts().unchanged())
            .bind("blocked", end.counts().blocked())
            .bind("calls", end.providerCalls())
            .bind("failure", end.failure())
            .bind("now", now)
            .map(ROW)
            .findOne();
    ended.ifPresent(run -> recordEnd(handle, owner, run, now));
    return ended;
  }

  /// Records scopes that the credential lacks.
  public static void recordMissingScopes(
      Handle handle, ApiOwnerId owner, SyncRunId id, List<String> scopes) {
    handle
        .createUpdate(
            """
            update sync_run
               set missing_scopes = :scopes
             where api_owner_id = :owner
               and id = :id
               and missing_scopes = '{}'
            """)
        .bind("owner", owner)
        .bind("id", id)
        .bindArray("scopes", String.class, scopes)
        .execute();
  }

  /// A run in progress, locked until the transaction ends.
  public Optional<SyncRun> lock(Handle handle, ApiOwnerId owner, SyncRunId id) {
    return handle
        .createQuery(
            """
            select *
              from sync_run
             where api_owner_id = :owner
               and id = :id
               and state = 'RUNNING'
               for update
            """)
        .bind("owner", owner)
        .bind("id", id)
        .map(ROW)
        .findOne();
  }

  /// Ends a run whose organizations are all done; its counts of organizations are not changed.
  public void endOrganizations(
      Handle handle,
      ApiOwnerId owner,
      SyncRunId id,
      SyncRunState state,
      String failure,
      Instant now) {
    handle
        .createQuery(
            """
            update sync_run
               set state = :state
                 , ended_at = :now
                 , failure = coalesce(nullif(:failure, ''), failure)
             where api_owner_id = :owner
               and id = :id
               and state = 'RUNNING'
            returning *
            """)
        .bind("owner", owner)
        .bind("id", id)
        .bind("state", state)
        .bind("failure", failure)
        .bind("now", now)
        .map(ROW)
        .findOne()
        .ifPresent(run -> recordEnd(handle, owner, run, now));
  }

  public Optional<SyncRun> find(ApiOwnerId owner, SyncRunId id) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select * from sync_run where api_owner_id = :owner and id = :id")
                .bind("owner", owner)
                .bind("id", id)
                .map(ROW)
                .findOne());
  }

  /// Records the event of the end, and the daily count of field data; neither for an unchanged run.
  static void recordEnd(Handle handle, ApiOwnerId owner, SyncRun run, Instant now) {
    if (run.state() != SyncRunState.UNCHANGED) {
      List<Update> records = new ArrayList<>();
      SyncRunEventStore.insertion(handle, owner, run, now).ifPresent(records::add);
      records.add(
          FieldDataCountStore.recording(
              handle, new AccountKey(owner, run.leafUserId(), run.provider()), now));
      Pipeline.execute(handle, records);
    }
  }

  /// The end of a run.
  public record SyncEnd(SyncRunState state, SyncCounts counts, int providerCalls, String failure) {}
}
