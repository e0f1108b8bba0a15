package io.headland.server.core.field;

import io.headland.server.core.field.geometry.Bounds;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.LeafUserId;
import io.headland.server.platform.paging.ByteBudget;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.jdbi.v3.core.Jdbi;

/// Finds visible fields by the area of their active boundaries. An invalid boundary encloses no
/// defined area and is omitted.
public final class FieldSearchStore {
  /// Memory of a geometry that is parsed and compared, relative to its text.
  private static final int EXPANSION = 12;

  private static final String INTERSECTING =
      """
        from field_boundary as boundary
        join field
          on field.api_owner_id = boundary.api_owner_id
         and field.leaf_user_id = boundary.leaf_user_id
         and field.provider = boundary.provider
         and field.provider_org_id = boundary.provider_org_id
         and field.provider_field_id = boundary.provider_field_id
        <visible field>
       where boundary.api_owner_id = :owner
         and (:leafUser::uuid is null or boundary.leaf_user_id = :leafUser::uuid)
         and boundary.bounds && :bounds::box
         and boundary.status = 'ACTIVE'
         and boundary.removed_at is null
         and boundary.validity <> 'INVALID'
         and field.status = 'PROCESSED'
      """
          .replace("<visible field>", VisibleField.JOIN);

  private static final String INTERSECTING_BOUNDS =
      """
      select boundary.api_owner_id, field.id, boundary.geometry
      <intersecting>
       order by field.id
       limit :max
      """
          .replace("<intersecting>", INTERSECTING);

  private static final String IDENTITY =
      "select coalesce(md5(string_agg(concat_ws(' ', field.id, boundary.id, boundary.digest, boundary.validity),"
          + " ',' order by field.id, boundary.id)), '') "
          + INTERSECTING;

  private static final String OF_FIELDS =
      """
      select distinct on (field.id) field.api_owner_id, field.id, boundary.geometry
        from field
        <visible field>
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
         and boundary.status = 'ACTIVE'
         and boundary.removed_at is null
         and boundary.validity <> 'INVALID'
       order by field.id, boundary.id desc
      """
          .replace("<visible field>", VisibleField.JOIN);

  private static final String IDENTITY_OF_FIELD =
      "select coalesce(max(md5(geometry)), '') as identity from (<found>) as found where api_owner_id = :owner"
          .replace("<found>", OF_FIELDS);

  private static final String LARGEST =
      """
      select coalesce(max(octet_length(geometry)), 0) as bytes
        from (<found>) as found
       where api_owner_id = :owner
      """;

  private final Jdbi jdbi;

  public FieldSearchStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /// Reads the fields whose bounds intersect a rectangle, one after another, in the order of their
  /// ids.
  ///
  /// @param leafUser of one Leaf user; empty for all
  /// @param max the largest number to read
  /// @param budget of the largest geometry while it is compared
  /// @param reader receives the field's id and its geometry
  public void read(
      ApiOwnerId owner,
      Optional<LeafUserId> leafUser,
      Bounds bounds,
      int max,
      ByteBudget budget,
      BiConsumer<UUID, String> reader) {
    Map<String, Object> values = new HashMap<>();
    values.put("owner", owner.value());
    values.put("leafUser", leafUser.map(LeafUserId::value).orElse(null));
    values.put("bounds", bounds.toBox());
    values.put("max", max);
    read(INTERSECTING_BOUNDS, values, budget, reader);
  }

  /// Identifies the present boundaries of the fields whose bounds intersect a rectangle: the same
  /// text is returned as long as [#read] would return the same fields and geometries.
  public String identify(ApiOwnerId owner, LeafUserId leafUser, Bounds bounds) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(IDENTITY)
                .bind("owner", owner)
                .bind("leafUser", leafUser)
                .bind("bounds", bounds.toBox())
                .mapTo(String.class)
                .one());
  }

  /// Reads the active boundaries of fields of one Leaf user, one after another: none of fields
  /// without one, previews, invalid ones, and fields that are not visible.
  ///
  /// @param budget of the largest geometry while it is compared
  /// @param reader receives the field's id and its geometry
  public void read(
      ApiOwnerId owner,
      LeafUserId leafUser,
      Collection<UUID> fieldIds,
      ByteBudget budget,
      BiConsumer<UUID, String> reader) {
    Map<String, Object> values =
        Map.of(
            "owner", owner.value(),
            "leafUser", leafUser.value(),
            "ids", fieldIds.toArray(UUID[]::new));
    read(OF_FIELDS, values, budget, reader);
  }

  /// Identifies the present boundary of a field: the same text is returned as long as [#read] would
  /// return the same geometry; blank when it would return none.
  public String identify(ApiOwnerId owner, LeafUserId leafUser, UUID field) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(IDENTITY_OF_FIELD)
                .bind("owner", owner)
                .bind("leafUser", leafUser)
                .bind("ids", new UUID[] {field})
                .mapTo(String.class)
                .one());
  }

  private void read(
      String sql, Map<String, Object> values, ByteBudget budget, BiConsumer<UUID, String> reader) {
    long largest =
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery(LARGEST.replace("<found>", sql))
                    .bindMap(values)
                    .mapTo(Long.class)
                    .one());
    if (largest * EXPANSION > ByteBudget.WITHOUT_RESERVATION) {
      budget.reserve(largest * EXPANSION);
    }
    // Rows are fetched in batches only within a transaction.
    jdbi.useTransaction(
        handle ->
            handle
                .createQuery(sql)
                .bindMap(values)
                .setFetchSize(FieldDataListStore.FETCHED_AT_ONCE)
                .map(
                    (row, _) -> {
                      reader.accept(row.getObject("id", UUID.class), row.getString("geometry"));
                      return true;
                    })
                .forEach(_ -> {}));
  }
}
