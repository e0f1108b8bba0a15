package io.headland.server.core.sync;

import io.headland.server.core.field.FieldDataCounts;
import io.headland.server.core.field.RecordCounts;
import io.headland.server.core.sync.SyncRun.SyncRunState;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.LeafUserId;
import io.headland.server.platform.id.SyncRunId;
import io.headland.server.platform.jdbc.QueryPlan;
import io.headland.server.platform.paging.Page;
import io.headland.server.platform.paging.PageRequest;
import io.headland.server.platform.paging.PageWindow;
import io.headland.server.provider.Provider;
import io.headland.server.provider.RecordKind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.SqlStatement;

/// The progress of runs. The sums over organizations are computed in the database, so that one row
/// is read.
public final class SyncProgressStore {
  private static final RowMapper<SyncProgress> ROW =
      (row, context) ->
          new SyncProgress(
              SyncRunStore.ROW.map(row, context),
              counts(row),
              row.getInt("parts"),
              row.getInt("done"),
              row.getInt("part_calls"));

  private final Jdbi jdbi;

  /// A filter of runs.
  public record Filter(
      LeafUserId leafUser, Optional<Provider> provider, Optional<SyncRunState> state) {

    /// All runs of a Leaf user are read through an index in the order of ids.
    private QueryPlan plan() {
      return provider.isPresent() || state.isPresent() ? QueryPlan.CUSTOM : QueryPlan.GENERIC;
    }
  }

  public SyncProgressStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  public Optional<SyncProgress> find(ApiOwnerId owner, SyncRunId id) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select r.*, p.*
                      from sync_run r
                         , <sums>
                     where r.api_owner_id = :owner
                       and r.id = :id
                    """)
                .define("sums", sums())
                .bind("owner", owner)
                .bind("id", id)
                .map(ROW)
                .findOne());
  }

  /// The runs that match a filter, the newest first.
  public Page<SyncProgress> list(ApiOwnerId owner, Filter filter, PageRequest request) {
    return jdbi.withHandle(
        handle -> {
          long total = count(handle, owner, filter);
          PageWindow window = PageWindow.of(request, total);
          List<SyncProgress> runs =
              bound(
                      filter
                          .plan()
                          .query(
                              handle,
                              """
                              select r.*, p.*
                                from (select *
                                        from sync_run
                                       where api_owner_id = :owner
                                         and leaf_user_id = :leafUser
                                         <provider>
                                         <state>
                                       order by id <direction>
                                       limit :size
                                      offset :offset) r
                                   , <sums>
                               order by r.id <direction>
                              """)
                          .define("sums", sums())
                          .define("direction", window.descending())
                          .bind("size", window.size())
                          .bind("offset", window.skip()),
                      owner,
                      filter)
                  .map(ROW)
                  .list();
          return Page.numbered(window.ordered(runs), total, request);
        });
  }

  private static long count(Handle handle, ApiOwnerId owner, Filter filter) {
    return bound(
            filter
                .plan()
                .query(
                    handle,
                    """
                select count(*)
                  from sync_run
                 where api_owner_id = :owner
                   and leaf_user_id = :leafUser
                   <provider>
                   <state>
                """),
            owner,
            filter)
        .mapTo(Long.class)
        .one();
  }

  private static <S extends SqlStatement<S>> S bound(S statement, ApiOwnerId owner, Filter filter) {
    statement
        .define("provider", filter.provider().isPresent() ? "and provider = :provider" : "")
        .define("state", filter.state().isPresent() ? "and state = :state" : "")
        .bind("owner", owner)
        .bind("leafUser", filter.leafUser());
    filter.provider().ifPresent(provider -> statement.bind("provider", provider));
    filter.state().ifPresent(state -> statement.bind("state", state));
    return statement;
  }

  private static String sums() {
    StringBuilder each = new StringBuilder();
    for (RecordKind kind : RecordKind.values()) {
      for (int i = 0; i < 4; i++) {
        each.append(
            "%n     , sum((counts -> '%s' ->> %d)::int) as %s".formatted(kind, i, column(kind, i)));
      }
    }
    return """
    lateral (select count(*) as parts
                  , count(*) filter (where state not in ('WAITING', 'RUNNING')) as done
                  , coalesce(sum(provider_calls), 0) as part_calls
                  %s
               from sync_run_organization
              where api_owner_id = r.api_owner_id
                and run_id = r.id) p
    """
        .formatted(each);
  }

  /// A kind that has not been read yet has no sums.
  private static FieldDataCounts counts(ResultSet row) throws SQLException {
    Map<RecordKind, RecordCounts> byKind = new EnumMap<>(RecordKind.class);
    for (RecordKind kind : RecordKind.values()) {
      if (row.getObject(column(kind, 0)) != null) {
        byKind.put(
            kind,
            new RecordCounts(
                row.getInt(column(kind, 0)),
                row.getInt(column(kind, 1)),
                row.getInt(column(kind, 2)),
                row.getInt(column(kind, 3))));
      }
    }
    return new FieldDataCounts(byKind);
  }

  private static String column(RecordKind kind, int i) {
    return kind.name() + "_" + i;
  }
}
