package io.headland.server.core.field;

import static io.headland.server.core.field.RecordTable.clean;

import io.headland.server.core.event.EventType;
import io.headland.server.platform.id.UuidGenerator;
import io.headland.server.platform.jdbc.Columns;
import io.headland.server.provider.FieldDataRecord;
import io.headland.server.provider.FieldDataRecord.FieldRecord;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/// Writes fields.
///
/// @param ids of new fields
record FieldWriter(UuidGenerator ids) implements RecordWriter<FieldWriter.Row> {
  /// @param farmId the provider's id; blank if unknown
  /// @param growerId the provider's id; blank if unknown
  record Row(String name, String farmId, String growerId, FieldStatus status) {}

  @Override
  public Row added(FieldDataRecord record, StoringRules rules) {
    return row(
        (FieldRecord) record, rules.newAsPreview() ? FieldStatus.PREVIEW : FieldStatus.PROCESSED);
  }

  /// A waiting field becomes `PROCESSED` by a listing that contains boundaries.
  @Override
  public Row changed(Row stored, @Nullable FieldDataRecord record, StoringRules rules) {
    FieldStatus status =
        stored.status() == FieldStatus.WAITING && rules.withBoundaries()
            ? FieldStatus.PROCESSED
            : stored.status();
    return record == null
        ? new Row(stored.name(), stored.farmId(), stored.growerId(), status)
        : row((FieldRecord) record, status);
  }

  private static Row row(FieldRecord field, FieldStatus status) {
    return new Row(
        clean(field.name()),
        clean(field.providerFarmId()),
        clean(field.providerGrowerId()),
        status);
  }

  @Override
  public Map<String, Stored<Row>> find(Handle handle, OrganizationKey organization, String[] ids) {
    return RecordWriter.find(
        handle,
        """
        select found.*
          from unnest(array(select unnest(:ids))) as shown (id)
         cross join lateral
               (select provider_field_id as id, missing_since is not null as missing
                     , removed_at is not null as removed, name, provider_farm_id, provider_grower_id
                     , status
                  from field
                 where api_owner_id = :owner
                   and leaf_user_id = :leafUser
                   and provider = :provider
                   and provider_org_id = :org
                   and provider_field_id = shown.id
                offset 0) as found
        """,
        organization,
        ids,
        row ->
            new Row(
                row.getString("name"),
                row.getString("provider_farm_id"),
                row.getString("provider_grower_id"),
                Columns.get(row, "status", FieldStatus.class)));
  }

  @Override
  public Set<String> insert(
      Handle handle, OrganizationKey organization, Map<String, Row> rows, Instant now) {
    return bind(
            handle.createQuery(
                """
                with added as (
                  insert into field
                         (api_owner_id, leaf_user_id, provider, provider_org_id, created_at, updated_at,
                          provider_field_id, name, provider_farm_id, provider_grower_id, status, id)
                  select :owner, :leafUser, :provider, :org, :now, :now, fresh.*
                    from unnest(:ids::text[], :names::text[], :farms::text[], :growers::text[],
                                :statuses::text[], :uuids::uuid[]) as fresh
                  on conflict do nothing
                  returning *)
                   , events as (
                  <events>)
                select provider_field_id
                  from added
                """),
            organization,
            rows,
            now)
        .define("events", FieldEventStore.OF_FIELDS.replace("<fields>", "added as found"))
        .bind("type", EventType.FIELD_CREATED)
        .bind("uuids", rows.keySet().stream().map(_ -> ids.next()).toArray(UUID[]::new))
        .mapTo(String.class)
        .set();
  }

  /// A field that a caller enabled after it was read stays enabled.
  @Override
  public void update(
      Handle handle, OrganizationKey organization, Map<String, Row> rows, Instant now) {
    RecordWriter.update(
        handle,
        """
        update field
           set missing_since = null
             , removed_at = null
             , updated_at = :now
             , name = :name
             , provider_farm_id = :farmId
             , provider_grower_id = :growerId
             , status = case when status = 'WAITING' and :status = 'PREVIEW'
                             then status else :status end
         where api_owner_id = :owner
           and leaf_user_id = :leafUser
           and provider = :provider
           and provider_org_id = :org
           and provider_field_id = :id
        """,
        organization,
        rows,
        now,
        (batch, row) ->
            batch
                .bind("name", row.name())
                .bind("farmId", row.farmId())
                .bind("growerId", row.growerId())
                .bind("status", row.status()));
  }

  private static <S extends SqlStatement<S>> S bind(
      S statement, OrganizationKey organization, Map<String, Row> rows, Instant now) {
    return statement
        .bindMethods(organization)
        .bind("now", now)
        .bind("ids", RecordWriter.ids(rows))
        .bind("names", RecordWriter.column(rows.values(), Row::name))
        .bind("farms", RecordWriter.column(rows.values(), Row::farmId))
        .bind("growers", RecordWriter.column(rows.values(), Row::growerId))
        .bind("statuses", RecordWriter.column(rows.values(), row -> row.status().name()));
  }
}
