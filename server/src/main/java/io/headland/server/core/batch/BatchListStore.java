package io.headland.server.core.batch;

import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.Uuids;
import io.headland.server.platform.jdbc.QueryPlan;
import io.headland.server.platform.paging.Page;
import io.headland.server.platform.paging.PagePosition;
import io.headland.server.platform.paging.PageRequest;
import io.headland.server.platform.paging.PageWindow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;

/// Lists batches, the newest first: their ids sort by time.
public final class BatchListStore {
  private final Jdbi jdbi;

  public BatchListStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  public Page<Batch> list(ApiOwnerId owner, BatchFilter filter, PageRequest request) {
    return jdbi.withHandle(
        handle -> {
          long total =
              filtered(
                      plan(filter)
                          .query(
                              handle,
                              """
                          select count(*)
                            from batch
                           where api_owner_id = :owner
                             <matches>
                          """),
                      owner,
                      filter)
                  .mapTo(Long.class)
                  .one();
          List<Batch> batches =
              switch (request.position().orElse(null)) {
                case null -> {
                  PageWindow window = PageWindow.of(request, total);
                  yield window.ordered(
                      read(
                          handle,
                          owner,
                          filter,
                          Optional.empty(),
                          window.fromTheEnd(),
                          window.skip(),
                          window.size()));
                }
                case PagePosition.After(String key) ->
                    read(handle, owner, filter, Optional.of(id(key)), false, 0, request.limit());
                case PagePosition.Before(String key) ->
                    read(handle, owner, filter, Optional.of(id(key)), true, 0, request.limit())
                        .reversed();
              };
          return Page.cut(batches, total, request, batch -> batch.id().toString());
        });
  }

  private static UUID id(String key) {
    return Uuids.parse(key).orElseThrow(PagePosition.InvalidException::new);
  }

  private static List<Batch> read(
      Handle handle,
      ApiOwnerId owner,
      BatchFilter filter,
      Optional<UUID> start,
      boolean ascending,
      long skip,
      int size) {
    Query query =
        plan(filter)
            .query(
                handle,
                """
                select *
                  from batch
                 where api_owner_id = :owner
                   <matches>
                   <behind>
                 order by id <direction>
                 limit :size
                offset :skip
                """)
            .define(
                "behind", start.isEmpty() ? "" : "and id " + (ascending ? ">" : "<") + " :start")
            .define("direction", ascending ? "asc" : "desc");
    start.ifPresent(id -> query.bind("start", id));
    return filtered(query, owner, filter)
        .bind("size", size)
        .bind("skip", skip)
        .map(BatchStore.ROW)
        .list();
  }

  /// All batches of an API owner or a Leaf user are read through an index in the order of ids.
  private static QueryPlan plan(BatchFilter filter) {
    return filter.provider().isPresent() || filter.status().isPresent()
        ? QueryPlan.CUSTOM
        : QueryPlan.GENERIC;
  }

  /// With only the requested conditions: a plan for any value of a parameter cannot use an index
  /// for a condition that may be missing.
  private static Query filtered(Query query, ApiOwnerId owner, BatchFilter filter) {
    List<String> conditions = new ArrayList<>();
    filter
        .leafUser()
        .ifPresent(
            user -> {
              conditions.add("and leaf_user_id = :leafUser");
              query.bind("leafUser", user);
            });
    filter
        .provider()
        .ifPresent(
            provider -> {
              conditions.add("and provider = :provider");
              query.bind("provider", provider.wireName());
            });
    filter
        .status()
        .ifPresent(
            status -> {
              conditions.add("and status = :status");
              query.bind("status", status);
            });
    return query.define("matches", String.join("\n", conditions)).bind("owner", owner);
  }
}
