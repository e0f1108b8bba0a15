package io.headland.server.core.field;

import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.LeafUserId;
import io.headland.server.platform.jdbc.Columns;
import io.headland.server.platform.paging.ByteBudget;
import io.headland.server.platform.paging.ByteBudget.Sized;
import io.headland.server.platform.paging.Page;
import io.headland.server.platform.paging.PageRequest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/// Reads fields with their related rows in one statement. The boundaries of a preview are not
/// returned, even if earlier ones are stored.
///
/// The condition of removed farms is not that of their lookup: the planner would use a partial
/// index with this condition, which does not contain the farm, and read the complete organization
/// for each row. [BoundariesOfField] prevents the same for boundaries.
public final class FieldStore {
  private static final String SELECT =
      """
      select record.*
           , (select case when farm.removed_at is null then farm.id end
                from farm
               where farm.api_owner_id = record.api_owner_id
                 and farm.leaf_user_id = record.leaf_user_id
                 and farm.provider = record.provider
                 and farm.provider_org_id = record.provider_org_id
                 and farm.provider_farm_id = record.provider_farm_id) as farm_id
           , boundaries.ids as boundary_ids
           , active.provider_boundary_id
           , case when sum(active.bytes) over () <= :maxBytes then active.geometry end as geometry
           , coalesce(sum(active.bytes) over (), 0) as page_bytes
           , active.hectares
        from (<page>) as record
        left join lateral (select array_agg(id order by id) filter (where removed_at is null) as ids
                             from <boundaries> as boundary
                            where record.status = 'PROCESSED') as boundaries on true
        left join lateral (select provider_boundary_id, geometry, hectares, octet_length(geometry) as bytes
                             from <boundaries> as boundary
                            where record.status = 'PROCESSED'
                              and removed_at is null
                              and status = 'ACTIVE'
                            order by id desc
                            limit 1) as active on true
       order by record.id <direction>
      """
          .replace("<boundaries>", BoundariesOfField.of("record"));

  /// A field in a page.
  ///
  /// @param pageBytes of the geometries of the page
  private record Row(Field field, long pageBytes) {}

  private final FieldDataListStore lists;

  public FieldStore(Jdbi jdbi) {
    lists = new FieldDataListStore(jdbi);
  }

  /// The fields that match a filter.
  ///
  /// @param budget of the geometries
  public Page<Field> list(
      ApiOwnerId owner, FieldDataFilter filter, PageRequest request, ByteBudget budget) {
    return budget.read(
        limit -> {
          Page<Row> page = lists.list(owner, reading(limit), filter, request);
          return new Sized<>(page.map(Row::field), bytes(page.items().stream()));
        });
  }

  /// The field with this id.
  ///
  /// @param budget of the geometry
  public Optional<Field> find(ApiOwnerId owner, LeafUserId leafUser, UUID id, ByteBudget budget) {
    return budget.read(
        limit -> {
          Optional<Row> row = lists.find(owner, reading(limit), FieldDataFilter.one(leafUser, id));
          return new Sized<>(row.map(Row::field), bytes(row.stream()));
        });
  }

  /// Reserves the memory for a field that is read after a change, so that a request is rejected
  /// before it changes anything.
  ///
  /// @param budget of the geometry
  public void reserve(ApiOwnerId owner, LeafUserId leafUser, UUID id, ByteBudget budget) {
    long bytes =
        bytes(
            lists
                .find(
                    owner,
                    reading(ByteBudget.WITHOUT_RESERVATION),
                    FieldDataFilter.one(leafUser, id))
                .stream());
    if (bytes > ByteBudget.WITHOUT_RESERVATION) {
      budget.reserve(bytes);
    }
  }

  /// The total is the same in every row. A page that is cut has a row more.
  private static long bytes(Stream<Row> rows) {
    return rows.mapToLong(Row::pageBytes).findFirst().orElse(0);
  }

  /// @param maxBytes of the geometries of a page; they are null when their total is larger
  private static FieldDataListStore.ListQuery<Row> reading(long maxBytes) {
    return new FieldDataListStore.ListQuery<>(
        FieldDataTable.FIELDS,
        SELECT,
        (row, _) -> new Row(field(row), row.getLong("page_bytes")),
        row -> row.field().id().toString(),
        Map.of("maxBytes", maxBytes),
        maxBytes > ByteBudget.WITHOUT_RESERVATION);
  }

  /// Those of these fields that are visible, in the order of their ids.
  ///
  /// @param budget of the geometries
  public List<Field> findAll(ApiOwnerId owner, Collection<UUID> ids, ByteBudget budget) {
    FieldDataFilter filter =
        FieldDataFilter.any()
            .where(
                Optional.of(ids),
                "ids",
                "record.id = any(:ids)",
                wanted -> Optional.of(wanted.toArray(UUID[]::new)));
    PageRequest all = new PageRequest(0, Math.max(1, ids.size()), Optional.empty());
    return list(owner, filter, all, budget).items();
  }

  public boolean hasLeafUser(ApiOwnerId owner, LeafUserId leafUser) {
    return lists.hasLeafUser(owner, leafUser);
  }

  private static Field field(ResultSet row) throws SQLException {
    return new Field(
        row.getObject("id", UUID.class),
        Columns.get(row, "leaf_user_id", LeafUserId.class),
        row.getString("provider"),
        row.getString("provider_org_id"),
        row.getString("provider_field_id"),
        row.getString("name"),
        Columns.get(row, "status", FieldStatus.class),
        FieldDataColumns.numberIfAny(row, "farm_id"),
        FieldDataColumns.ids(row, "boundary_ids", UUID.class),
        active(row),
        Columns.get(row, "created_at", Instant.class),
        Columns.get(row, "updated_at", Instant.class));
  }

  private static Field.@Nullable ActiveBoundary active(ResultSet row) throws SQLException {
    String geometry = row.getString("geometry");
    return geometry == null
        ? null
        : new Field.ActiveBoundary(
            row.getString("provider_boundary_id"), geometry, row.getDouble("hectares"));
  }
}
