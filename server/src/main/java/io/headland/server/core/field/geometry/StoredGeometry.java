package io.headland.server.core.field.geometry;

import io.headland.server.platform.json.Json;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.geom.Polygon;
import tools.jackson.databind.JsonNode;

/// Reads a geometry written by [GeoJsonText].
public final class StoredGeometry {
  private StoredGeometry() {}

  public static MultiPolygon read(String geoJson) {
    JsonNode polygons = Json.MAPPER.readTree(geoJson).path("coordinates");
    return DrawnShape.FACTORY.createMultiPolygon(
        polygons.valueStream().map(StoredGeometry::polygon).toArray(Polygon[]::new));
  }

  private static Polygon polygon(JsonNode rings) {
    LinearRing shell = ring(rings.path(0));
    LinearRing[] holes =
        rings.valueStream().skip(1).map(StoredGeometry::ring).toArray(LinearRing[]::new);
    return DrawnShape.FACTORY.createPolygon(shell, holes);
  }

  private static LinearRing ring(JsonNode positions) {
    return DrawnShape.FACTORY.createLinearRing(
        positions
            .valueStream()
            .map(at -> new Coordinate(at.path(0).doubleValue(), at.path(1).doubleValue()))
            .toArray(Coordinate[]::new));
  }
}
