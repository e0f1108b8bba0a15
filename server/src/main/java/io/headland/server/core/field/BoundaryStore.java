package io.headland.server.core.field;

import io.headland.server.core.field.geometry.Validity;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.LeafUserId;
import io.headland.server.platform.jdbc.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/// Reads the boundaries of a field: none while the field is not fetched.
public final class BoundaryStore {
  private final Jdbi jdbi;

  public BoundaryStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /// All boundaries, the newest last; empty when there is no such field.
  public Optional<List<Boundary>> list(ApiOwnerId owner, LeafUserId leafUser, UUID fieldId) {
    List<Optional<Boundary>> rows =
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery(
                        """
                        select boundary.*
                          from field
                          join organization_copy as copy
                            on copy.api_owner_id = field.api_owner_id
                           and copy.leaf_user_id = field.leaf_user_id
                           and copy.provider = field.provider
                           and copy.provider_org_id = field.provider_org_id
                          left join field_boundary as boundary
                            on boundary.api_owner_id = field.api_owner_id
                           and boundary.leaf_user_id = field.leaf_user_id
                           and boundary.provider = field.provider
                           and boundary.provider_org_id = field.provider_org_id
                           and boundary.provider_field_id = field.provider_field_id
                           and boundary.removed_at is null
                           and field.status = 'PROCESSED'
                         where field.api_owner_id = :owner
                           and field.leaf_user_id = :leafUser
                           and field.id = :field
                           and field.removed_at is null
                           and copy.visible
                         order by boundary.id
                        """)
                    .bind("owner", owner)
                    .bind("leafUser", leafUser)
                    .bind("field", fieldId)
                    .map((row, _) -> boundary(row))
                    .list());
    return rows.isEmpty()
        ? Optional.empty()
        : Optional.of(rows.stream().flatMap(Optional::stream).toList());
  }

  private static Optional<Boundary> boundary(ResultSet row) throws SQLException {
    UUID id = row.getObject("id", UUID.class);
    return id == null
        ? Optional.empty()
        : Optional.of(
            new Boundary(
                id,
                Columns.get(row, "status", BoundaryStatus.class),
                row.getString("provider_boundary_id"),
                row.getString("geometry"),
                row.getDouble("hectares"),
                Columns.get(row, "validity", Validity.class),
                row.getString("problems"),
                Columns.get(row, "created_at", Instant.class),
                Columns.get(row, "updated_at", Instant.class)));
  }
}
