package io.headland.server.core.field;

import io.headland.server.core.event.EventType;
import io.headland.server.platform.id.UuidGenerator;
import io.headland.server.provider.FieldDataRecord;
import io.headland.server.provider.RecordKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/// Stores growers, farms and fields as a page shows them. Compares first: of what did not change no
/// row is written.
///
/// Only the worker that holds the organization writes here, within the transaction that proves it.
public final class FieldDataWriteStore {
  private final UuidGenerator ids;
  private final BoundaryWriteStore boundaries;

  public FieldDataWriteStore(UuidGenerator ids, BoundaryWriteStore boundaries) {
    this.ids = ids;
    this.boundaries = boundaries;
  }

  /// The stored state of a record.
  ///
  /// @param status of a field; null for the other kinds
  private record Stored(
      List<String> values, boolean missing, boolean removed, @Nullable String status) {}

  /// Stores a page, without the fields that were created through the API and sent to the provider:
  /// they are already stored, and are removed from the page.
  public FieldDataCounts store(
      Handle handle, OrganizationKey copy, FieldDataPage page, StoringRules rules, Instant now) {
    page.leaveOutFields(LinkedFieldStore.among(handle, copy, page.fieldIds()));
    FieldDataCounts counts = FieldDataCounts.NONE;
    for (RecordKind kind : List.of(RecordKind.GROWER, RecordKind.FARM)) {
      if (!page.of(kind).isEmpty()) {
        counts = counts.plus(FieldDataCounts.of(kind, store(handle, copy, kind, page, rules, now)));
      }
    }
    if (!page.of(RecordKind.FIELD).isEmpty()) {
      RecordCounts fields = store(handle, copy, RecordKind.FIELD, page, rules, now);
      counts = counts.plus(FieldDataCounts.of(RecordKind.FIELD, fields));
    }
    if (!page.of(RecordKind.BOUNDARY).isEmpty()) {
      RecordCounts shapes = boundaries.store(handle, copy, page, rules, now);
      counts = counts.plus(FieldDataCounts.of(RecordKind.BOUNDARY, shapes));
    }
    addToTotals(handle, copy, counts);
    return counts;
  }

  private RecordCounts store(
      Handle handle,
      OrganizationKey copy,
      RecordKind kind,
      FieldDataPage page,
      StoringRules rules,
      Instant now) {
    RecordTable table = RecordTable.of(kind);
    Map<String, Stored> before = find(handle, copy, table, page.ids(kind));
    Map<String, List<String>> fresh = new HashMap<>();
    Map<String, List<String>> differing = new HashMap<>();
    List<String> changed = new ArrayList<>();
    List<String> returned = new ArrayList<>();
    for (Map.Entry<String, FieldDataRecord> shown : page.of(kind).entrySet()) {
      Stored stored = before.get(shown.getKey());
      // Values that could not be read do not change stored ones.
      List<String> given =
          stored == null || page.isComplete(kind, shown.getKey())
              ? RecordTable.values(shown.getValue())
              : stored.values();
      if (stored == null) {
        fresh.put(shown.getKey(), withStatus(given, kind, initialStatus(rules)));
        continue;
      }
      List<String> values = isOnlyAnId(kind, given) ? stored.values() : given;
      String status = stored.status() == null ? "" : nextStatus(stored.status(), rules);
      boolean differs = !stored.values().equals(values) || isPromoted(stored, status);
      if (differs || stored.missing() || stored.removed()) {
        differing.put(shown.getKey(), withStatus(values, kind, status));
      }
      if (stored.removed()) {
        returned.add(shown.getKey());
      } else if (differs) {
        changed.add(shown.getKey());
      }
    }
    if (!fresh.isEmpty()) {
      insert(handle, copy, table, fresh, now);
    }
    if (!differing.isEmpty()) {
      update(handle, copy, table, differing, now);
    }
    if (kind == RecordKind.FIELD) {
      FieldEventStore.fields(handle, copy, EventType.FIELD_CREATED, fresh.keySet(), now);
      FieldEventStore.fields(handle, copy, EventType.FIELD_CREATED, returned, now);
      FieldEventStore.fields(handle, copy, EventType.FIELD_UPDATED, changed, now);
    }
    int added = fresh.size() + returned.size();
    return new RecordCounts(
        added, changed.size(), page.of(kind).size() - added - changed.size(), 0);
  }

  /// Whether only the id of a farm is known, from a record that refers to it: its stored values are
  /// not changed.
  private static boolean isOnlyAnId(RecordKind kind, List<String> values) {
    return kind == RecordKind.FARM && values.stream().allMatch(String::isEmpty);
  }

  private static boolean isPromoted(Stored stored, String status) {
    return stored.status() != null && !stored.status().equals(status);
  }

  private static List<String> withStatus(List<String> values, RecordKind kind, String status) {
    if (kind != RecordKind.FIELD) {
      return values;
    }
    List<String> all = new ArrayList<>(values);
    all.add(status);
    return all;
  }

  private static String initialStatus(StoringRules rules) {
    return (rules.newAsPreview() ? FieldStatus.PREVIEW : FieldStatus.PROCESSED).name();
  }

  private static String nextStatus(String status, StoringRules rules) {
    return status.equals(FieldStatus.WAITING.name()) && rules.withBoundaries()
        ? FieldStatus.PROCESSED.name()
        : status;
  }

  /// By single lookups through the key, as in all comparisons of pages: without statistics for a
  /// new organization, the planner would otherwise read all of its rows for each page.
  private static Map<String, Stored> find(
      Handle handle, OrganizationKey copy, RecordTable table, String[] ids) {
    Map<String, Stored> found = new HashMap<>();
    boolean isField = table == RecordTable.FIELD;
    handle
        .createQuery(
            """
            select found.*
              from unnest(:ids) as shown (id)
             cross join lateral
                   (select <id>, missing_since is not null, removed_at is not null, <status>, <columns>
                      from <table>
                     where api_owner_id = :owner
                       and leaf_user_id = :leafUser
                       and provider = :provider
                       and provider_org_id = :org
                       and <id> = shown.id
                    offset 0) as found
            """)
        .bindMethods(copy)
        .define("id", table.idColumn())
        .define("table", table.table())
        .define("status", isField ? "status" : "null")
        .define("columns", String.join(", ", table.columns()))
        .bind("ids", ids)
        .map(
            (row, _) -> {
              List<String> values = new ArrayList<>();
              for (int i = 0; i < table.columns().size(); i++) {
                values.add(row.getString(5 + i));
              }
              Stored stored =
                  new Stored(values, row.getBoolean(2), row.getBoolean(3), row.getString(4));
              found.put(row.getString(1), stored);
              return stored;
            })
        .list();
    return found;
  }

  private void insert(
      Handle handle,
      OrganizationKey copy,
      RecordTable table,
      Map<String, List<String>> records,
      Instant now) {
    boolean isField = table == RecordTable.FIELD;
    List<String> columns = filled(table);
    var statement =
        handle
            .createUpdate(
                """
                insert into <table>
                       (api_owner_id, leaf_user_id, provider, provider_org_id, created_at, updated_at,
                        <id>, <columns> <mintedColumn>)
                select :owner, :leafUser, :provider, :org, :now, :now, fresh.*
                  from unnest(:ids::text[], <arrays> <mintedArray>) as fresh
                """)
            .bindMethods(copy)
            .define("table", table.table())
            .define("id", table.idColumn())
            .define("columns", String.join(", ", columns))
            .define("arrays", arrays(columns))
            .define("mintedColumn", isField ? ", id" : "")
            .define("mintedArray", isField ? ", :minted::uuid[]" : "")
            .bind("now", now);
    bindColumns(statement, columns, records);
    if (isField) {
      statement.bind("minted", records.keySet().stream().map(_ -> ids.next()).toArray(UUID[]::new));
    }
    statement.execute();
  }

  private static void update(
      Handle handle,
      OrganizationKey copy,
      RecordTable table,
      Map<String, List<String>> records,
      Instant now) {
    List<String> columns = filled(table);
    var statement =
        handle
            .createUpdate(
                """
                update <table> t
                   set missing_since = null
                     , removed_at = null
                     , updated_at = :now
                     , <assignments>
                  from unnest(:ids::text[], <arrays>) as fresh (id, <columns>)
                 where t.api_owner_id = :owner
                   and t.leaf_user_id = :leafUser
                   and t.provider = :provider
                   and t.provider_org_id = :org
                   and t.<id> = fresh.id
                """)
            .bindMethods(copy)
            .define("table", table.table())
            .define("id", table.idColumn())
            .define("columns", String.join(", ", columns))
            .define("arrays", arrays(columns))
            .define(
                "assignments",
                columns.stream()
                    .map(FieldDataWriteStore::assignment)
                    .collect(Collectors.joining("\n     , ")))
            .bind("now", now);
    bindColumns(statement, columns, records);
    statement.execute();
  }

  /// A caller may have enabled the field since its row was read: this is not reverted.
  private static String assignment(String column) {
    return column.equals("status")
        ? "status = case when t.status = 'WAITING' and fresh.status = 'PREVIEW'"
            + " then t.status else fresh.status end"
        : column + " = fresh." + column;
  }

  private static List<String> filled(RecordTable table) {
    List<String> columns = new ArrayList<>(table.columns());
    if (table == RecordTable.FIELD) {
      columns.add("status");
    }
    return columns;
  }

  private static String arrays(List<String> columns) {
    return columns.stream()
        .map(column -> ":" + column + "::text[]")
        .collect(Collectors.joining(", "));
  }

  private static <S extends SqlStatement<S>> void bindColumns(
      S statement, List<String> columns, Map<String, List<String>> records) {
    List<Map.Entry<String, List<String>>> rows = List.copyOf(records.entrySet());
    statement.bind("ids", rows.stream().map(Map.Entry::getKey).toArray(String[]::new));
    for (int i = 0; i < columns.size(); i++) {
      int column = i;
      statement.bind(
          columns.get(i),
          rows.stream().map(row -> row.getValue().get(column)).toArray(String[]::new));
    }
  }

  private static void addToTotals(Handle handle, OrganizationKey copy, FieldDataCounts counts) {
    int growers = counts.of(RecordKind.GROWER).added();
    int farms = counts.of(RecordKind.FARM).added();
    int fields = counts.of(RecordKind.FIELD).added();
    if (growers + farms + fields > 0) {
      OrganizationSnapshotStore.addToTotals(handle, copy, growers, farms, fields);
    }
  }
}
