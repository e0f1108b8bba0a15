package io.headland.server.core.field;

import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.LeafUserId;
import io.headland.server.platform.jdbc.QueryPlan;
import io.headland.server.platform.paging.Page;
import io.headland.server.platform.paging.PagePosition;
import io.headland.server.platform.paging.PageRequest;
import io.headland.server.platform.paging.PageWindow;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.Query;

/// Reads pages of visible records, in the order of ids: a page reached by a `Link` begins at its
/// cursor. The total of an API owner, a Leaf user or a provider is the sum of the stored totals of
/// organizations; with any other filter it is counted.
final class FieldDataListStore {
  private static final String PAGE =
      """
      select record.*
        from <records> as record
       where record.api_owner_id = :owner
         and record.removed_at is null
         and <visible>
         <matches>
       order by <order> <direction>
       limit :size
      offset :skip
      """
          .replace("<visible>", VisibleRecord.of("record"));

  /// The record with an id: with the other conditions of a filter, PostgreSQL may prefer the index
  /// of a Leaf user and read all of its records.
  private static final String ONE =
      """
      (select *
         from <table>
        where api_owner_id = :owner
          and id = :id
       offset 0)
      """;

  /// The number of large rows that are fetched at once; each is in memory twice.
  static final int FETCHED_AT_ONCE = 2;

  private final Jdbi jdbi;

  FieldDataListStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /// How records of a kind are read.
  ///
  /// @param select a statement over `<page>`, the selected rows of the table, that ends in the
  ///   `<direction>` of the order
  /// @param values of parameters of the statement
  /// @param large whether rows are fetched in small batches, because each may be large
  record ListQuery<T>(
      FieldDataTable table,
      String select,
      RowMapper<T> row,
      Function<T, String> key,
      Map<String, Object> values,
      boolean large) {

    ListQuery(FieldDataTable table, String select, RowMapper<T> row, Function<T, String> key) {
      this(table, select, row, key, Map.of(), false);
    }

    /// Rows are fetched in batches only within a transaction.
    <R> R with(Jdbi jdbi, HandleCallback<R, RuntimeException> work) {
      return large ? jdbi.inTransaction(work) : jdbi.withHandle(work);
    }
  }

  <T> Page<T> list(
      ApiOwnerId owner, ListQuery<T> reading, FieldDataFilter filter, PageRequest request) {
    if (filter.matchesNothing()) {
      return Page.cut(List.of(), 0, withoutPosition(request), reading.key());
    }
    return reading.with(
        jdbi,
        handle -> {
          long total = total(handle, owner, reading.table(), filter);
          List<T> rows =
              request.position().isPresent()
                  ? fromPosition(handle, owner, reading, filter, request, request.position().get())
                  : byNumber(handle, owner, reading, filter, request, total);
          return Page.cut(rows, total, request, reading.key());
        });
  }

  <T> Optional<T> find(ApiOwnerId owner, ListQuery<T> reading, FieldDataFilter filter) {
    return reading.with(
        jdbi,
        handle ->
            read(handle, owner, reading, ONE, filter, Optional.empty(), false, 0, 1).stream()
                .findFirst());
  }

  boolean hasLeafUser(ApiOwnerId owner, LeafUserId leafUser) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select exists (select from leaf_user
                                    where api_owner_id = :owner
                                      and id = :leafUser)
                    """)
                .bind("owner", owner)
                .bind("leafUser", leafUser)
                .mapTo(Boolean.class)
                .one());
  }

  private static PageRequest withoutPosition(PageRequest request) {
    return new PageRequest(request.page(), request.size(), Optional.empty());
  }

  private static <T> List<T> fromPosition(
      Handle handle,
      ApiOwnerId owner,
      ListQuery<T> reading,
      FieldDataFilter filter,
      PageRequest request,
      PagePosition position) {
    Optional<Object> start = Optional.of(reading.table().parseKey(position.key()));
    return switch (position) {
      case PagePosition.After _ ->
          read(handle, owner, reading, "<table>", filter, start, false, 0, request.limit());
      case PagePosition.Before _ ->
          read(handle, owner, reading, "<table>", filter, start, true, 0, request.limit())
              .reversed();
    };
  }

  private static <T> List<T> byNumber(
      Handle handle,
      ApiOwnerId owner,
      ListQuery<T> reading,
      FieldDataFilter filter,
      PageRequest request,
      long total) {
    PageWindow window = PageWindow.of(request, total);
    return window.ordered(
        read(
            handle,
            owner,
            reading,
            "<table>",
            filter,
            Optional.empty(),
            window.fromTheEnd(),
            window.skip(),
            window.size()));
  }

  private static <T> List<T> read(
      Handle handle,
      ApiOwnerId owner,
      ListQuery<T> reading,
      String records,
      FieldDataFilter filter,
      Optional<Object> start,
      boolean descending,
      long skip,
      int size) {
    String sql =
        reading
            .select()
            .replace("<page>", PAGE)
            .replace("<records>", records)
            .replace("<order>", filter.order())
            .replace("<table>", reading.table().name())
            .replace("<matches>", filter.conditions() + behind(start, descending))
            .replace("<direction>", descending ? "desc" : "asc");
    Query query =
        filter
            .plan()
            .query(handle, sql)
            .bind("owner", owner)
            .bind("size", size)
            .bind("skip", skip)
            .bindMap(filter.values())
            .bindMap(reading.values());
    if (reading.large()) {
      query.setFetchSize(FETCHED_AT_ONCE);
    }
    start.ifPresent(id -> query.bind("start", id));
    return query.map(reading.row()).list();
  }

  private static String behind(Optional<Object> start, boolean descending) {
    return start.isEmpty() ? "" : " and record.id " + (descending ? "<" : ">") + " :start";
  }

  /// The matching records are selected before their organizations are joined: otherwise PostgreSQL
  /// may read all records of each organization of a Leaf user.
  private static long total(
      Handle handle, ApiOwnerId owner, FieldDataTable table, FieldDataFilter filter) {
    Query query =
        filter.isOnlyByAccount()
            ? handle.createQuery(
                """
                select coalesce(sum(record.<total>), 0)
                  from organization_snapshot as record
                 where record.api_owner_id = :owner
                   and record.visible
                   <matches>
                """
                    .replace("<total>", table.total())
                    .replace("<matches>", filter.conditions()))
            : QueryPlan.CUSTOM.query(
                handle,
                """
                select count(*)
                  from (select record.api_owner_id
                             , record.leaf_user_id
                             , record.provider
                             , record.provider_org_id
                          from <table> as record
                         where record.api_owner_id = :owner
                           and record.removed_at is null
                           <matches>
                        offset 0) as matching
                  join organization_snapshot as snapshot
                 using (api_owner_id, leaf_user_id, provider, provider_org_id)
                 where snapshot.visible
                """
                    .replace("<table>", table.name())
                    .replace("<matches>", filter.conditions()));
    return query.bind("owner", owner).bindMap(filter.values()).mapTo(Long.class).one();
  }
}
