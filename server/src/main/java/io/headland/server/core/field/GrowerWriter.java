package io.headland.server.core.field;

import static io.headland.server.core.field.RecordTable.clean;

import io.headland.server.provider.FieldDataRecord;
import io.headland.server.provider.FieldDataRecord.GrowerRecord;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// Writes growers.
final class GrowerWriter implements RecordWriter<GrowerWriter.Row> {
  record Row(String name) {}

  @Override
  public Row added(FieldDataRecord record, StoringRules rules) {
    return new Row(clean(((GrowerRecord) record).name()));
  }

  @Override
  public Row changed(Row stored, @Nullable FieldDataRecord record, StoringRules rules) {
    return record == null ? stored : added(record, rules);
  }

  @Override
  public Map<String, Stored<Row>> find(Handle handle, OrganizationKey organization, String[] ids) {
    return RecordWriter.find(
        handle,
        """
        select found.*
          from unnest(array(select unnest(:ids))) as shown (id)
         cross join lateral
               (select provider_grower_id as id, missing_since is not null as missing
                     , removed_at is not null as removed, name
                  from grower
                 where api_owner_id = :owner
                   and leaf_user_id = :leafUser
                   and provider = :provider
                   and provider_org_id = :org
                   and provider_grower_id = shown.id
                offset 0) as found
        """,
        organization,
        ids,
        row -> new Row(row.getString("name")));
  }

  @Override
  public Set<String> insert(
      Handle handle, OrganizationKey organization, Map<String, Row> rows, Instant now) {
    return handle
        .createQuery(
            """
            insert into grower
                   (api_owner_id, leaf_user_id, provider, provider_org_id, created_at, updated_at,
                    provider_grower_id, name)
            select :owner, :leafUser, :provider, :org, :now, :now, fresh.*
              from unnest(:ids::text[], :names::text[]) as fresh
            on conflict do nothing
            returning provider_grower_id
            """)
        .bindMethods(organization)
        .bind("now", now)
        .bind("ids", RecordWriter.ids(rows))
        .bind("names", RecordWriter.column(rows.values(), Row::name))
        .mapTo(String.class)
        .set();
  }

  @Override
  public void update(
      Handle handle, OrganizationKey organization, Map<String, Row> rows, Instant now) {
    RecordWriter.update(
        handle,
        """
        update grower
           set missing_since = null
             , removed_at = null
             , updated_at = :now
             , name = :name
         where api_owner_id = :owner
           and leaf_user_id = :leafUser
           and provider = :provider
           and provider_org_id = :org
           and provider_grower_id = :id
        """,
        organization,
        rows,
        now,
        (batch, row) -> batch.bind("name", row.name()));
  }
}
