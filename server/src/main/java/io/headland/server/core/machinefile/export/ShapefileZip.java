package io.headland.server.core.machinefile.export;

import io.headland.server.core.machinefile.PointRow;
import io.headland.server.core.machinefile.point.PointEngine;
import io.headland.server.core.machinefile.point.StoredPoints;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.locationtech.jts.geom.Envelope;

/// A zip archive with a shapefile of points, written while the points are read. The file
/// `columns.csv` names the property and the unit of each column.
public final class ShapefileZip implements AutoCloseable {
  private static final int BUFFER = 64 * 1024;

  /// The limit of the format for each of its files.
  private static final long MAX_BYTES = Integer.MAX_VALUE;

  private static final int FILE_CODE = 9994;
  private static final int VERSION = 1000;
  private static final int POINT = 1;
  private static final int HEADER_BYTES = 100;
  private static final int CONTENT_BYTES = 20;
  private static final int RECORD_BYTES = 8 + CONTENT_BYTES;
  private static final int INDEX_BYTES = 8;

  private static final String WGS_84 =
      """
      GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],\
      PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]""";

  private final ExportedPoints points;
  private final Instant changedAt;
  private final StoredPoints attributes;
  private final StoredPoints positions;

  private ShapefileZip(
      ExportedPoints points, Instant changedAt, StoredPoints attributes, StoredPoints positions) {
    this.points = points;
    this.changedAt = changedAt;
    this.attributes = attributes;
    this.positions = positions;
  }

  /// Whether a shapefile can have the points: no file of it may be larger than 2 GiB.
  public static boolean fits(ExportedPoints points) {
    return new DbfWriter(points).bytes() <= MAX_BYTES
        && HEADER_BYTES + points.count() * RECORD_BYTES <= MAX_BYTES;
  }

  /// Opens the points. They are read twice, and both readers are open from the beginning: the file
  /// may be deleted meanwhile.
  ///
  /// @param changedAt when the points were last changed
  public static ShapefileZip open(PointEngine engine, ExportedPoints points, Instant changedAt)
      throws IOException {
    StoredPoints attributes = engine.pointsOf(points.file());
    try {
      return new ShapefileZip(points, changedAt, attributes, engine.pointsOf(points.file()));
    } catch (IOException | RuntimeException e) {
      attributes.close();
      throw e;
    }
  }

  /// Writes the archive.
  public void write(OutputStream out) throws IOException {
    ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
    zip.setLevel(Deflater.BEST_SPEED);
    BufferedOutputStream content = new BufferedOutputStream(zip, BUFFER);
    begin(zip, points.layer() + ".prj");
    writeText(content, WGS_84);
    begin(zip, points.layer() + ".cpg");
    writeText(content, "UTF-8");
    begin(zip, "columns.csv");
    writeText(content, columns());
    begin(zip, points.layer() + ".shx");
    writeIndex(content);
    content.flush();
    begin(zip, points.layer() + ".shp");
    writePositions(content);
    content.flush();
    begin(zip, points.layer() + ".dbf");
    new DbfWriter(points).write(attributes, changedAt, content);
    content.flush();
    zip.finish();
  }

  private void begin(ZipOutputStream zip, String name) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTime(changedAt.toEpochMilli());
    zip.putNextEntry(entry);
  }

  private static void writeText(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  private String columns() {
    return points.columns().stream()
        .map(
            column ->
                "%s,%s,%s,\"%s\"\r\n"
                    .formatted(
                        column.shortName(), column.name(), column.unit(), column.description()))
        .collect(Collectors.joining("", "column,property,unit,description\r\n", ""));
  }

  private byte[] header(long recordBytes) {
    long words = (HEADER_BYTES + points.count() * recordBytes) / 2;
    Envelope extent = points.extent().isNull() ? new Envelope(0, 0, 0, 0) : points.extent();
    return ByteBuffer.allocate(HEADER_BYTES)
        .putInt(0, FILE_CODE)
        .putInt(24, Math.toIntExact(words))
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(28, VERSION)
        .putInt(32, POINT)
        .putDouble(36, extent.getMinX())
        .putDouble(44, extent.getMinY())
        .putDouble(52, extent.getMaxX())
        .putDouble(60, extent.getMaxY())
        .array();
  }

  /// The offset of each record, in words of two bytes.
  private void writeIndex(OutputStream out) throws IOException {
    out.write(header(INDEX_BYTES));
    ByteBuffer index = ByteBuffer.allocate(INDEX_BYTES).putInt(4, CONTENT_BYTES / 2);
    for (long i = 0; i < points.count(); i++) {
      index.putInt(0, Math.toIntExact((HEADER_BYTES + i * RECORD_BYTES) / 2));
      out.write(index.array());
    }
  }

  private void writePositions(OutputStream out) throws IOException {
    out.write(header(RECORD_BYTES));
    PointRow row = new PointRow();
    ByteBuffer record = ByteBuffer.allocate(RECORD_BYTES);
    int number = 0;
    while (positions.next(row)) {
      number++;
      record
          .order(ByteOrder.BIG_ENDIAN)
          .putInt(0, number)
          .putInt(4, CONTENT_BYTES / 2)
          .order(ByteOrder.LITTLE_ENDIAN)
          .putInt(8, POINT)
          .putDouble(12, row.longitude())
          .putDouble(20, row.latitude());
      out.write(record.array());
    }
  }

  @Override
  public void close() throws IOException {
    try (attributes) {
      positions.close();
    }
  }
}
