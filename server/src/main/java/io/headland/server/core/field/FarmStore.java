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
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/// Reads farms, with the ids of their fields and their grower in the same statement. The condition
/// of removed records is not one of the lookups, as in [FieldStore].
public final class FarmStore {
  private static final String SELECT =
      """
      select record.*
           , (select case when grower.removed_at is null then grower.id end
                from grower
               where grower.api_owner_id = record.api_owner_id
                 and grower.leaf_user_id = record.leaf_user_id
                 and grower.provider = record.provider
                 and grower.provider_org_id = record.provider_org_id
                 and grower.provider_grower_id = record.provider_grower_id) as grower_id
           , fields.ids as field_ids
        from (<page>) as record
        left join lateral (select array_agg(id order by id) filter (where removed_at is null) as ids
                             from field
                            where api_owner_id = record.api_owner_id
                              and leaf_user_id = record.leaf_user_id
                              and provider = record.provider
                              and provider_org_id = record.provider_org_id
                              and provider_farm_id = record.provider_farm_id) as fields on true
       order by record.id <direction>
      """;

  private static final FieldDataListStore.ListQuery<Farm> READING =
      new FieldDataListStore.ListQuery<>(
          FieldDataTable.FARMS, SELECT, (row, _) -> farm(row), farm -> Long.toString(farm.id()));

  private final FieldDataListStore lists;

  public FarmStore(Jdbi jdbi) {
    lists = new FieldDataListStore(jdbi);
  }

  public Page<Farm> list(ApiOwnerId owner, FieldDataFilter filter, PageRequest request) {
    return lists.list(owner, READING, filter, request);
  }

  public Optional<Farm> find(ApiOwnerId owner, LeafUserId leafUser, long id) {
    return lists.find(owner, READING, FieldDataFilter.one(leafUser, id));
  }

  public boolean hasLeafUser(ApiOwnerId owner, LeafUserId leafUser) {
    return lists.hasLeafUser(owner, leafUser);
  }

  private static Farm farm(ResultSet row) throws SQLException {
    return new Farm(
        row.getLong("id"),
        Columns.get(row, "leaf_user_id", LeafUserId.class),
        row.getString("provider"),
        row.getString("provider_farm_id"),
        row.getString("name"),
        FieldDataColumns.ids(row, "field_ids", UUID.class),
        FieldDataColumns.numberIfAny(row, "grower_id"),
        Columns.get(row, "created_at", Instant.class),
        Columns.get(row, "updated_at", Instant.class));
  }
}
