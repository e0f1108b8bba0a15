package io.headland.server.api.asset;

import io.headland.server.core.asset.AssetColumn;
import io.headland.server.platform.http.BodyReader;
import io.headland.server.provider.AssetRecord;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalLong;
import tools.jackson.databind.node.ObjectNode;

/// The values of a machine in a POST or PATCH.
record MachineRequest(Map<AssetColumn, String> values) {
  static final String OBJECT = "machine";
  private static final int LAST_YEAR = 9999;

  static MachineRequest complete(ObjectNode json) {
    BodyReader body = BodyReader.of(OBJECT, json);
    body.requiredText("name");
    return read(body);
  }

  static MachineRequest patch(ObjectNode json) {
    BodyReader body = BodyReader.of(OBJECT, json);
    if (body.has("name")) {
      body.requiredText("name");
    }
    return read(body);
  }

  private static MachineRequest read(BodyReader body) {
    Map<AssetColumn, String> values = new EnumMap<>(AssetColumn.class);
    for (AssetColumn column : AssetColumn.values()) {
      if (body.has(column.key())) {
        values.put(column, column == AssetColumn.MODEL_YEAR ? year(body) : text(body, column));
      }
    }
    body.refuseInvalid();
    return new MachineRequest(values);
  }

  private static String text(BodyReader body, AssetColumn column) {
    return body.text(column.key()).orElse("");
  }

  /// A year is stored as text, as providers state it.
  private static String year(BodyReader body) {
    String key = AssetColumn.MODEL_YEAR.key();
    OptionalLong year =
        body.isText(key, "") ? OptionalLong.empty() : body.wholeNumber(key, 1, LAST_YEAR);
    return year.isPresent() ? Long.toString(year.getAsLong()) : "";
  }

  AssetRecord toRecord() {
    return new AssetRecord(
        "",
        value(AssetColumn.NAME),
        value(AssetColumn.SERIAL_NUMBER),
        value(AssetColumn.VIN),
        value(AssetColumn.MODEL),
        value(AssetColumn.MAKE),
        value(AssetColumn.CATEGORY),
        value(AssetColumn.MODEL_YEAR),
        "");
  }

  private String value(AssetColumn column) {
    return values.getOrDefault(column, "");
  }
}
