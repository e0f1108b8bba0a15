package io.headland.server.api.field;

/// GeoJSON as callers send it.
public final class Geometries {
  private Geometries() {}

  /// A rectangle with this size in degrees to the east and north of a point.
  public static String rectangle(double west, double south, double width, double height) {
    return "{\"type\": \"MultiPolygon\", \"coordinates\": [["
        + ring(west, south, width, height)
        + "]]}";
  }

  public static String polygon(double west, double south, double width, double height) {
    return "{\"type\": \"Polygon\", \"coordinates\": [" + ring(west, south, width, height) + "]}";
  }

  /// Two triangles that touch where its lines cross.
  public static String bowTie() {
    return """
    {"type": "Polygon", "coordinates": [[[10, 50], [10.01, 50.01], [10.01, 50], [10, 50.01], [10, 50]]]}
    """;
  }

  /// A ring with this number of positions, the last one equal to the first.
  public static String round(int positions) {
    StringBuilder ring = new StringBuilder();
    for (int i = 0; i < positions - 1; i++) {
      double angle = 2 * Math.PI * i / (positions - 1);
      ring.append("[%.7f,%.7f],".formatted(10 + Math.cos(angle), 50 + Math.sin(angle)));
    }
    return "{\"type\":\"Polygon\",\"coordinates\":[[" + ring + "[11.0000000,50.0000000]]]}";
  }

  private static String ring(double west, double south, double width, double height) {
    double east = west + width;
    double north = south + height;
    return "[[%s,%s],[%s,%s],[%s,%s],[%s,%s],[%s,%s]]"
        .formatted(west, south, east, south, east, north, west, north, west, south);
  }
}
