package io.headland.server.core.field;

import static io.headland.server.core.field.RecordTable.clean;

import io.headland.server.provider.FieldDataRecord;
import io.headland.server.provider.FieldDataRecord.FarmRecord;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/// Writes farms.
final class FarmWriter implements RecordWriter<FarmWriter.Row> {
  /// @param growerId the provider's id; blank if unknown
  record Row(String name, String growerId) {
    boolean isBlank() {
      return name.isEmpty() && growerId.isEmpty();
    }
  }

  @Override
  public Row added(FieldDataRecord record, StoringRules rules) {
    FarmRecord farm = (FarmRecord) record;
    return new Row(clean(farm.name()), clean(farm.providerGrowerId()));
  }

  /// If only the id of a farm is known, from a record that refers to it, the stored values are not
  /// changed.
  @Override
  public Row changed(Row stored, @Nullable FieldDataRecord record, StoringRules rules) {
    Row given = record == null ? stored : added(record, rules);
    return given.isBlank() ? stored : given;
  }

  @Override
  public Map<String, Stored<Row>> find(Handle handle, OrganizationKey organization, String[] ids) {
    return RecordWriter.find(
        handle,
        """
        select found.*
          from unnest(array(select unnest(:ids))) as shown (id)
         cross join lateral
               (select provider_farm_id as id, missing_since is not null as missing
                     , removed_at is not null as removed, name, provider_grower_id
                  from farm
                 where api_owner_id = :owner
                   and leaf_user_id = :leafUser
                   and provider = :provider
                   and provider_org_id = :org
                   and provider_farm_id = shown.id
                offset 0) as found
        """,
        organization,
        ids,
        row -> new Row(row.getString("name"), row.getString("provider_grower_id")));
  }

  @Override
  public Set<String> insert(
      Handle handle, OrganizationKey organization, Map<String, Row> rows, Instant now) {
    return bind(
            handle.createQuery(
                """
                insert into farm
                       (api_owner_id, leaf_user_id, provider, provider_org_id, created_at, updated_at,
                        provider_farm_id, name, provider_grower_id)
                select :owner, :leafUser, :provider, :org, :now, :now, fresh.*
                  from unnest(:ids::text[], :names::text[], :growers::text[]) as fresh
                on conflict do nothing
                returning provider_farm_id
                """),
            organization,
            rows,
            now)
        .mapTo(String.class)
        .set();
  }

  @Override
  public void update(
      Handle handle, OrganizationKey organization, Map<String, Row> rows, Instant now) {
    RecordWriter.update(
        handle,
        """
        update farm
           set missing_since = null
             , removed_at = null
             , updated_at = :now
             , name = :name
             , provider_grower_id = :growerId
         where api_owner_id = :owner
           and leaf_user_id = :leafUser
           and provider = :provider
           and provider_org_id = :org
           and provider_farm_id = :id
        """,
        organization,
        rows,
        now,
        (batch, row) -> batch.bind("name", row.name()).bind("growerId", row.growerId()));
  }

  private static <S extends SqlStatement<S>> S bind(
      S statement, OrganizationKey organization, Map<String, Row> rows, Instant now) {
    return statement
        .bindMethods(organization)
        .bind("now", now)
        .bind("ids", RecordWriter.ids(rows))
        .bind("names", RecordWriter.column(rows.values(), Row::name))
        .bind("growers", RecordWriter.column(rows.values(), Row::growerId));
  }
}
