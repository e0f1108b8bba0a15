package io.headland.demo.scenario;

import java.util.HashSet;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// Numbers of growers, farms and fields.
record FieldDataTotals(int growers, int farms, int fields) {
  static final FieldDataTotals NONE = new FieldDataTotals(0, 0, 0);

  /// As in the simulator; archived records are not returned to clients.
  static FieldDataTotals ofSimulated(JsonNode fields) {
    Set<String> growers = new HashSet<>();
    Set<String> farms = new HashSet<>();
    int count = 0;
    for (JsonNode field : fields.values()) {
      growers.add(field.path("clientId").asString(""));
      farms.add(field.path("farmId").asString(""));
      count += field.path("archived").asBoolean(false) ? 0 : 1;
    }
    return new FieldDataTotals(growers.size(), farms.size(), count);
  }

  /// As in the response of the server.
  static FieldDataTotals of(JsonNode json) {
    return new FieldDataTotals(
        json.path("growers").asInt(0), json.path("farms").asInt(0), json.path("fields").asInt(0));
  }

  FieldDataTotals plus(FieldDataTotals more) {
    return new FieldDataTotals(growers + more.growers, farms + more.farms, fields + more.fields);
  }

  @Override
  public String toString() {
    return "%d growers, %d farms, %d fields".formatted(growers, farms, fields);
  }
}
