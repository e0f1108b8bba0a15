package io.headland.server.core.field;

import io.headland.server.core.field.geometry.Validity;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.LeafUserId;
import io.headland.server.platform.jdbc.Columns;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/// Keeps the geometries that boundaries had before the provider changed them.
public final class EarlierGeometryStore {
  /// The newest of so many are listed. A boundary that changes with every sync has more.
  private static final int MOST_LISTED = 100;

  private final Jdbi jdbi;

  public EarlierGeometryStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /// The earlier geometries of a boundary, the newest first.
  ///
  /// @return empty when there is no such boundary
  public Optional<List<EarlierGeometry>> list(
      ApiOwnerId owner, LeafUserId leafUser, UUID fieldId, UUID boundaryId) {
    return jdbi.inTransaction(
        handle ->
            exists(handle, owner, leafUser, fieldId, boundaryId)
                ? Optional.of(list(handle, owner, boundaryId))
                : Optional.empty());
  }

  private static boolean exists(
      Handle handle, ApiOwnerId owner, LeafUserId leafUser, UUID fieldId, UUID boundaryId) {
    return handle
        .createQuery(
            """
            select exists (
              select
                from field
                join organization_copy as copy
               using (api_owner_id, leaf_user_id, provider, provider_org_id)
                join field_boundary as boundary
               using (api_owner_id, leaf_user_id, provider, provider_org_id, provider_field_id)
               where field.api_owner_id = :owner
                 and field.leaf_user_id = :leafUser
                 and field.id = :field
                 and field.status = 'PROCESSED'
                 and field.removed_at is null
                 and copy.visible
                 and boundary.id = :boundary
                 and boundary.removed_at is null)
            """)
        .bind("owner", owner)
        .bind("leafUser", leafUser)
        .bind("field", fieldId)
        .bind("boundary", boundaryId)
        .mapTo(Boolean.class)
        .one();
  }

  private static List<EarlierGeometry> list(Handle handle, ApiOwnerId owner, UUID boundaryId) {
    return handle
        .createQuery(
            """
            select geometry, hectares, validity, problems, valid_from, replaced_at
              from earlier_geometry
             where api_owner_id = :owner
               and boundary_id = :boundary
             order by replaced_at desc
             limit :most
            """)
        .bind("owner", owner)
        .bind("boundary", boundaryId)
        .bind("most", MOST_LISTED)
        .map(
            (row, _) ->
                new EarlierGeometry(
                    row.getString("geometry"),
                    row.getDouble("hectares"),
                    Columns.get(row, "validity", Validity.class),
                    row.getString("problems"),
                    Columns.get(row, "valid_from", Instant.class),
                    Columns.get(row, "replaced_at", Instant.class)))
        .list();
  }

  /// Keeps the present geometries of those boundaries that are about to get another one, within the
  /// transaction that changes them.
  ///
  /// @param ids of the boundaries at the provider
  /// @param geometries the new ones, in the same order
  static void keep(
      Handle handle, OrganizationKey copy, String[] ids, String[] geometries, Instant now) {
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
              join field_boundary as boundary
                on boundary.api_owner_id = :owner
               and boundary.leaf_user_id = :leafUser
               and boundary.provider = :provider
               and boundary.provider_org_id = :org
               and boundary.provider_boundary_id = fresh.id
               and boundary.geometry <> fresh.geometry
              left join lateral
                   (select max(replaced_at) as replaced_at
                      from earlier_geometry
                     where api_owner_id = boundary.api_owner_id
                       and boundary_id = boundary.id) as earlier
                on true
            on conflict do nothing
            """)
        .bindMethods(copy)
        .bind("ids", ids)
        .bind("geometries", geometries)
        .bind("now", now)
        .execute();
  }
}
