package io.headland.server.core.field;

import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.LeafUserId;
import io.headland.server.platform.jdbc.Columns;
import io.headland.server.platform.paging.Page;
import io.headland.server.platform.paging.PagePosition;
import io.headland.server.platform.paging.PageRequest;
import io.headland.server.platform.paging.PageWindow;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/// The visible records of each account, summed from the totals of its organizations. Without a
/// credential there is no account. Records created through the API for a Leaf user are summed
/// separately.
public final class SummaryStore {
  private static final String ACCOUNTS =
      """
      select api_owner_id, leaf_user_id, provider
        from provider_account
      union all
      select api_owner_id, leaf_user_id, provider
        from organization_snapshot
       where provider = 'Leaf'
      """;

  private static final String PAGE =
      """
      with account as materialized (
        select leaf_user_id, provider
          from (<accounts>) as record
         where api_owner_id = :owner
           <matches>
         order by leaf_user_id <direction>, provider <direction>
         limit :size
        offset :skip
      )
      select account.leaf_user_id
           , account.provider
           , coalesce(sum(snapshot.grower_total), 0)::bigint as growers
           , coalesce(sum(snapshot.farm_total), 0)::bigint as farms
           , coalesce(sum(snapshot.field_total), 0)::bigint as fields
           , (select count(*)
                from field_operation as operation
                join field
                  on field.api_owner_id = operation.api_owner_id
                 and field.id = operation.field_id
                <visible field>
               where operation.api_owner_id = :owner
                 and operation.leaf_user_id = account.leaf_user_id
                 and field.provider = account.provider) as operations
           , (select ended_at
                from sync_run as run
               where run.api_owner_id = :owner
                 and run.leaf_user_id = account.leaf_user_id
                 and run.provider = account.provider
                 and run.state in ('SUCCEEDED', 'UNCHANGED', 'PARTIAL')
               order by run.id desc
               limit 1) as synced_at
        from account
        left join organization_snapshot as snapshot
          on snapshot.api_owner_id = :owner
         and snapshot.leaf_user_id = account.leaf_user_id
         and snapshot.provider = account.provider
         and snapshot.visible
       group by account.leaf_user_id, account.provider
       order by account.leaf_user_id <direction>, account.provider <direction>
      """
          .replace("<visible field>", VisibleField.JOIN);

  private final Jdbi jdbi;

  public SummaryStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  public Page<AccountSummary> list(ApiOwnerId owner, FieldDataFilter filter, PageRequest request) {
    if (filter.matchesNothing()) {
      return new Page<>(List.of(), 0, new Page.Adjacent.None(), new Page.Adjacent.None());
    }
    return jdbi.withHandle(
        handle -> {
          long total = total(handle, owner, filter);
          List<AccountSummary> rows =
              request.position().isPresent()
                  ? fromPosition(handle, owner, filter, request, request.position().get())
                  : byNumber(handle, owner, filter, PageWindow.of(request, total));
          return Page.cut(rows, total, request, AccountSummary::position);
        });
  }

  private static List<AccountSummary> byNumber(
      Handle handle, ApiOwnerId owner, FieldDataFilter filter, PageWindow window) {
    return window.ordered(
        read(
            handle,
            owner,
            filter,
            Optional.empty(),
            window.fromTheEnd(),
            window.skip(),
            window.size()));
  }

  private static List<AccountSummary> fromPosition(
      Handle handle,
      ApiOwnerId owner,
      FieldDataFilter filter,
      PageRequest request,
      PagePosition position) {
    Optional<String> start = Optional.of(position.key());
    return switch (position) {
      case PagePosition.After _ -> read(handle, owner, filter, start, false, 0, request.limit());
      case PagePosition.Before _ ->
          read(handle, owner, filter, start, true, 0, request.limit()).reversed();
    };
  }

  private static List<AccountSummary> read(
      Handle handle,
      ApiOwnerId owner,
      FieldDataFilter filter,
      Optional<String> start,
      boolean descending,
      long skip,
      int size) {
    String behind =
        start.isEmpty()
            ? ""
            : " and (leaf_user_id, provider) " + (descending ? "<" : ">") + " (:user, :start)";
    String sql =
        PAGE.replace("<accounts>", ACCOUNTS)
            .replace("<matches>", filter.conditions() + behind)
            .replace("<direction>", descending ? "desc" : "asc");
    Query query =
        filter
            .plan()
            .query(handle, sql)
            .bind("owner", owner)
            .bind("size", size)
            .bind("skip", skip)
            .bindMap(filter.values());
    start.ifPresent(text -> bind(query, text));
    return query
        .map(
            (row, _) ->
                new AccountSummary(
                    Columns.get(row, "leaf_user_id", LeafUserId.class),
                    row.getString("provider"),
                    row.getLong("growers"),
                    row.getLong("farms"),
                    row.getLong("fields"),
                    row.getLong("operations"),
                    Columns.find(row, "synced_at", Instant.class)))
        .list();
  }

  private static void bind(Query query, String start) {
    String[] parts = start.split("\\.", 2);
    UUID user = FieldDataFilter.leafUser(parts[0]).orElseThrow(PagePosition.InvalidException::new);
    if (parts.length < 2) {
      throw new PagePosition.InvalidException();
    }
    query.bind("user", user).bind("start", parts[1]);
  }

  private static long total(Handle handle, ApiOwnerId owner, FieldDataFilter filter) {
    return filter
        .plan()
        .query(
            handle,
            """
            select count(*)
              from (<accounts>) as record
             where api_owner_id = :owner
               <matches>
            """
                .replace("<accounts>", ACCOUNTS)
                .replace("<matches>", filter.conditions()))
        .bind("owner", owner)
        .bindMap(filter.values())
        .mapTo(Long.class)
        .one();
  }

  /// The stored and visible records of an account.
  ///
  /// @param syncedAt end of the last sync that succeeded, at least in part; null when there was
  ///   none
  public record AccountSummary(
      LeafUserId leafUserId,
      String provider,
      long growers,
      long farms,
      long fields,
      long operations,
      @Nullable Instant syncedAt) {

    /// Its position in a list.
    String position() {
      return leafUserId + "." + provider;
    }
  }
}
