package io.headland.server.core.field;

import io.headland.server.provider.FieldDataRecord;
import io.headland.server.provider.RecordKind;
import io.headland.server.provider.WireTexts;
import java.util.List;

/// The table of the records of a kind, and the columns for the values of a provider's record.
enum RecordTable {
  GROWER("grower", "provider_grower_id", "name"),
  FARM("farm", "provider_farm_id", "name provider_grower_id"),
  FIELD("field", "provider_field_id", "name provider_farm_id provider_grower_id"),
  BOUNDARY("field_boundary", "provider_boundary_id", "");

  private final String table;
  private final String idColumn;
  private final String columns;

  RecordTable(String table, String idColumn, String columns) {
    this.table = table;
    this.idColumn = idColumn;
    this.columns = columns;
  }

  static RecordTable of(RecordKind kind) {
    return switch (kind) {
      case GROWER -> GROWER;
      case FARM -> FARM;
      case FIELD -> FIELD;
      case BOUNDARY -> BOUNDARY;
    };
  }

  String table() {
    return table;
  }

  String idColumn() {
    return idColumn;
  }

  List<String> columns() {
    return columns.isEmpty() ? List.of() : List.of(columns.split(" "));
  }

  /// The values of the columns for a record.
  static List<String> values(FieldDataRecord record) {
    return switch (record) {
      case FieldDataRecord.GrowerRecord(_, String name) -> List.of(clean(name));
      case FieldDataRecord.FarmRecord(_, String name, String grower) ->
          List.of(clean(name), clean(grower));
      case FieldDataRecord.FieldRecord(_, String name, String farm, String grower) ->
          List.of(clean(name), clean(farm), clean(grower));
      case FieldDataRecord.BoundaryRecord _, FieldDataRecord.Remark _ -> List.of();
    };
  }

  static String clean(String text) {
    return WireTexts.normalized(text);
  }
}
