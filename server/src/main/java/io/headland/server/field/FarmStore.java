package io.headland.server.field;

import io.headland.server.http.Page;
import io.headland.server.http.PageRequest;
import io.headland.server.id.ApiOwnerId;
import io.headland.server.id.LeafUserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/// Reads farms, with the ids of their fields and their grower in the same statement.
public final class FarmStore {
  private static final String SELECT =
      """
      select land.*
           , grower.id as grower_id
           , fields.ids as field_ids
        from (<page>) as land
        left join grower
          on grower.api_owner_id = land.api_owner_id
         and grower.leaf_user_id = land.leaf_user_id
         and grower.provider = land.provider
         and grower.provider_org_id = land.provider_org_id
         and grower.provider_grower_id = land.provider_grower_id
         and grower.removed_at is null
        left join lateral (select array_agg(id order by id) as ids
                             from field
                            where api_owner_id = land.api_owner_id
                              and leaf_user_id = land.leaf_user_id
                              and provider = land.provider
                              and provider_org_id = land.provider_org_id
                              and provider_farm_id = land.provider_farm_id
                              and removed_at is null) as fields on true
       order by land.id <direction>
      """;

  private static final LandListStore.Reading<Farm> READING =
      new LandListStore.Reading<>(
          LandTable.FARMS, SELECT, (row, _) -> farm(row), farm -> Long.toString(farm.id()));

  private final LandListStore lists;

  public FarmStore(Jdbi jdbi) {
    lists = new LandListStore(jdbi);
  }

  Page<Farm> list(ApiOwnerId owner, LandFilter filter, PageRequest request) {
    return lists.list(owner, READING, filter, request);
  }

  Optional<Farm> find(ApiOwnerId owner, LeafUserId leafUser, long id) {
    return lists.find(owner, READING, LandFilter.one(leafUser, id));
  }

  boolean hasLeafUser(ApiOwnerId owner, LeafUserId leafUser) {
    return lists.hasLeafUser(owner, leafUser);
  }

  private static Farm farm(ResultSet row) throws SQLException {
    return new Farm(
        row.getLong("id"),
        new LeafUserId(LandColumns.uuid(row, "leaf_user_id")),
        row.getString("provider"),
        row.getString("provider_farm_id"),
        row.getString("name"),
        LandColumns.ids(row, "field_ids", UUID.class),
        LandColumns.numberIfAny(row, "grower_id"),
        LandColumns.instant(row, "created_at"),
        LandColumns.instant(row, "updated_at"));
  }
}
