package io.headland.server.core.batch;

import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.LeafUserId;
import io.headland.server.platform.id.Uuids;
import io.headland.server.platform.paging.Page;
import io.headland.server.platform.paging.PagePosition;
import io.headland.server.platform.paging.PageRequest;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;

/// Lists batches, the newest first: their ids sort by time.
public final class BatchListStore {
  private static final String CONDITION =
      """
      from batch
       where api_owner_id = :owner
         and (:leafUser::uuid is null or leaf_user_id = :leafUser::uuid)
         and (:provider::text is null or provider = :provider)
         and (:status::text is null or status = :status)
      """;

  private final Jdbi jdbi;

  public BatchListStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  public Page<Batch> list(ApiOwnerId owner, BatchFilter filter, PageRequest request) {
    return jdbi.withHandle(
        handle -> {
          long total =
              filtered(handle.createQuery("select count(*) " + CONDITION), owner, filter)
                  .mapTo(Long.class)
                  .one();
          List<Batch> batches =
              switch (request.position().orElse(null)) {
                case null -> read(handle, owner, filter, Optional.empty(), false, request);
                case PagePosition.After(String key) ->
                    read(handle, owner, filter, Optional.of(id(key)), false, request);
                case PagePosition.Before(String key) ->
                    read(handle, owner, filter, Optional.of(id(key)), true, request).reversed();
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
      PageRequest request) {
    String behind = start.isEmpty() ? "" : "and id " + (ascending ? ">" : "<") + " :start ";
    Query query =
        handle.createQuery(
            "select * "
                + CONDITION
                + behind
                + "order by id "
                + (ascending ? "asc" : "desc")
                + " limit :limit offset :skip");
    start.ifPresent(id -> query.bind("start", id));
    return filtered(query, owner, filter)
        .bind("limit", request.limit())
        .bind("skip", start.isEmpty() ? request.offset() : 0)
        .map(BatchStore.ROW)
        .list();
  }

  private static Query filtered(Query query, ApiOwnerId owner, BatchFilter filter) {
    return query
        .bind("owner", owner)
        .bind("leafUser", filter.leafUser().map(LeafUserId::value).orElse(null))
        .bind("provider", filter.provider().map(BatchProvider::wireName).orElse(null))
        .bind("status", filter.status().map(Enum::name).orElse(null));
  }
}
