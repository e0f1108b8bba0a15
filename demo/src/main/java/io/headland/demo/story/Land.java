package io.headland.demo.story;

import java.util.HashSet;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// How much lies beneath organizations.
record Land(int growers, int farms, int fields) {
  static final Land NONE = new Land(0, 0, 0);

  /// As the simulator shows it; what is archived there is not given to anybody.
  static Land ofSimulated(JsonNode fields) {
    Set<String> growers = new HashSet<>();
    Set<String> farms = new HashSet<>();
    int count = 0;
    for (JsonNode field : fields.values()) {
      growers.add(field.path("clientId").asString(""));
      farms.add(field.path("farmId").asString(""));
      count += field.path("archived").asBoolean(false) ? 0 : 1;
    }
    return new Land(growers.size(), farms.size(), count);
  }

  /// As the server answers it.
  static Land of(JsonNode json) {
    return new Land(
        json.path("growers").asInt(0), json.path("farms").asInt(0), json.path("fields").asInt(0));
  }

  Land plus(Land more) {
    return new Land(growers + more.growers, farms + more.farms, fields + more.fields);
  }

  @Override
  public String toString() {
    return "%d growers, %d farms, %d fields".formatted(growers, farms, fields);
  }
}
