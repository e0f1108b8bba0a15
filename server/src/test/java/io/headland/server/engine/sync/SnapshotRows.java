package io.headland.server.engine.sync;

import io.headland.server.core.credential.AccountKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/// The table rows of one account, read directly from the database.
final class SnapshotRows {
  private static final List<String> TABLES =
      List.of(
          "organization_snapshot",
          "grower",
          "farm",
          "field",
          "field_boundary",
          "provider_organization");

  private final Jdbi jdbi;
  private final AccountKey account;

  SnapshotRows(Jdbi jdbi, AccountKey account) {
    this.jdbi = jdbi;
    this.account = account;
  }

  /// A field as stored.
  record FieldRow(String org, String providerId, UUID id, String status, boolean live) {}

  List<FieldRow> fields() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select provider_org_id, provider_field_id, id, status, removed_at is null"
                        + " from field where leaf_user_id = :user order by 1, 2")
                .bind("user", account.leafUser().value())
                .map(
                    (row, _) ->
                        new FieldRow(
                            row.getString(1),
                            row.getString(2),
                            row.getObject(3, UUID.class),
                            row.getString(4),
                            row.getBoolean(5)))
                .list());
  }

  /// One line for each live record of an organization.
  List<String> live(String org) {
    return list(
        """
        select concat_ws('|', 'grower', provider_grower_id, name)
          from grower where <mine> and removed_at is null
        union all
        select concat_ws('|', 'farm', provider_farm_id, name, provider_grower_id)
          from farm where <mine> and removed_at is null
        union all
        select concat_ws('|', 'field', provider_field_id, name, provider_farm_id, provider_grower_id)
          from field where <mine> and removed_at is null
        union all
        select concat_ws('|', 'boundary', provider_boundary_id, provider_field_id, digest)
          from field_boundary where <mine> and status = 'ACTIVE'
        order by 1
        """
            .replace("<mine>", "leaf_user_id = :user and provider_org_id = :org"),
        org);
  }

  /// Organizations whose stored totals differ from a count.
  List<String> wrongTotals() {
    return list(
        """
        select concat_ws(' ', provider_org_id, grower_total, farm_total, field_total)
          from organization_snapshot c
         where leaf_user_id = :user
           and (grower_total, farm_total, field_total) is distinct from
               ( (select count(*) from grower t where <same>)
               , (select count(*) from farm t where <same>)
               , (select count(*) from field t where <same>))
        """
            .replace(
                "<same>",
                "t.leaf_user_id = c.leaf_user_id and t.provider_org_id = c.provider_org_id"
                    + " and t.removed_at is null"),
        "");
  }

  /// The states of the account's runs, the oldest first.
  List<String> runStates() {
    return list("select state from sync_run where leaf_user_id = :user order by id", "");
  }

  /// Organizations that are visible to a caller.
  List<String> visible() {
    return list(
        "select provider_org_id from organization_snapshot"
            + " where leaf_user_id = :user and visible order by 1",
        "");
  }

  /// Remaining rows of completed readings, for visible organizations.
  List<String> leftovers() {
    return list(
        """
        select 'page ' || p.provider_org_id
          from sync_run_page p join sync_run r on r.id = p.run_id
         where r.leaf_user_id = :user and r.state <> 'RUNNING'
        union all
        select 'missing ' || provider_field_id
          from field join organization_snapshot using (leaf_user_id, provider_org_id)
         where leaf_user_id = :user and visible and removed_at is null and missing_since is not null
        """,
        "");
  }

  /// PostgreSQL's version of every row: a written row gets another `xmin`.
  String fingerprint(boolean withRuns) {
    Map<String, String> columns = new LinkedHashMap<>();
    TABLES.forEach(table -> columns.put(table, "leaf_user_id = :user"));
    if (withRuns) {
      String mine = "run_id in (select id from sync_run where leaf_user_id = :user)";
      columns.put("sync_run_organization", mine);
      columns.put("sync_run_page", mine);
    }
    StringBuilder all = new StringBuilder();
    columns.forEach(
        (table, condition) ->
            list(
                    "select xmin::text || ctid::text from "
                        + table
                        + " where "
                        + condition
                        + " order by 1",
                    "")
                .forEach(row -> all.append(table).append(row).append(' ')));
    return all.toString();
  }

  private List<String> list(String sql, String org) {
    return jdbi.withHandle(
        handle -> {
          var query = handle.createQuery(sql).bind("user", account.leafUser().value());
          return (sql.contains(":org") ? query.bind("org", org) : query).mapTo(String.class).list();
        });
  }
}
