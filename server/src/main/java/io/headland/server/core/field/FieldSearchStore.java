package io.headland.server.core.field;

import io.headland.server.core.field.geometry.Bounds;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.LeafUserId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.jdbi.v3.core.Jdbi;

/// Finds visible fields by the place of their active boundaries. A boundary that is not valid
/// encloses no defined area and is left out.
public final class FieldSearchStore {
  private final Jdbi jdbi;

  public FieldSearchStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /// Reads the fields whose bounds meet a rectangle, one after another, in the order of their ids.
  ///
  /// @param leafUser of one Leaf user; empty for all
  /// @param reader takes the field's id and its geometry
  /// @param most how many are read
  public void read(
      ApiOwnerId owner,
      Optional<LeafUserId> leafUser,
      Bounds bounds,
      int most,
      BiConsumer<UUID, String> reader) {
    jdbi.useHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select field.id, boundary.geometry
                      from field_boundary as boundary
                      join field
                        on field.api_owner_id = boundary.api_owner_id
                       and field.leaf_user_id = boundary.leaf_user_id
                       and field.provider = boundary.provider
                       and field.provider_org_id = boundary.provider_org_id
                       and field.provider_field_id = boundary.provider_field_id
                      join organization_copy as copy
                        on copy.api_owner_id = boundary.api_owner_id
                       and copy.leaf_user_id = boundary.leaf_user_id
                       and copy.provider = boundary.provider
                       and copy.provider_org_id = boundary.provider_org_id
                     where boundary.api_owner_id = :owner
                       and (:leafUser::uuid is null or boundary.leaf_user_id = :leafUser::uuid)
                       and boundary.bounds && :bounds::box
                       and boundary.status = 'ACTIVE'
                       and boundary.removed_at is null
                       and boundary.validity <> 'INVALID'
                       and field.status = 'PROCESSED'
                       and field.removed_at is null
                       and copy.visible
                     order by field.id
                     limit :most
                    """)
                .bind("owner", owner)
                .bind("leafUser", leafUser.map(LeafUserId::value).orElse(null))
                .bind("bounds", bounds.toBox())
                .bind("most", most)
                .setFetchSize(100)
                .map(
                    (row, _) -> {
                      reader.accept(row.getObject("id", UUID.class), row.getString("geometry"));
                      return true;
                    })
                .forEach(_ -> {}));
  }

  /// The active boundaries of fields of one Leaf user, as GeoJSON.
  ///
  /// @return for each field that has one; fewer than asked for when others have none, are previews,
  ///   not valid, or not visible
  public List<String> geometries(ApiOwnerId owner, LeafUserId leafUser, Collection<UUID> fieldIds) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select distinct on (field.id) boundary.geometry
                      from field
                      join organization_copy as copy
                        on copy.api_owner_id = field.api_owner_id
                       and copy.leaf_user_id = field.leaf_user_id
                       and copy.provider = field.provider
                       and copy.provider_org_id = field.provider_org_id
                      join field_boundary as boundary
                        on boundary.api_owner_id = field.api_owner_id
                       and boundary.leaf_user_id = field.leaf_user_id
                       and boundary.provider = field.provider
                       and boundary.provider_org_id = field.provider_org_id
                       and boundary.provider_field_id = field.provider_field_id
                     where field.api_owner_id = :owner
                       and field.leaf_user_id = :leafUser
                       and field.id = any(:ids)
                       and field.status = 'PROCESSED'
                       and field.removed_at is null
                       and copy.visible
                       and boundary.status = 'ACTIVE'
                       and boundary.removed_at is null
                       and boundary.validity <> 'INVALID'
                     order by field.id, boundary.id desc
                    """)
                .bind("owner", owner)
                .bind("leafUser", leafUser)
                .bind("ids", fieldIds.toArray(UUID[]::new))
                .mapTo(String.class)
                .list());
  }
}
