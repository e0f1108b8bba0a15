package io.headland.server.core.machinefile.shapefile;

import io.headland.server.core.machinefile.MachineFileException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Reads the positions of a .shp file record by record: points, and the centroids of polygons. Only
/// one record is in memory.
///
/// John Deere's exports have the types 1 (point), 11 (point with z, which is NaN) and 5 (polygon,
/// the strip that was covered).
public final class ShpReader implements AutoCloseable {
  private static final int FILE_CODE = 9994;
  private static final int HEADER = 100;
  private static final int RECORD_HEADER = 8;
  private static final int BUFFER = 1 << 16;

  /// Of a great circle of the sphere with the mean radius of the earth.
  private static final double METRES_PER_DEGREE = 6_371_008.8 * Math.PI / 180;

  /// The most bytes of a record: a polygon of 65,536 positions.
  private static final int MAX_BYTES = 1 << 20;

  private final InputStream in;
  private final ShapeType type;
  private final byte[] recordHeader = new byte[RECORD_HEADER];
  private byte[] bytes = new byte[64];
  private ByteBuffer content = littleEndian(bytes);
  private long read;
  private double x = Double.NaN;
  private double y = Double.NaN;
  private double area = Double.NaN;

  private ShpReader(InputStream in, ShapeType type) {
    this.in = in;
    this.type = type;
  }

  /// Reads the header.
  public static ShpReader open(InputStream file) throws IOException, MachineFileException {
    InputStream in = new BufferedInputStream(file, BUFFER);
    byte[] header = in.readNBytes(HEADER);
    if (header.length < HEADER || ByteBuffer.wrap(header).getInt(0) != FILE_CODE) {
      throw new MachineFileException("The .shp file has no header of a shapefile.");
    }
    int type = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN).getInt(32);
    if (ShapeType.of(type) == ShapeType.OTHER) {
      throw new MachineFileException(
          "The .shp file has shapes of type %d; only points and polygons are machine data."
              .formatted(type));
    }
    return new ShpReader(in, ShapeType.of(type));
  }

  private enum ShapeType {
    NONE,
    POINT,
    POLYGON,
    OTHER;

    static ShapeType of(int type) {
      return switch (type) {
        case 0 -> NONE;
        case 1, 11, 21 -> POINT;
        case 5, 15, 25 -> POLYGON;
        default -> OTHER;
      };
    }
  }

  /// Reads the next record.
  ///
  /// @return false after the last
  public boolean next() throws IOException, MachineFileException {
    int headerBytes = in.readNBytes(recordHeader, 0, RECORD_HEADER);
    if (headerBytes == 0) {
      return false;
    }
    long length = headerBytes < RECORD_HEADER ? 0 : 2L * ByteBuffer.wrap(recordHeader).getInt(4);
    if (length < 4 || length > MAX_BYTES) {
      throw truncated();
    }
    if (bytes.length < length) {
      bytes = new byte[(int) length];
      content = littleEndian(bytes);
    }
    if (in.readNBytes(bytes, 0, (int) length) < length) {
      throw truncated();
    }
    read++;
    position((int) length);
    return true;
  }

  private void position(int length) throws MachineFileException {
    x = Double.NaN;
    y = Double.NaN;
    area = Double.NaN;
    int recordType = content.getInt(0);
    switch (ShapeType.of(recordType)) {
      case NONE -> {}
      case POINT -> {
        if (length < 20) {
          throw truncated();
        }
        x = content.getDouble(4);
        y = content.getDouble(12);
      }
      case POLYGON -> centroid(length);
      case OTHER ->
          throw new MachineFileException(
              "Record %d of the .shp file has the shape type %d.".formatted(read, recordType));
    }
  }

  /// The centroid of the first ring, or the mean of its positions when it has no area.
  private void centroid(int length) throws MachineFileException {
    int parts = length < 44 ? 0 : content.getInt(36);
    int points = length < 44 ? 0 : content.getInt(40);
    long needed = 44 + 4L * parts + 16L * points;
    if (parts < 1 || points < 1 || needed > length) {
      throw truncated();
    }
    int first = 44 + 4 * parts;
    int end = parts > 1 ? Math.clamp(content.getInt(48), 1, points) : points;
    double originX = content.getDouble(first);
    double originY = content.getDouble(first + 8);
    double twice = 0;
    double sumX = 0;
    double sumY = 0;
    double meanX = 0;
    double meanY = 0;
    for (int i = 0; i < end; i++) {
      int next = (i + 1) % end;
      double ax = content.getDouble(first + 16 * i) - originX;
      double ay = content.getDouble(first + 16 * i + 8) - originY;
      double bx = content.getDouble(first + 16 * next) - originX;
      double by = content.getDouble(first + 16 * next + 8) - originY;
      double cross = ax * by - bx * ay;
      twice += cross;
      sumX += (ax + bx) * cross;
      sumY += (ay + by) * cross;
      meanX += ax / end;
      meanY += ay / end;
    }
    x = originX + (twice == 0 ? meanX : sumX / (3 * twice));
    y = originY + (twice == 0 ? meanY : sumY / (3 * twice));
    area =
        Math.abs(twice) / 2 * METRES_PER_DEGREE * METRES_PER_DEGREE * Math.cos(Math.toRadians(y));
  }

  private MachineFileException truncated() {
    return new MachineFileException(
        "The .shp file is truncated or damaged at record %d.".formatted(read + 1));
  }

  private static ByteBuffer littleEndian(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /// Whether the file contains polygons.
  public boolean isPolygon() {
    return type == ShapeType.POLYGON;
  }

  /// The longitude of the record; NaN for a record without a shape.
  public double x() {
    return x;
  }

  /// The latitude of the record; NaN for a record without a shape.
  public double y() {
    return y;
  }

  /// The area in square metres of the first ring of a polygon in degrees; NaN for a point.
  public double area() {
    return area;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
