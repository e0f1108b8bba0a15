package io.headland.server.core.machinefile;

import io.headland.server.core.machinefile.MachineFileSamples.Passes;
import io.headland.server.core.machinefile.MachineFileSamples.Position;
import io.headland.server.platform.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A GeoJSON file with Leaf's property names: harvested corn, 9,000 lb/ac at 15.5 % moisture.
public final class GeoJsonSample {
  private final Passes passes;
  private final ObjectNode root = Json.MAPPER.createObjectNode();

  private GeoJsonSample(Passes passes) {
    this.passes = passes;
  }

  public static GeoJsonSample of(Passes passes) {
    return new GeoJsonSample(passes);
  }

  /// The units of properties.
  public GeoJsonSample units(Map<String, String> names) {
    ObjectNode units = root.putObject("units");
    names.forEach(units::put);
    return this;
  }

  /// The file.
  ///
  /// @param others members of the properties of each feature, as JSON without braces; blank for
  ///   none
  public byte[] bytes(String others) {
    root.put("type", "FeatureCollection");
    ArrayNode features = root.putArray("features");
    for (Position position : passes.positions()) {
      ObjectNode feature = features.addObject();
      feature.put("type", "Feature");
      feature
          .putObject("geometry")
          .put("type", "Point")
          .putArray("coordinates")
          .add(position.longitude())
          .add(position.latitude())
          .add(300.5);
      ObjectNode properties =
          others.isBlank()
              ? Json.MAPPER.createObjectNode()
              : (ObjectNode) Json.MAPPER.readTree("{" + others + "}");
      feature.set("properties", properties);
      putIfAbsent(properties, "timestamp", position.time().toString());
      putIfAbsent(properties, "operationType", "harvested");
      putIfAbsent(properties, "crop", "corn");
      if (!properties.has("wetMassPerArea")) {
        properties.put("wetMassPerArea", 9_000);
      }
      properties.put("area", passes.step() * passes.width()).put("harvestMoisture", 15.5);
    }
    return root.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void putIfAbsent(ObjectNode properties, String name, String value) {
    if (!properties.has(name)) {
      properties.put(name, value);
    }
  }
}
