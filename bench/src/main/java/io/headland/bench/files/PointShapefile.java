package io.headland.bench.files;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// A shapefile of harvest points in a field of parallel passes, without an index of records beyond
/// `.shx`. The layout is that of the ESRI Shapefile Technical Description and of dBASE III.
final class PointShapefile {
  private static final int POINTS_PER_PASS = 1_000;
  private static final double STEP_DEGREES = 0.000018;
  private static final double PASS_DEGREES = 0.00007;
  private static final Instant BEGIN = Instant.parse("2025-09-14T12:00:00Z");
  private static final double WEST = -97.5;
  private static final double SOUTH = 41.1;

  private static final int HEADER = 100;
  private static final int POINT = 28;
  private static final int RECORD_CONTENT = 20;
  private static final int FILE_CODE = 9994;
  private static final int VERSION = 1000;

  private static final String WGS84 =
      "GEOGCS[\"GCS_WGS_1984\",DATUM[\"D_WGS_1984\",SPHEROID[\"WGS_1984\",6378137.0,298.257223563]],"
          + "PRIMEM[\"Greenwich\",0.0],UNIT[\"Degree\",0.0174532925199433]]";

  private record Column(String name, char type, int length, int decimals) {}

  private static final List<Column> COLUMNS =
      List.of(
          new Column("IsoTime", 'C', 20, 0),
          new Column("Distance_m", 'N', 9, 3),
          new Column("Width_m", 'N', 9, 3),
          new Column("Elevation", 'N', 9, 3),
          new Column("Speed_km_h", 'N', 9, 3),
          new Column("VRYIELDVOL", 'N', 9, 3),
          new Column("Moisture", 'N', 9, 3),
          new Column("Crop", 'C', 8, 0));

  private final Path folder;
  private final int points;

  private PointShapefile(Path folder, int points) {
    this.folder = folder;
    this.points = points;
  }

  /// Writes the four files of a shapefile `harvest`.
  static PointShapefile write(Path folder, int points) throws IOException {
    Files.createDirectories(folder);
    var file = new PointShapefile(folder, points);
    Files.writeString(folder.resolve("harvest.prj"), WGS84);
    file.writeShapes();
    file.writeIndex();
    file.writeTable();
    return file;
  }

  Path shp() {
    return folder.resolve("harvest.shp");
  }

  int points() {
    return points;
  }

  List<Path> all() {
    return List.of(
        shp(),
        folder.resolve("harvest.shx"),
        folder.resolve("harvest.dbf"),
        folder.resolve("harvest.prj"));
  }

  /// The files in a zip archive.
  Path zip() throws IOException {
    Path archive = folder.resolve("harvest.zip");
    try (ZipOutputStream zip =
        new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(archive)))) {
      zip.setLevel(1);
      for (Path file : all()) {
        zip.putNextEntry(new ZipEntry(String.valueOf(file.getFileName())));
        Files.copy(file, zip);
        zip.closeEntry();
      }
    }
    return archive;
  }

  /// A GeoJSON polygon that contains all points.
  String surroundings() {
    double east = longitude(points - 1) + PASS_DEGREES;
    double west = WEST - PASS_DEGREES;
    double north = latitude(POINTS_PER_PASS - 1) + STEP_DEGREES;
    double south = SOUTH - STEP_DEGREES;
    return String.format(
        Locale.ROOT,
        "{\"type\": \"Polygon\", \"coordinates\":"
            + " [[[%1$f, %2$f], [%3$f, %2$f], [%3$f, %4$f], [%1$f, %4$f], [%1$f, %2$f]]]}",
        west,
        south,
        east,
        north);
  }

  private static double longitude(int point) {
    int pass = point / POINTS_PER_PASS;
    return WEST + pass * PASS_DEGREES;
  }

  private static double latitude(int point) {
    return SOUTH + point % POINTS_PER_PASS * STEP_DEGREES;
  }

  private void writeShapes() throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(shp()), 1 << 16)) {
      out.write(header(HEADER + (long) POINT * points));
      ByteBuffer shape = ByteBuffer.allocate(POINT);
      for (int point = 0; point < points; point++) {
        shape.clear().order(ByteOrder.BIG_ENDIAN).putInt(point + 1).putInt(RECORD_CONTENT / 2);
        shape.order(ByteOrder.LITTLE_ENDIAN).putInt(1);
        shape.putDouble(longitude(point)).putDouble(latitude(point));
        out.write(shape.array());
      }
    }
  }

  private void writeIndex() throws IOException {
    Path index = folder.resolve("harvest.shx");
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(index), 1 << 16)) {
      out.write(header(HEADER + 8L * points));
      ByteBuffer entry = ByteBuffer.allocate(8);
      for (int point = 0; point < points; point++) {
        int words = (HEADER + point * POINT) / 2;
        out.write(entry.clear().putInt(words).putInt(RECORD_CONTENT / 2).array());
      }
    }
  }

  private byte[] header(long bytes) {
    ByteBuffer header = ByteBuffer.allocate(HEADER);
    header.putInt(0, FILE_CODE).putInt(24, Math.toIntExact(bytes / 2));
    header.order(ByteOrder.LITTLE_ENDIAN).putInt(28, VERSION).putInt(32, 1);
    header.putDouble(36, WEST).putDouble(44, SOUTH);
    header.putDouble(52, longitude(points - 1));
    header.putDouble(60, latitude(POINTS_PER_PASS - 1));
    return header.array();
  }

  private void writeTable() throws IOException {
    int row = 1 + COLUMNS.stream().mapToInt(Column::length).sum();
    int head = 32 + 32 * COLUMNS.size() + 1;
    ByteBuffer header = ByteBuffer.allocate(head).order(ByteOrder.LITTLE_ENDIAN);
    header.put((byte) 3).put((byte) 125).put((byte) 9).put((byte) 14);
    header.putInt(points).putShort((short) head).putShort((short) row);
    for (int i = 0; i < COLUMNS.size(); i++) {
      Column column = COLUMNS.get(i);
      header.position(32 + 32 * i);
      header.put(column.name().getBytes(StandardCharsets.US_ASCII));
      header.position(32 + 32 * i + 11);
      header.put((byte) column.type());
      header.position(32 + 32 * i + 16);
      header.put((byte) column.length()).put((byte) column.decimals());
    }
    header.put(head - 1, (byte) 13);
    Path table = folder.resolve("harvest.dbf");
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(table), 1 << 16)) {
      out.write(header.array());
      for (int point = 0; point < points; point++) {
        out.write(row(point).getBytes(StandardCharsets.US_ASCII));
      }
    }
  }

  /// Plausible values that vary, so that they are not compressed to nothing.
  private static String row(int point) {
    int varied = (int) (((point * 2_654_435_761L) >>> 8) & 0xffff);
    Instant time = BEGIN.plusSeconds(point).truncatedTo(ChronoUnit.SECONDS);
    return String.format(
        Locale.ROOT,
        " %-20s%9.3f%9.3f%9.3f%9.3f%9.3f%9.3f%-8s",
        DateTimeFormatter.ISO_INSTANT.format(time),
        2.0,
        5.9,
        500 + varied / 6_553.6,
        7 + varied / 65_536.0,
        150 + varied / 655.36,
        14 + varied / 13_107.2,
        "CORN");
  }
}
