package io.headland.server.core.field;

import io.headland.server.core.event.EventType;
import io.headland.server.core.field.geometry.BoundaryShape;
import io.headland.server.core.field.geometry.Bounds;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/// Writes boundaries whose geometries were built.
final class DrawnBoundaryStore {
  private DrawnBoundaryStore() {}

  record Drawn(UUID newId, String id, String fieldId, BoundaryShape shape, String digest) {
    static String[] texts(List<Drawn> drawn, Function<Drawn, String> text) {
      return drawn.stream().map(text).toArray(String[]::new);
    }
  }

  /// Inserts those of the boundaries that are not stored, and the events of those that replace no
  /// other: the event of a replaced boundary precedes that of the new one. The others are found by
  /// single lookups, as in [RecordWriter#find].
  ///
  /// @return the inserted ones, and whether their field has another active boundary
  static Map<String, Boolean> insert(
      Handle handle, OrganizationKey organizationKey, List<Drawn> drawn, Instant now) {
    Map<String, Boolean> inserted = new HashMap<>();
    if (drawn.isEmpty()) {
      return inserted;
    }
    bound(
            handle
                .createQuery(
                    """
                    with added as (
                      insert into field_boundary
                             (api_owner_id, leaf_user_id, provider, provider_org_id, status, created_at,
                              updated_at, id, provider_boundary_id, provider_field_id, geometry, hectares,
                              validity, problems, digest, bounds)
                      select :owner, :leafUser, :provider, :org, 'ACTIVE', :now,
                             :now, fresh.*
                        from unnest(:newIds::uuid[], :ids::text[], :fields::text[], :geometries::text[],
                                    :hectares::float8[], :validities::text[], :problems::text[],
                                    :digests::text[], :bounds::box[]) as fresh
                      on conflict do nothing
                      returning id, status, hectares, provider_field_id, provider_boundary_id)
                       , compared as (
                      select added.*
                           , exists (select from field_boundary
                                      where api_owner_id = :owner
                                        and leaf_user_id = :leafUser
                                        and provider = :provider
                                        and provider_org_id = :org
                                        and provider_field_id = added.provider_field_id
                                        and status = 'ACTIVE'
                                     offset 0) as replacing
                        from added)
                       , events as (
                      <events>)
                    select provider_boundary_id, replacing
                      from compared
                    """)
                .bindMethods(organizationKey),
            drawn)
        .define(
            "events",
            FieldEventStore.OF_BOUNDARIES.replace(
                "<boundaries>", "(select * from compared where not replacing) as found"))
        .bind("type", EventType.BOUNDARY_CREATED)
        .bind("newIds", drawn.stream().map(Drawn::newId).toArray(UUID[]::new))
        .bind("now", now)
        .map((row, _) -> inserted.put(row.getString(1), row.getBoolean(2)))
        .list();
    return inserted;
  }

  /// Updates boundaries one by one, with one batch of statements: a join with them would read all
  /// boundaries of a new organization, as in [RecordWriter#update].
  static void update(
      Handle handle, OrganizationKey organizationKey, List<Drawn> drawn, Instant now) {
    PreparedBatch batch =
        handle.prepareBatch(
            """
            update field_boundary
               set status = 'ACTIVE'
                 , provider_field_id = :field
                 , geometry = :geometry
                 , bounds = :bounds::box
                 , hectares = :hectares
                 , validity = :validity
                 , problems = :problems
                 , digest = :digest
                 , missing_since = null
                 , updated_at = :now
             where api_owner_id = :owner
               and leaf_user_id = :leafUser
               and provider = :provider
               and provider_org_id = :org
               and provider_boundary_id = :id
            """);
    for (Drawn one : drawn) {
      batch
          .bindMethods(organizationKey)
          .bind("id", one.id())
          .bind("field", one.fieldId())
          .bind("geometry", one.shape().geometry())
          .bind("bounds", box(one))
          .bind("hectares", one.shape().hectares())
          .bind("validity", one.shape().validity())
          .bind("problems", one.shape().problems())
          .bind("digest", one.digest())
          .bind("now", now)
          .add();
    }
    batch.execute();
  }

  private static <S extends SqlStatement<S>> S bound(S statement, List<Drawn> drawn) {
    return statement
        .bind("ids", Drawn.texts(drawn, Drawn::id))
        .bind("fields", Drawn.texts(drawn, Drawn::fieldId))
        .bind("geometries", Drawn.texts(drawn, one -> one.shape().geometry()))
        .bind("hectares", drawn.stream().map(one -> one.shape().hectares()).toArray(Double[]::new))
        .bind("validities", Drawn.texts(drawn, one -> one.shape().validity().name()))
        .bind("problems", Drawn.texts(drawn, one -> one.shape().problems()))
        .bind("digests", Drawn.texts(drawn, Drawn::digest))
        .bind("bounds", drawn.stream().map(DrawnBoundaryStore::box).toArray(String[]::new));
  }

  private static @Nullable String box(Drawn drawn) {
    return Bounds.of(drawn.shape().geometry()).map(Bounds::toBox).orElse(null);
  }
}
