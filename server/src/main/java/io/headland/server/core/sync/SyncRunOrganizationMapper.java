package io.headland.server.core.sync;

import io.headland.server.core.field.FieldDataCounts;
import io.headland.server.core.field.RecordCounts;
import io.headland.server.core.sync.SyncRunOrganization.SyncRunOrganizationState;
import io.headland.server.platform.id.SyncRunId;
import io.headland.server.platform.jdbc.Columns;
import io.headland.server.platform.json.Json;
import io.headland.server.provider.RecordKind;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Maps a row to a sync-run organization.
final class SyncRunOrganizationMapper {
  private SyncRunOrganizationMapper() {}

  static SyncRunOrganization of(ResultSet row) throws SQLException {
    return new SyncRunOrganization(
        Columns.get(row, "run_id", SyncRunId.class),
        row.getString("provider_org_id"),
        Columns.get(row, "state", SyncRunOrganizationState.class),
        row.getInt("fence"),
        new ReadingPosition(
            row.getString("listing"),
            row.getBoolean("verifying"),
            row.getString("position"),
            row.getInt("pages")),
        row.getInt("attempts"),
        counts(row.getString("counts")),
        row.getInt("provider_calls"),
        kinds(row.getArray("not_permitted")),
        row.getString("failure"),
        Columns.find(row, "started_at", Instant.class),
        Columns.find(row, "ended_at", Instant.class),
        texts(row.getArray("requested_ids")));
  }

  static String json(FieldDataCounts counts) {
    ObjectNode json = Json.MAPPER.createObjectNode();
    counts
        .byKind()
        .forEach(
            (kind, numbers) ->
                json.putArray(kind.name())
                    .add(numbers.added())
                    .add(numbers.changed())
                    .add(numbers.unchanged())
                    .add(numbers.removed()));
    return Json.MAPPER.writeValueAsString(json);
  }

  private static FieldDataCounts counts(String text) {
    Map<RecordKind, RecordCounts> byKind = new EnumMap<>(RecordKind.class);
    for (Map.Entry<String, JsonNode> entry : Json.MAPPER.readTree(text).properties()) {
      ArrayNode numbers = (ArrayNode) entry.getValue();
      byKind.put(
          RecordKind.valueOf(entry.getKey()),
          new RecordCounts(
              numbers.get(0).intValue(),
              numbers.get(1).intValue(),
              numbers.get(2).intValue(),
              numbers.get(3).intValue()));
    }
    return new FieldDataCounts(byKind);
  }

  static String[] names(Set<RecordKind> kinds) {
    return kinds.stream().map(RecordKind::name).sorted().toArray(String[]::new);
  }

  private static Set<RecordKind> kinds(Array names) throws SQLException {
    Set<RecordKind> kinds = EnumSet.noneOf(RecordKind.class);
    for (String name : (String[]) names.getArray()) {
      kinds.add(RecordKind.valueOf(name));
    }
    return kinds;
  }

  private static List<String> texts(@Nullable Array texts) throws SQLException {
    return texts == null ? List.of() : List.of((String[]) texts.getArray());
  }
}
