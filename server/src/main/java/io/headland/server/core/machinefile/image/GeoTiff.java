package io.headland.server.core.machinefile.image;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.zip.DeflaterOutputStream;

/// Writes GeoTIFF files (OGC 19-008) with one band of 32-bit floating-point numbers in WGS 84.
/// Pixels without a point are NaN.
public final class GeoTiff {
  private static final int SHORT = 3;
  private static final int LONG = 4;
  private static final int ASCII = 2;
  private static final int DOUBLE = 12;
  private static final int HEADER_BYTES = 8;
  private static final int ENTRY_BYTES = 12;
  private static final int INLINE_BYTES = 4;

  /// Version 1.1.0; geographic model, pixels are areas, EPSG 4326.
  private static final short[] GEO_KEYS = {
    1, 1, 0, 3, 1024, 0, 1, 2, 1025, 0, 1, 1, 2048, 0, 1, 4326
  };

  private static final class Tag {
    private final int number;
    private final int type;
    private final int count;
    private final byte[] value;

    Tag(int number, int type, int count, byte[] value) {
      this.number = number;
      this.type = type;
      this.count = count;
      this.value = value;
    }
  }

  private final List<Tag> tags = new ArrayList<>();

  private GeoTiff() {}

  /// What the band contains.
  ///
  /// @param property its name
  /// @param unit of the values; blank when it is unknown
  /// @param conversion of the values of the raster to this unit
  public record Band(String property, String unit, DoubleUnaryOperator conversion) {
    /// GDAL's metadata: names and units are ASCII letters, digits and slashes.
    private byte[] metadata() {
      String text =
          "<GDALMetadata><Item name=\"DESCRIPTION\" sample=\"0\" role=\"description\">%s</Item>"
                  .formatted(property)
              + "<Item name=\"UNITTYPE\" sample=\"0\" role=\"unittype\">%s</Item></GDALMetadata>\0"
                  .formatted(unit);
      return text.getBytes(StandardCharsets.US_ASCII);
    }
  }

  /// Writes a raster. The file is complete when the method returns.
  public static void write(PointRaster raster, Band band, Path target) throws IOException {
    Path pixels = target.resolveSibling(target.getFileName() + ".pixels");
    try {
      writePixels(raster, band, pixels);
      new GeoTiff().write(raster, band, pixels, target);
    } finally {
      Files.deleteIfExists(pixels);
    }
  }

  private static void writePixels(PointRaster raster, Band band, Path file) throws IOException {
    ByteBuffer line =
        ByteBuffer.allocate(raster.width() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    try (OutputStream out = new DeflaterOutputStream(Files.newOutputStream(file))) {
      for (int row = 0; row < raster.height(); row++) {
        line.clear();
        for (int column = 0; column < raster.width(); column++) {
          line.putFloat((float) band.conversion().applyAsDouble(raster.value(column, row)));
        }
        out.write(line.array());
      }
    }
  }

  private void write(PointRaster raster, Band band, Path pixels, Path target) throws IOException {
    PointImage.ImageExtent extent = raster.extent();
    number(256, LONG, raster.width());
    number(257, LONG, raster.height());
    number(258, SHORT, Float.SIZE);
    number(259, SHORT, 8); // Deflate
    number(262, SHORT, 1); // the lowest value is black
    number(273, LONG, 0); // the position of the pixels, set below
    number(277, SHORT, 1);
    number(278, LONG, raster.height());
    number(279, LONG, Math.toIntExact(Files.size(pixels)));
    number(339, SHORT, 3); // floating-point numbers
    doubles(
        33_550,
        (extent.xmax() - extent.xmin()) / raster.width(),
        (extent.ymax() - extent.ymin()) / raster.height(),
        0);
    doubles(33_922, 0, 0, 0, extent.xmin(), extent.ymax(), 0);
    shorts(34_735, GEO_KEYS);
    byte[] metadata = band.metadata();
    tags.add(new Tag(42_112, ASCII, metadata.length, metadata));
    byte[] noData = "nan\0".getBytes(StandardCharsets.US_ASCII);
    tags.add(new Tag(42_113, ASCII, noData.length, noData));
    byte[] head = head();
    try (OutputStream out = Files.newOutputStream(target);
        DataOutputStream data = new DataOutputStream(out)) {
      data.write(head);
      Files.copy(pixels, data);
    }
  }

  /// The header, the directory of the tags and their values, in little-endian order.
  private byte[] head() {
    int directory = 2 + tags.size() * ENTRY_BYTES + 4;
    int outside =
        tags.stream().mapToInt(tag -> tag.value.length).filter(size -> size > INLINE_BYTES).sum();
    int total = HEADER_BYTES + directory + outside;
    ByteBuffer head = ByteBuffer.allocate(total).order(ByteOrder.LITTLE_ENDIAN);
    head.put((byte) 'I').put((byte) 'I').putShort((short) 42).putInt(HEADER_BYTES);
    head.putShort((short) tags.size());
    int position = HEADER_BYTES + directory;
    for (Tag tag : tags) {
      head.putShort((short) tag.number).putShort((short) tag.type).putInt(tag.count);
      byte[] value = tag.number == 273 ? littleEndian(LONG, total) : tag.value;
      if (value.length > INLINE_BYTES) {
        head.putInt(position);
        head.put(position, value);
        position += value.length;
      } else {
        head.put(value).position(head.position() + INLINE_BYTES - value.length);
      }
    }
    return head.array();
  }

  private void number(int tag, int type, int value) {
    tags.add(new Tag(tag, type, 1, littleEndian(type, value)));
  }

  private static byte[] littleEndian(int type, int value) {
    ByteBuffer bytes =
        ByteBuffer.allocate(type == SHORT ? Short.BYTES : Integer.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN);
    return (type == SHORT ? bytes.putShort((short) value) : bytes.putInt(value)).array();
  }

  private void doubles(int tag, double... values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (double value : values) {
      bytes.putDouble(value);
    }
    tags.add(new Tag(tag, DOUBLE, values.length, bytes.array()));
  }

  private void shorts(int tag, short... values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (short value : values) {
      bytes.putShort(value);
    }
    tags.add(new Tag(tag, SHORT, values.length, bytes.array()));
  }
}
