package io.headland.simulator.johndeere.operations;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Writes the geometry of an export as `.shp` and `.shx`. All records have the same length.
final class ShapeWriter {
  private static final int HEADER = 100;
  private static final int POINT = 1;
  private static final int POLYGON = 5;
  private static final int POINT_Z = 11;
  private static final int CORNERS = 5;

  private final Recording recording;
  private final ExportOptions options;
  private final Extent extent;

  ShapeWriter(Recording recording, ExportOptions options, Extent extent) {
    this.recording = recording;
    this.options = options;
    this.extent = extent;
  }

  private int type() {
    if (options.polygons()) {
      return POLYGON;
    }
    return options.resolution() == Resolution.EACH_SECTION ? POINT_Z : POINT;
  }

  /// The length of the content of a record, in bytes.
  private int contentLength() {
    return switch (type()) {
      case POINT -> 20;
      case POINT_Z -> 36;
      default -> 4 + 32 + 4 + 4 + 4 + CORNERS * 16;
    };
  }

  void writeShapes(OutputStream out) throws IOException {
    ByteBuffer record = ByteBuffer.allocate(8 + contentLength());
    out.write(header(HEADER + (long) extent.records() * record.capacity()));
    int[] number = {0};
    options
        .resolution()
        .send(
            recording,
            sample -> {
              record.clear();
              record.order(ByteOrder.BIG_ENDIAN).putInt(++number[0]).putInt(contentLength() / 2);
              shape(record.order(ByteOrder.LITTLE_ENDIAN).putInt(type()), sample);
              out.write(record.array());
            });
  }

  void writeIndex(OutputStream out) throws IOException {
    out.write(header(HEADER + 8L * extent.records()));
    ByteBuffer entry = ByteBuffer.allocate(8);
    for (int i = 0; i < extent.records(); i++) {
      long offset = HEADER + (long) i * (8 + contentLength());
      entry.clear().putInt((int) (offset / 2)).putInt(contentLength() / 2);
      out.write(entry.array());
    }
  }

  private void shape(ByteBuffer record, Sample sample) {
    if (type() == POLYGON) {
      polygon(record, sample);
      return;
    }
    record.putDouble(sample.lon()).putDouble(sample.lat());
    if (type() == POINT_Z) {
      record.putDouble(Double.NaN).putDouble(0);
    }
  }

  /// The strip that was covered since the record before, clockwise.
  private void polygon(ByteBuffer record, Sample sample) {
    double[][] corners = Strip.of(recording.outline(), sample);
    double west = Double.MAX_VALUE;
    double south = Double.MAX_VALUE;
    double east = -Double.MAX_VALUE;
    double north = -Double.MAX_VALUE;
    for (double[] corner : corners) {
      west = Math.min(west, corner[0]);
      east = Math.max(east, corner[0]);
      south = Math.min(south, corner[1]);
      north = Math.max(north, corner[1]);
    }
    record.putDouble(west).putDouble(south).putDouble(east).putDouble(north);
    record.putInt(1).putInt(CORNERS).putInt(0);
    for (double[] corner : corners) {
      record.putDouble(corner[0]).putDouble(corner[1]);
    }
  }

  private byte[] header(long bytes) {
    ByteBuffer header = ByteBuffer.allocate(HEADER);
    header.putInt(9994).position(24);
    header.putInt((int) (bytes / 2));
    header.order(ByteOrder.LITTLE_ENDIAN).putInt(1000).putInt(type());
    header.putDouble(extent.west()).putDouble(extent.south());
    header.putDouble(extent.east()).putDouble(extent.north());
    return header.array();
  }

  /// The corners of a covered strip.
  static final class Strip {
    private Strip() {}

    /// Five corners as longitude and latitude, the last like the first.
    static double[][] of(Outline outline, Sample sample) {
      double east = outline.lon(1) - outline.lon(0);
      double north = outline.lat(1) - outline.lat(0);
      double along = Math.toRadians(sample.heading());
      double half = sample.width() / 2;
      double[][] corners = new double[CORNERS][];
      double[][] places = {
        {0, -half}, {0, half}, {-sample.distance(), half}, {-sample.distance(), -half}, {0, -half}
      };
      for (int i = 0; i < CORNERS; i++) {
        double ahead = places[i][0];
        double right = places[i][1];
        corners[i] =
            new double[] {
              sample.lon() + (ahead * Math.sin(along) + right * Math.cos(along)) * east,
              sample.lat() + (ahead * Math.cos(along) - right * Math.sin(along)) * north
            };
      }
      return corners;
    }
  }
}
