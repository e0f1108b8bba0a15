package io.headland.server.core.leafuser;

import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.paging.Page;
import io.headland.server.platform.paging.PagePosition;
import io.headland.server.platform.paging.PageRequest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;

/// Reads pages of Leaf users, at a cost that does not grow with the number of the page.
///
/// A page reached by a `Link` starts at the place that the link names. A page asked for by its
/// number is found, in the order of creation, by adding up the totals of blocks of ordinals; in
/// another order by walking the index from the nearer end. The total is a stored number; only a
/// filtered list is counted, over what its index says matches.
public final class LeafUserListStore {
  private final Jdbi jdbi;

  public LeafUserListStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  private record Row(LeafUser user, LeafUserPlace place) {
    String key() {
      return place.encoded();
    }
  }

  public Page<LeafUser> list(
      ApiOwnerId owner, LeafUserFilter filter, LeafUserSort sort, PageRequest request) {
    if (filter.meetsNobody()) {
      return Page.numbered(List.of(), 0, request);
    }
    return jdbi.withHandle(
        handle -> {
          long total = filter.isEmpty() ? total(handle, owner) : count(handle, owner, filter);
          List<Row> rows =
              request.position().isPresent()
                  ? fromPlace(handle, owner, filter, sort, request, request.position().get())
                  : byNumber(handle, owner, filter, sort, request, total);
          return Page.cut(rows, total, request, Row::key).map(Row::user);
        });
  }

  private static List<Row> fromPlace(
      Handle handle,
      ApiOwnerId owner,
      LeafUserFilter filter,
      LeafUserSort sort,
      PageRequest request,
      PagePosition position) {
    LeafUserPlace place = LeafUserPlace.decode(position.key(), sort.columns().size());
    return switch (position) {
      case PagePosition.After _ ->
          read(handle, owner, filter, sort, Optional.of(place), 0, request.limit());
      case PagePosition.Before _ ->
          reversed(
              read(handle, owner, filter, sort.reversed(), Optional.of(place), 0, request.limit()));
    };
  }

  private static List<Row> byNumber(
      Handle handle,
      ApiOwnerId owner,
      LeafUserFilter filter,
      LeafUserSort sort,
      PageRequest request,
      long total) {
    long offset = request.offset();
    if (offset >= total) {
      return List.of();
    }
    int size = (int) Math.min(request.size(), total - offset);
    boolean fromTheEnd = offset > total / 2;
    LeafUserSort order = fromTheEnd ? sort.reversed() : sort;
    long skip = fromTheEnd ? total - offset - size : offset;
    Optional<LeafUserPlace> start = Optional.empty();
    if (filter.isEmpty() && order.isByCreation() && skip >= LeafUserStore.BLOCK) {
      // None when somebody has just deleted what was counted: then the rows are walked.
      Optional<BlockStart> block = blockHolding(handle, owner, order, skip);
      start = block.map(found -> new LeafUserPlace(found.ordinal(), List.of()));
      skip -= block.map(BlockStart::before).orElse(0L);
    }
    List<Row> rows = read(handle, owner, filter, order, start, skip, size);
    return fromTheEnd ? reversed(rows) : rows;
  }

  /// The place just outside a block, and how many Leaf users come before that block.
  private record BlockStart(long ordinal, long before) {}

  private static Optional<BlockStart> blockHolding(
      Handle handle, ApiOwnerId owner, LeafUserSort order, long skip) {
    return handle
        .createQuery(
            """
            select block, before
              from (select block
                         , total
                         , sum(total) over (order by block <direction>) - total as before
                      from leaf_user_block
                     where api_owner_id = :owner) as blocks
             where before <= :skip
               and before + total > :skip
            """)
        .define("direction", order.descending() ? "desc" : "asc")
        .bind("owner", owner)
        .bind("skip", skip)
        .map(
            (row, _) -> {
              long block = row.getLong("block");
              long edge =
                  order.descending()
                      ? (block + 1) * LeafUserStore.BLOCK
                      : block * LeafUserStore.BLOCK - 1;
              return new BlockStart(edge, row.getLong("before"));
            })
        .findOne();
  }

  private static List<Row> read(
      Handle handle,
      ApiOwnerId owner,
      LeafUserFilter filter,
      LeafUserSort order,
      Optional<LeafUserPlace> start,
      long skip,
      int size) {
    Query query =
        handle
            .createQuery(
                """
                select id, name, email, phone, address, external_id, created_at, ordinal
                     <keys>
                  from leaf_user
                 where api_owner_id = :owner
                   <behind>
                   <matches>
                 order by <order>
                 limit :size
                offset :skip
                """)
            .define("keys", keys(order))
            .define("behind", start.isPresent() ? "and " + order.behind() : "")
            .define("matches", filter.conditions())
            .define("order", order.orderBy())
            .bind("owner", owner)
            .bind("size", size)
            .bind("skip", skip)
            .bindMap(filter.values());
    start.ifPresent(place -> bind(query, place));
    int columns = order.columns().size();
    return query
        .map((row, context) -> new Row(LeafUserStore.ROW.map(row, context), place(row, columns)))
        .list();
  }

  /// The values that a place consists of, as `key0`, `key1`, …
  private static String keys(LeafUserSort order) {
    StringBuilder sql = new StringBuilder();
    for (int i = 0; i < order.columns().size(); i++) {
      sql.append(", ").append(order.columns().get(i)).append(" as key").append(i);
    }
    return sql.toString();
  }

  private static void bind(Query query, LeafUserPlace place) {
    query.bind("ordinal", place.ordinal());
    for (int i = 0; i < place.keys().size(); i++) {
      query.bind("key" + i, place.keys().get(i));
    }
  }

  private static LeafUserPlace place(ResultSet row, int columns) throws SQLException {
    List<String> keys = new ArrayList<>();
    for (int i = 0; i < columns; i++) {
      keys.add(row.getString("key" + i));
    }
    return new LeafUserPlace(row.getLong("ordinal"), keys);
  }

  private static long total(Handle handle, ApiOwnerId owner) {
    return handle
        .createQuery("select total from leaf_user_total where api_owner_id = :owner")
        .bind("owner", owner)
        .mapTo(Long.class)
        .one();
  }

  private static long count(Handle handle, ApiOwnerId owner, LeafUserFilter filter) {
    return handle
        .createQuery("select count(*) from leaf_user where api_owner_id = :owner <matches>")
        .define("matches", filter.conditions())
        .bind("owner", owner)
        .bindMap(filter.values())
        .mapTo(Long.class)
        .one();
  }

  private static List<Row> reversed(List<Row> rows) {
    List<Row> copy = new ArrayList<>(rows);
    Collections.reverse(copy);
    return copy;
  }
}
