package io.headland.server.core.machinefile;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;

/// Machine files of plausible work on a field, with known totals. [DeereSample] writes them as an
/// export of John Deere.
public final class MachineFileSamples {
  private static final double METRES_PER_DEGREE = 6_371_008.8 * Math.PI / 180;
  private static final GeometryFactory GEOMETRIES = new GeometryFactory();

  private MachineFileSamples() {}

  /// A position of the machine, [Passes#step] metres after the one before in its pass.
  public record Position(double longitude, double latitude, Instant time, double heading) {}

  /// Parallel passes from west to east and back.
  ///
  /// @param width of the implement in metres
  /// @param step metres from position to position, one a second
  public record Passes(List<Position> positions, double width, double step) {
    public Passes {
      positions = List.copyOf(positions);
    }

    /// Square metres.
    public double area() {
      return positions.size() * width * step;
    }

    /// The first positions.
    public Passes first(int count) {
      return new Passes(positions.subList(0, count), width, step);
    }

    /// The positions from an index on.
    public Passes from(int index) {
      return new Passes(positions.subList(index, positions.size()), width, step);
    }
  }

  /// The amounts of a sample: zero for those that its type does not have.
  ///
  /// @param moisture in percent, weighted with the wet mass
  public record Totals(
      double squareMetres,
      double wetKilograms,
      double bushels,
      double moisture,
      double seeds,
      double gallons) {}

  /// Passes of work that cover a field.
  ///
  /// @param field in degrees
  public static Passes passes(Geometry field, Instant start, double width, double step) {
    Envelope bounds = field.getEnvelopeInternal();
    double north = width / METRES_PER_DEGREE;
    double east = step / METRES_PER_DEGREE / Math.cos(Math.toRadians(bounds.centre().getY()));
    List<Position> positions = new ArrayList<>();
    boolean eastward = true;
    for (double y = bounds.getMinY() + north / 2; y < bounds.getMaxY(); y += north) {
      int steps = (int) Math.floor(bounds.getWidth() / east);
      for (int i = 0; i < steps; i++) {
        double x = bounds.getMinX() + east * ((eastward ? i : steps - 1 - i) + 0.5);
        if (field.contains(GEOMETRIES.createPoint(new Coordinate(x, y)))) {
          Instant time = start.plusSeconds(positions.size());
          positions.add(new Position(x, y, time, eastward ? 90 : 270));
        }
      }
      eastward = !eastward;
    }
    return new Passes(positions, width, step);
  }

  /// Passes on a rectangle.
  ///
  /// @param west and south: its corner in degrees
  /// @param metresEast and metresNorth: its size
  public static Passes passes(
      double west, double south, double metresEast, double metresNorth, Instant start) {
    double east = west + metresEast / METRES_PER_DEGREE / Math.cos(Math.toRadians(south));
    double north = south + metresNorth / METRES_PER_DEGREE;
    return passes(GEOMETRIES.toGeometry(new Envelope(west, east, south, north)), start, 9, 2);
  }

  /// Writes a zip file.
  public static Path zip(Path file, Map<String, byte[]> entries) throws IOException {
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
        zip.closeEntry();
      }
    }
    return file;
  }
}
