package io.headland.server.core.send;

import io.headland.server.platform.json.Json;
import io.headland.server.provider.Shape;
import java.util.List;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/// Reads the geometry of a stored boundary: a GeoJSON MultiPolygon.
public final class GeometryReader {
  private GeometryReader() {}

  public static Shape shape(String geoJson) {
    return new Shape(
        Json.MAPPER
            .readTree(geoJson)
            .path("coordinates")
            .valueStream()
            .map(GeometryReader::polygon)
            .toList());
  }

  /// The first ring is the exterior one.
  private static Shape.Polygon polygon(JsonNode rings) {
    return new Shape.Polygon(
        IntStream.range(0, rings.size())
            .mapToObj(i -> new Shape.Ring(i == 0, positions(rings.path(i))))
            .toList());
  }

  private static List<Shape.Position> positions(JsonNode ring) {
    return ring.valueStream()
        .map(at -> new Shape.Position(at.path(0).doubleValue(), at.path(1).doubleValue()))
        .toList();
  }
}
