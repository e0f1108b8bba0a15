package io.headland.simulator.trimble;

import io.headland.simulator.fielddata.Boundary;
import io.headland.simulator.http.Json;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
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

  /// The rings of a polygon or of several; the first of each polygon is its outside.
  ///
  /// @throws IllegalArgumentException naming what is wrong
  static List<Boundary.Ring> rings(JsonNode geometry) {
    JsonNode coordinates = geometry.path("coordinates");
    List<Boundary.Ring> rings = new ArrayList<>();
    switch (geometry.path("type").asString("")) {
      case "Polygon" -> addPolygon(rings, coordinates, 0);
      case "MultiPolygon" -> {
        int number = 0;
        for (JsonNode polygon : coordinates) {
          addPolygon(rings, polygon, number++);
        }
      }
      default -> throw new IllegalArgumentException("geometry: must be a Polygon or MultiPolygon");
    }
    if (rings.isEmpty()) {
      throw new IllegalArgumentException("geometry: has no ring");
    }
    return rings;
  }

  private static void addPolygon(List<Boundary.Ring> rings, JsonNode polygon, int number) {
    boolean exterior = true;
    for (JsonNode ring : polygon) {
      rings.add(new Boundary.Ring(number, exterior, true, points(ring)));
      exterior = false;
    }
  }

  private static List<Boundary.Point> points(JsonNode ring) {
    List<Boundary.Point> points = new ArrayList<>();
    for (JsonNode position : ring) {
      double lon = position.path(0).doubleValue(Double.NaN);
      double lat = position.path(1).doubleValue(Double.NaN);
      // Not a number is neither.
      if (!(Math.abs(lon) <= 180 && Math.abs(lat) <= 90)) {
        throw new IllegalArgumentException("geometry: a position is not on the earth");
      }
      points.add(new Boundary.Point(lat, lon));
    }
    if (points.size() < 4 || !points.getFirst().equals(points.getLast())) {
      throw new IllegalArgumentException("geometry: a ring must have four positions and be closed");
    }
    return points;
  }
}
