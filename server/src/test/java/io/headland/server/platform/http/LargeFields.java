package io.headland.server.platform.http;

import io.headland.server.ServerFixture;
import io.headland.server.api.field.Geometries;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/// Fields whose boundaries have as many positions as an uploaded one can have, one of them with
/// earlier geometries.
///
/// @param user path of the Leaf user
/// @param field id of one of the fields, and its boundary
record LargeFields(String user, String field, String boundary) {
  static final String NAME = "large";
  static final int FIELDS = 100;
  static final int EARLIER = 5;
  private static final int POSITIONS = 50_000;
  private static final String POSITION = "[10.012345678901,50.012345678901],";

  /// Bytes of one geometry, at least.
  static final long BYTES = (long) POSITIONS * POSITION.length();

  /// Creates one field through the API, and copies it in the database.
  static LargeFields create(ServerFixture server, ApiClient owner) {
    String user =
        owner
            .post(
                "/services/usermanagement/api/users",
                "{\"name\": \"Jane Smith\", \"email\": \"jane@example.com\"}")
            .id();
    String path = "/services/fields/api/users/" + user;
    String field =
        owner
            .post(
                path + "/fields",
                "{\"name\": \"%s\", \"geometry\": %s}"
                    .formatted(NAME, Geometries.rectangle(10, 50, 0.01, 0.01)))
            .id();
    copy(server.jdbi(), UUID.fromString(field));
    String boundary = owner.get(path + "/fields/" + field + "/boundary").id();
    server
        .jdbi()
        .useHandle(
            handle ->
                handle
                    .createUpdate(
                        """
                        insert into earlier_geometry
                               (api_owner_id, boundary_id, replaced_at, geometry, hectares, validity,
                                problems, valid_from)
                        select api_owner_id, id, now() - i * interval '1 second', geometry, hectares,
                               validity, problems, created_at
                          from field_boundary, generate_series(1, :earlier) as i
                         where id = :boundary
                        """)
                    .bind("earlier", EARLIER)
                    .bind("boundary", UUID.fromString(boundary))
                    .execute());
    return new LargeFields(path, field, boundary);
  }

  private static void copy(Jdbi jdbi, UUID field) {
    jdbi.useTransaction(
        handle -> {
          handle
              .createUpdate(
                  """
                  update field_boundary
                     set geometry = '{"type":"MultiPolygon","coordinates":[[['
                         || repeat(:position, :positions - 3)
                         || '[10,50],[10.01,50],[10,50.01],[10,50]]]]}'
                   where provider_field_id = :field
                  """)
              .bind("position", POSITION)
              .bind("positions", POSITIONS)
              .bind("field", field.toString())
              .execute();
          handle
              .createUpdate(
                  """
                  insert into field
                         (api_owner_id, leaf_user_id, provider, provider_org_id, provider_field_id, id, name,
                          provider_farm_id, provider_grower_id, status, created_at, updated_at)
                  select api_owner_id, leaf_user_id, provider, provider_org_id, 'copy-' || i,
                         gen_random_uuid(), name, provider_farm_id, provider_grower_id, status,
                         created_at, updated_at
                    from field, generate_series(2, :fields) as i
                   where id = :field
                  """)
              .bind("fields", FIELDS)
              .bind("field", field)
              .execute();
          handle
              .createUpdate(
                  """
                  insert into field_boundary
                         (api_owner_id, leaf_user_id, provider, provider_org_id, provider_boundary_id,
                          provider_field_id, id, status, geometry, hectares, validity, digest,
                          created_at, updated_at, bounds)
                  select api_owner_id, leaf_user_id, provider, provider_org_id, 'copy-' || i, 'copy-' || i,
                         gen_random_uuid(), status, geometry, hectares, validity, digest, created_at,
                         updated_at, bounds
                    from field_boundary, generate_series(2, :fields) as i
                   where provider_field_id = :field
                  """)
              .bind("fields", FIELDS)
              .bind("field", field.toString())
              .execute();
        });
  }
}
