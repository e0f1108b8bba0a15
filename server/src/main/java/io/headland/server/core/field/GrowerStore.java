package io.headland.server.core.field;

import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.LeafUserId;
import io.headland.server.platform.jdbc.Columns;
import io.headland.server.platform.paging.Page;
import io.headland.server.platform.paging.PageRequest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/// Reads growers, with the ids of their farms in the same statement.
public final class GrowerStore {
  private static final String SELECT =
      """
      select record.*
           , farms.ids as farm_ids
        from (<page>) as record
        left join lateral (select array_agg(id order by id) filter (where removed_at is null) as ids
                             from farm
                            where api_owner_id = record.api_owner_id
                              and leaf_user_id = record.leaf_user_id
                              and provider = record.provider
                              and provider_org_id = record.provider_org_id
                              and provider_grower_id = record.provider_grower_id) as farms on true
       order by record.id <direction>
      """;

  private static final FieldDataListStore.ListQuery<Grower> READING =
      new FieldDataListStore.ListQuery<>(
          FieldDataTable.GROWERS,
          SELECT,
          (row, _) -> grower(row),
          grower -> Long.toString(grower.id()));

  private final FieldDataListStore lists;

  public GrowerStore(Jdbi jdbi) {
    lists = new FieldDataListStore(jdbi);
  }

  public Page<Grower> list(ApiOwnerId owner, FieldDataFilter filter, PageRequest request) {
    return lists.list(owner, READING, filter, request);
  }

  /// A grower of any Leaf user.
  public Optional<Grower> find(ApiOwnerId owner, long id) {
    return lists.find(owner, READING, FieldDataFilter.one(id));
  }

  public Optional<Grower> find(ApiOwnerId owner, LeafUserId leafUser, long id) {
    return lists.find(owner, READING, FieldDataFilter.one(leafUser, id));
  }

  public boolean hasLeafUser(ApiOwnerId owner, LeafUserId leafUser) {
    return lists.hasLeafUser(owner, leafUser);
  }

  private static Grower grower(ResultSet row) throws SQLException {
    return new Grower(
        row.getLong("id"),
        Columns.get(row, "leaf_user_id", LeafUserId.class),
        row.getString("provider"),
        row.getString("provider_grower_id"),
        row.getString("name"),
        FieldDataColumns.ids(row, "farm_ids", Long.class),
        Columns.get(row, "created_at", Instant.class),
        Columns.get(row, "updated_at", Instant.class));
  }
}
