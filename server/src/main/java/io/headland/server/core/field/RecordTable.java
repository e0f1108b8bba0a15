package io.headland.server.core.field;

import io.headland.server.provider.RecordKind;
import io.headland.server.provider.WireTexts;

/// The table of the records of a kind.
enum RecordTable {
  GROWER("grower", "provider_grower_id"),
  FARM("farm", "provider_farm_id"),
  FIELD("field", "provider_field_id"),
  BOUNDARY("field_boundary", "provider_boundary_id");

  private final String table;
  private final String idColumn;

  RecordTable(String table, String idColumn) {
    this.table = table;
    this.idColumn = idColumn;
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

  static String clean(String text) {
    return WireTexts.normalized(text);
  }
}
