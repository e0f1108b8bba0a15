package io.headland.server.core.leafuser;

import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.paging.ByteBudget;
import io.headland.server.platform.paging.ByteBudget.Sized;
import io.headland.server.platform.paging.Page;
import io.headland.server.platform.paging.PagePosition;
import io.headland.server.platform.paging.PageRequest;
import io.headland.server.platform.paging.PageWindow;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;

/// Reads pages of Leaf users, at a cost that does not depend on the number of the page.
///
/// A page reached by a `Link` starts at its cursor. A page with a number is found, in the order of
/// creation, by adding the totals of blocks of ordinals; in another order by scanning the index
/// from the nearer end. The total is stored; only a filtered list is counted, over the matching
/// part of its index.
public final class LeafUserListStore {
  private final Jdbi jdbi;

  public LeafUserListStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  private record Row(LeafUser user, LeafUserPosition position) {
    String key() {
      return position.encoded();
    }
  }

  /// One page.
  ///
  /// @param budget of the texts
  public Page<LeafUser> list(
      ApiOwnerId owner,
      LeafUserFilter filter,
      LeafUserSort sort,
      PageRequest request,
      ByteBudget budget) {
    if (filter.matchesNothing()) {
      return Page.numbered(List.of(), 0, request);
    }
    return budget.read(
        limit ->
            jdbi.withHandle(
                handle -> {
                  long total =
                      filter.isEmpty() ? total(handle, owner) : count(handle, owner, filter);
                  Sized<List<Row>> read =
                      request.position().isPresent()
                          ? fromPosition(
                              handle, owner, filter, sort, request, request.position().get(), limit)
                          : byNumber(handle, owner, filter, sort, request, total, limit);
                  return new Sized<>(
                      Page.cut(read.rows(), total, request, Row::key).map(Row::user), read.bytes());
                }));
  }

  private static Sized<List<Row>> fromPosition(
      Handle handle,
      ApiOwnerId owner,
      LeafUserFilter filter,
      LeafUserSort sort,
      PageRequest request,
      PagePosition position,
      long maxBytes) {
    LeafUserPosition start = LeafUserPosition.decode(position.key(), sort.columns().size());
    return switch (position) {
      case PagePosition.After _ ->
          read(handle, owner, filter, sort, Optional.of(start), 0, request.limit(), maxBytes);
      case PagePosition.Before _ ->
          reversed(
              read(
                  handle,
                  owner,
                  filter,
                  sort.reversed(),
                  Optional.of(start),
                  0,
                  request.limit(),
                  maxBytes));
    };
  }

  private static Sized<List<Row>> byNumber(
      Handle handle,
      ApiOwnerId owner,
      LeafUserFilter filter,
      LeafUserSort sort,
      PageRequest request,
      long total,
      long maxBytes) {
    PageWindow window = PageWindow.of(request, total);
    LeafUserSort order = window.fromTheEnd() ? sort.reversed() : sort;
    long skip = window.skip();
    Optional<LeafUserPosition> start = Optional.empty();
    if (filter.isEmpty() && order.isByCreation() && skip >= LeafUserStore.BLOCK) {
      // Empty when counted rows have just been deleted: then the rows are scanned.
      Optional<BlockStart> block = blockHolding(handle, owner, order, skip);
      start = block.map(found -> new LeafUserPosition(found.ordinal(), List.of()));
      skip -= block.map(BlockStart::before).orElse(0L);
    }
    Sized<List<Row>> rows =
        read(handle, owner, filter, order, start, skip, window.size(), maxBytes);
    return new Sized<>(window.ordered(rows.rows()), rows.bytes());
  }

  /// The position just outside a block, and the number of Leaf users before that block.
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

  /// The rows; none when their texts have more bytes than the limit.
  private static Sized<List<Row>> read(
      Handle handle,
      ApiOwnerId owner,
      LeafUserFilter filter,
      LeafUserSort order,
      Optional<LeafUserPosition> start,
      long skip,
      int size,
      long maxBytes) {
    Query query =
        handle
            .createQuery(
                """
                select all_bytes
                     , id, created_at, ordinal
                     <texts>
                  from (select *, sum(bytes) over () as all_bytes
                          from (select id, name, email, phone, address, external_id, created_at, ordinal
                                     <keys>
                                     , octet_length(name) + octet_length(email)
                                       + coalesce(octet_length(phone), 0)
                                       + coalesce(octet_length(address), 0)
                                       + coalesce(octet_length(external_id), 0) as bytes
                                  from leaf_user
                                 where api_owner_id = :owner
                                   <behind>
                                   <matches>
                                 order by <order>
                                 limit :size
                                offset :skip) as page) as sized
                 order by <order>
                """)
            .define("texts", texts(order))
            .define("keys", keys(order))
            .define("behind", start.isPresent() ? "and " + order.behind() : "")
            .define("matches", filter.conditions())
            .define("order", order.orderBy())
            .bind("owner", owner)
            .bind("size", size)
            .bind("skip", skip)
            .bind("maxBytes", maxBytes)
            .bindMap(filter.values());
    start.ifPresent(position -> bind(query, position));
    int columns = order.columns().size();
    long[] bytes = {0};
    List<Optional<Row>> rows =
        query
            .map(
                (row, context) -> {
                  bytes[0] = row.getLong("all_bytes");
                  return bytes[0] > maxBytes
                      ? Optional.<Row>empty()
                      : Optional.of(
                          new Row(LeafUserStore.ROW.map(row, context), position(row, columns)));
                })
            .list();
    return new Sized<>(rows.stream().flatMap(Optional::stream).toList(), bytes[0]);
  }

  /// Omitted by the database when they have more bytes than the limit.
  private static String texts(LeafUserSort order) {
    List<String> columns =
        new ArrayList<>(List.of("name", "email", "phone", "address", "external_id"));
    for (int i = 0; i < order.columns().size(); i++) {
      columns.add("key" + i);
    }
    return columns.stream()
        .map(column -> ", case when all_bytes <= :maxBytes then " + column + " end as " + column)
        .collect(Collectors.joining("\n"));
  }

  /// The values of a cursor, as `key0`, `key1`, …
  private static String keys(LeafUserSort order) {
    StringBuilder sql = new StringBuilder();
    for (int i = 0; i < order.columns().size(); i++) {
      sql.append(", ").append(order.columns().get(i)).append(" as key").append(i);
    }
    return sql.toString();
  }

  private static void bind(Query query, LeafUserPosition position) {
    query.bind("ordinal", position.ordinal());
    for (int i = 0; i < position.keys().size(); i++) {
      query.bind("key" + i, position.keys().get(i));
    }
  }

  private static LeafUserPosition position(ResultSet row, int columns) throws SQLException {
    List<String> keys = new ArrayList<>();
    for (int i = 0; i < columns; i++) {
      keys.add(row.getString("key" + i));
    }
    return new LeafUserPosition(row.getLong("ordinal"), keys);
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

  private static Sized<List<Row>> reversed(Sized<List<Row>> read) {
    return new Sized<>(read.rows().reversed(), read.bytes());
  }
}
