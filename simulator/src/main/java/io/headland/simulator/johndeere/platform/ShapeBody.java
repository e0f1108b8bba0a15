package io.headland.simulator.johndeere.platform;

import io.headland.simulator.fielddata.Boundary;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// Reads the shape of a boundary in a request, by the documented rules: at least one exterior ring,
/// and in each ring four points or more of which the last equals the first.
final class ShapeBody {
  private static final int FEWEST_POINTS = 4;
  private static final String SHAPE = "multipolygons";

  private ShapeBody() {}

  /// The rings of every polygon.
  ///
  /// @throws RefusedException naming the violated rule
  static List<Boundary.Ring> rings(JsonNode multipolygons) {
    List<Boundary.Ring> rings = new ArrayList<>();
    int polygon = 0;
    for (JsonNode written : multipolygons) {
      for (JsonNode ring : written.path("rings")) {
        rings.add(ring(polygon, ring));
      }
      polygon++;
    }
    if (rings.stream().noneMatch(Boundary.Ring::exterior)) {
      throw RefusedException.rule(SHAPE, "", "There must be at least one exterior ring.");
    }
    return rings;
  }

  private static Boundary.Ring ring(int polygon, JsonNode ring) {
    boolean exterior =
        switch (ring.path("type").asString("")) {
          case "exterior" -> true;
          case "interior" -> false;
          default ->
              throw RefusedException.rule(
                  SHAPE, ring.path("type").asString(""), "A ring is exterior or interior.");
        };
    List<Boundary.Point> points = new ArrayList<>();
    ring.path("points").forEach(point -> points.add(point(point)));
    if (points.size() < FEWEST_POINTS) {
      throw RefusedException.rule(
          SHAPE, Integer.toString(points.size()), "Each ring must have 4 or more points.");
    }
    if (!points.getFirst().equals(points.getLast())) {
      throw RefusedException.rule(
          SHAPE, "", "The first and last point must be the same for each ring.");
    }
    return new Boundary.Ring(polygon, exterior, ring.path("passable").asBoolean(exterior), points);
  }

  private static Boundary.Point point(JsonNode point) {
    JsonNode lat = point.path("lat");
    JsonNode lon = point.path("lon");
    if (!lat.isNumber()
        || !lon.isNumber()
        || Math.abs(lat.doubleValue()) > 90
        || Math.abs(lon.doubleValue()) > 180) {
      throw RefusedException.rule(
          SHAPE, point.toString(), "A point has a latitude and a longitude in degrees.");
    }
    return new Boundary.Point(lat.doubleValue(), lon.doubleValue());
  }
}
