package io.headland.server.core.explain;

import io.headland.server.core.credential.AccountKey;
import io.headland.server.core.field.BoundariesOfField;
import io.headland.server.core.field.FieldStatus;
import io.headland.server.core.field.RecordById;
import io.headland.server.core.field.geometry.Validity;
import io.headland.server.platform.jdbc.Columns;
import io.headland.server.provider.RecordKind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/// The facts of an explanation about a grower, farm or field.
public final class ExplainFieldDataStore {
  /// By organization, because the provider's ids are unique within one; visible records first.
  private static final String BY_PROVIDER_ID =
      """
      select found.*
        from organization_snapshot c
       cross join lateral (select *
                             from field
                            where api_owner_id = c.api_owner_id
                              and leaf_user_id = c.leaf_user_id
                              and provider = c.provider
                              and provider_org_id = c.provider_org_id
                              and provider_field_id = :id
                            limit 1) found
       where c.api_owner_id = :owner
         and c.leaf_user_id = :leafUser
         and c.provider = :provider
         and (:org = '' or c.provider_org_id = :org)
       order by c.visible desc, found.removed_at desc nulls first
       limit 1
      """;

  private final Jdbi jdbi;

  public ExplainFieldDataStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /// A record and its organization.
  record Found(String providerOrgId, Facts.StoredRecord stored) {}

  Optional<Found> findGrower(AccountKey account, long id) {
    return find(account, RecordKind.GROWER, "grower", "provider_grower_id", id);
  }

  Optional<Found> findFarm(AccountKey account, long id) {
    return find(account, RecordKind.FARM, "farm", "provider_farm_id", id);
  }

  private Optional<Found> find(
      AccountKey account, RecordKind kind, String table, String column, long id) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select provider_org_id
                         , id
                         , <column> as provider_id
                         , name
                         , created_at
                         , missing_since
                         , removed_at
                         , null as status
                         , null as boundary_status
                      from (<found>) as found
                     where api_owner_id = :owner
                    """
                        .replace("<found>", byId(table)))
                .bindMethods(account)
                .define("column", column)
                .bind("id", id)
                .map((row, _) -> found(row, kind))
                .findOne());
  }

  private static String byId(String table) {
    return """
        select *
          from <record> as record
         where api_owner_id = :owner
           and leaf_user_id = :leafUser
           and provider = :provider
        """
        .replace("<record>", RecordById.of(table, "id = :id"));
  }

  Optional<Found> findField(AccountKey account, UUID id) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(withBoundary(byId("field")))
                .bindMethods(account)
                .bind("id", id)
                .map((row, _) -> found(row, RecordKind.FIELD))
                .findOne());
  }

  /// Finds a field by the provider's id.
  ///
  /// @param providerOrgId to search in; blank for all
  Optional<Found> findFieldAtProvider(AccountKey account, String id, String providerOrgId) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(withBoundary(BY_PROVIDER_ID))
                .bindMethods(account)
                .bind("id", id)
                .bind("org", providerOrgId)
                .map((row, _) -> found(row, RecordKind.FIELD))
                .findOne());
  }

  /// The active boundary, otherwise the last one.
  private static String withBoundary(String field) {
    return """
    select f.provider_org_id
         , f.id
         , f.provider_field_id as provider_id
         , f.name
         , f.created_at
         , f.missing_since
         , f.removed_at
         , f.status
         , b.status as boundary_status
         , b.removed_at as boundary_removed_at
         , b.validity
         , b.problems
         , b.updated_at as boundary_updated_at
      from (<field>) f
      left join lateral (select *
                           from <boundaries> as boundary
                          order by status = 'ACTIVE' and removed_at is null desc, updated_at desc
                          limit 1) b
        on true
     where f.api_owner_id = :owner
    """
        .replace("<field>", field)
        .replace("<boundaries>", BoundariesOfField.of("f"));
  }

  private static Found found(ResultSet row, RecordKind kind) throws SQLException {
    return new Found(
        row.getString("provider_org_id"),
        new Facts.StoredRecord(
            kind,
            row.getString("id"),
            row.getString("provider_id"),
            row.getString("name"),
            Columns.get(row, "created_at", Instant.class),
            Columns.find(row, "missing_since", Instant.class),
            Columns.find(row, "removed_at", Instant.class),
            Columns.find(row, "status", FieldStatus.class),
            boundary(row)));
  }

  private static Facts.@Nullable BoundaryFacts boundary(ResultSet row) throws SQLException {
    String status = row.getString("boundary_status");
    return status == null
        ? null
        : new Facts.BoundaryFacts(
            status.equals("ACTIVE") && row.getObject("boundary_removed_at") == null,
            Columns.get(row, "validity", Validity.class),
            row.getString("problems"),
            Columns.get(row, "boundary_updated_at", Instant.class));
  }
}
