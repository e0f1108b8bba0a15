package io.headland.server.core.field;

import io.headland.server.core.field.Boundary.BoundaryStatus;
import io.headland.server.core.field.geometry.Validity;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.LeafUserId;
import io.headland.server.platform.jdbc.Columns;
import io.headland.server.platform.paging.ByteBudget;
import io.headland.server.platform.paging.ByteBudget.Sized;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/// Reads the boundaries of a field: none for a preview.
public final class BoundaryStore {
  private static final String SELECT =
      """
      select id, status, provider_boundary_id, hectares, validity, problems, created_at, updated_at
           , case when sum(bytes) over () <= :maxBytes then geometry end as geometry
           , coalesce(sum(bytes) over (), 0) as all_bytes
        from (<boundaries>) as boundary
       where api_owner_id = :owner
       order by id
      """;

  private static final String BOUNDARIES =
      """
      select field.api_owner_id
           , boundary.id
           , boundary.status
           , boundary.provider_boundary_id
           , boundary.geometry
           , boundary.hectares
           , boundary.validity
           , boundary.problems
           , boundary.created_at
           , boundary.updated_at
           , octet_length(boundary.geometry) as bytes
        from <field> as field
        left join lateral <boundaries> as boundary
          on boundary.removed_at is null
         and field.status = 'PROCESSED'
       where field.api_owner_id = :owner
         and field.leaf_user_id = :leafUser
         and field.removed_at is null
         and <visible>
      """
          .replace("<field>", RecordById.of("field", "id = :field"))
          .replace("<boundaries>", BoundariesOfField.of("field"))
          .replace("<visible>", VisibleRecord.of("field"));

  private final Jdbi jdbi;

  public BoundaryStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /// All boundaries, the newest last; empty when there is no such field.
  ///
  /// @param budget of the geometries
  public Optional<List<Boundary>> list(
      ApiOwnerId owner, LeafUserId leafUser, UUID fieldId, ByteBudget budget) {
    return read(owner, leafUser, fieldId, "", Map.of(), budget);
  }

  /// One boundary.
  ///
  /// @param budget of the geometry
  public Optional<Boundary> find(
      ApiOwnerId owner, LeafUserId leafUser, UUID fieldId, UUID id, ByteBudget budget) {
    return read(
            owner, leafUser, fieldId, "and boundary.id = :boundary", Map.of("boundary", id), budget)
        .flatMap(found -> found.stream().findFirst());
  }

  /// The newest active boundary.
  ///
  /// @param budget of the geometry
  public Optional<Boundary> findActive(
      ApiOwnerId owner, LeafUserId leafUser, UUID fieldId, ByteBudget budget) {
    return read(
            owner,
            leafUser,
            fieldId,
            "and boundary.status = 'ACTIVE' order by boundary.id desc limit 1",
            Map.of(),
            budget)
        .flatMap(found -> found.stream().findFirst());
  }

  /// @param wanted the end of the statement that selects boundaries
  private Optional<List<Boundary>> read(
      ApiOwnerId owner,
      LeafUserId leafUser,
      UUID fieldId,
      String wanted,
      Map<String, Object> values,
      ByteBudget budget) {
    String sql = SELECT.replace("<boundaries>", BOUNDARIES + wanted);
    List<Row> rows =
        budget.read(
            limit -> {
              List<Row> found =
                  jdbi.inTransaction(
                      handle ->
                          handle
                              .createQuery(sql)
                              .bind("owner", owner.value())
                              .bind("leafUser", leafUser.value())
                              .bind("field", fieldId)
                              .bind("maxBytes", limit)
                              .bindMap(values)
                              .setFetchSize(FieldDataListStore.FETCHED_AT_ONCE)
                              .map((row, _) -> new Row(boundary(row), row.getLong("all_bytes")))
                              .list());
              return new Sized<>(found, found.isEmpty() ? 0 : found.getFirst().allBytes());
            });
    return rows.isEmpty()
        ? Optional.empty()
        : Optional.of(rows.stream().flatMap(row -> row.boundary().stream()).toList());
  }

  /// A boundary, or that the field has none.
  ///
  /// @param allBytes of the geometries of all rows
  private record Row(Optional<Boundary> boundary, long allBytes) {}

  private static Optional<Boundary> boundary(ResultSet row) throws SQLException {
    UUID id = row.getObject("id", UUID.class);
    return id == null
        ? Optional.empty()
        : Optional.of(
            new Boundary(
                id,
                Columns.get(row, "status", BoundaryStatus.class),
                row.getString("provider_boundary_id"),
                // Null only in a result that is discarded.
                Objects.requireNonNullElse(row.getString("geometry"), ""),
                row.getDouble("hectares"),
                Columns.get(row, "validity", Validity.class),
                row.getString("problems"),
                Columns.get(row, "created_at", Instant.class),
                Columns.get(row, "updated_at", Instant.class)));
  }
}
