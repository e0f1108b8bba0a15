package io.headland.server.core.field;

import io.headland.server.core.field.geometry.Validity;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.LeafUserId;
import io.headland.server.platform.jdbc.Columns;
import io.headland.server.platform.paging.ByteBudget;
import io.headland.server.platform.paging.ByteBudget.Sized;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/// The geometries that boundaries had before the provider changed them.
public final class EarlierGeometryStore {
  /// A boundary that changes with every sync may have more.
  public static final int MAX_LISTED = 100;

  private final Jdbi jdbi;

  public EarlierGeometryStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /// The earlier geometries of a boundary, the newest first.
  ///
  /// @param max the largest number to list
  /// @param budget of the geometries
  /// @return empty when there is no such boundary
  public Optional<List<EarlierGeometry>> list(
      ApiOwnerId owner,
      LeafUserId leafUser,
      UUID fieldId,
      UUID boundaryId,
      int max,
      ByteBudget budget) {
    return budget.read(
        limit ->
            jdbi.inTransaction(
                handle -> {
                  if (!exists(handle, owner, leafUser, fieldId, boundaryId)) {
                    return new Sized<>(Optional.empty(), 0);
                  }
                  List<Row> rows = list(handle, owner, boundaryId, max, limit);
                  return new Sized<>(
                      Optional.of(rows.stream().map(Row::geometry).toList()),
                      rows.isEmpty() ? 0 : rows.getFirst().allBytes());
                }));
  }

  /// An earlier geometry in the list.
  ///
  /// @param allBytes of the geometries of the list
  private record Row(EarlierGeometry geometry, long allBytes) {}

  private static boolean exists(
      Handle handle, ApiOwnerId owner, LeafUserId leafUser, UUID fieldId, UUID boundaryId) {
    return handle
        .createQuery(
            """
            select exists (
              select
                from <field> as field
                join <boundary> as boundary
               using (api_owner_id, leaf_user_id, provider, provider_org_id, provider_field_id)
               where leaf_user_id = :leafUser
                 and field.status = 'PROCESSED'
                 and field.removed_at is null
                 and boundary.removed_at is null
                 and <visible>)
            """)
        .define("field", RecordById.of("field", "id = :field"))
        .define("boundary", RecordById.of("field_boundary", "id = :boundary"))
        .define("visible", VisibleRecord.of("field"))
        .bind("owner", owner)
        .bind("leafUser", leafUser)
        .bind("field", fieldId)
        .bind("boundary", boundaryId)
        .mapTo(Boolean.class)
        .one();
  }

  private static List<Row> list(
      Handle handle, ApiOwnerId owner, UUID boundaryId, int max, long limit) {
    return handle
        .createQuery(
            """
            select hectares, validity, problems, valid_from, replaced_at
                 , case when sum(octet_length(geometry)) over () <= :maxBytes
                        then geometry end as geometry
                 , coalesce(sum(octet_length(geometry)) over (), 0) as all_bytes
              from (select *
                      from earlier_geometry
                     where api_owner_id = :owner
                       and boundary_id = :boundary
                     order by replaced_at desc
                     limit :max) as newest
             order by replaced_at desc
            """)
        .bind("owner", owner)
        .bind("boundary", boundaryId)
        .bind("max", max)
        .bind("maxBytes", limit)
        .setFetchSize(FieldDataListStore.FETCHED_AT_ONCE)
        .map(
            (row, _) ->
                new Row(
                    new EarlierGeometry(
                        // Null only in a result that is discarded.
                        Objects.requireNonNullElse(row.getString("geometry"), ""),
                        row.getDouble("hectares"),
                        Columns.get(row, "validity", Validity.class),
                        row.getString("problems"),
                        Columns.get(row, "valid_from", Instant.class),
                        Columns.get(row, "replaced_at", Instant.class)),
                    row.getLong("all_bytes")))
        .list();
  }

  /// Stores the present geometries of boundaries that are about to be changed, within the
  /// transaction of the change. They are found by single lookups, as in [RecordWriter#find].
  ///
  /// @param ids of the boundaries at the provider
  /// @param geometries the new ones, in the same order
  static void insert(
      Handle handle,
      OrganizationKey organizationKey,
      String[] ids,
      String[] geometries,
      Instant now) {
    handle
        .createUpdate(
            """
            insert into earlier_geometry
                   (api_owner_id, boundary_id, replaced_at, geometry, hectares, validity, problems,
                    valid_from)
            select boundary.api_owner_id, boundary.id, :now, boundary.geometry, boundary.hectares,
                   boundary.validity, boundary.problems,
                   coalesce(earlier.replaced_at, boundary.created_at)
              from unnest(:ids::text[], :geometries::text[]) as fresh (id, geometry)
             cross join lateral
                   (select *
                      from field_boundary
                     where api_owner_id = :owner
                       and leaf_user_id = :leafUser
                       and provider = :provider
                       and provider_org_id = :org
                       and provider_boundary_id = fresh.id
                    offset 0) as boundary
              left join lateral
                   (select max(replaced_at) as replaced_at
                      from earlier_geometry
                     where api_owner_id = boundary.api_owner_id
                       and boundary_id = boundary.id) as earlier
                on true
             where boundary.geometry <> fresh.geometry
            on conflict do nothing
            """)
        .bindMethods(organizationKey)
        .bind("ids", ids)
        .bind("geometries", geometries)
        .bind("now", now)
        .execute();
  }

  /// A geometry that a boundary had before the provider changed it.
  ///
  /// @param geometry GeoJSON
  /// @param problems defects of the provider's geometry; blank for none
  /// @param validFrom when the boundary got this geometry
  /// @param replacedAt when it was replaced
  public record EarlierGeometry(
      String geometry,
      double hectares,
      Validity validity,
      String problems,
      Instant validFrom,
      Instant replacedAt) {}
}
