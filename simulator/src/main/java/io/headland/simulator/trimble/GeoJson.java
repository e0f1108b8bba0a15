package io.headland.simulator.trimble;

import io.headland.simulator.http.Json;
import io.headland.simulator.world.Boundary;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Boundaries as GeoJSON: longitude first. Rings are written as they are, sound or not; a hole
/// belongs to the outside before it.
final class GeoJson {
  private GeoJson() {}

  static ObjectNode of(Boundary boundary) {
    ArrayNode polygons = Json.array();
    for (Boundary.Ring ring : boundary.rings()) {
      if (ring.exterior() || polygons.isEmpty()) {
        polygons.addArray();
      }
      ArrayNode polygon = (ArrayNode) polygons.get(polygons.size() - 1);
      ArrayNode points = polygon.addArray();
      ring.points().forEach(point -> points.addArray().add(point.lon()).add(point.lat()));
    }
    ObjectNode geometry = Json.object();
    if (polygons.size() == 1) {
      geometry.put("type", "Polygon").set("coordinates", polygons.get(0));
    } else {
      geometry.put("type", "MultiPolygon").set("coordinates", polygons);
    }
    return geometry;
  }
}
