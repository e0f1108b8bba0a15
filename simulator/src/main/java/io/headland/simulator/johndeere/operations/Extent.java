package io.headland.simulator.johndeere.operations;

import java.io.IOException;

/// The number of records of an export and the box around them, which its headers state.
record Extent(int records, double west, double south, double east, double north) {
  static Extent of(Recording recording, ExportOptions options) throws IOException {
    Box box = new Box();
    options
        .resolution()
        .send(
            recording,
            sample -> {
              box.records++;
              if (options.polygons()) {
                for (double[] corner : ShapeWriter.Strip.of(recording.outline(), sample)) {
                  box.add(corner[0], corner[1]);
                }
              } else {
                box.add(sample.lon(), sample.lat());
              }
            });
    return box.records == 0
        ? new Extent(0, 0, 0, 0, 0)
        : new Extent(box.records, box.west, box.south, box.east, box.north);
  }

  private static final class Box {
    private int records;
    private double west = Double.MAX_VALUE;
    private double south = Double.MAX_VALUE;
    private double east = -Double.MAX_VALUE;
    private double north = -Double.MAX_VALUE;

    void add(double lon, double lat) {
      west = Math.min(west, lon);
      east = Math.max(east, lon);
      south = Math.min(south, lat);
      north = Math.max(north, lat);
    }
  }
}
