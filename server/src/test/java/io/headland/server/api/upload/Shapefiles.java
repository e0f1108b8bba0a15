package io.headland.server.api.upload;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Writes the files of a shapefile with polygons of one ring each.
public final class Shapefiles {
  public static final String WGS84 =
      """
      GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],\
      PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]\
      """;
  public static final String UTM =
      """
      PROJCS["WGS_1984_UTM_Zone_32N",GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",\
      SPHEROID["WGS_1984",6378137.0,298.257223563]]],PROJECTION["Transverse_Mercator"]]\
      """;

  private Shapefiles() {}

  /// A .shp file; each array holds the rings of a record, as numbers x, y, x, y, …
  public static byte[] shp(List<double[][]> records) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteBuffer header = ByteBuffer.allocate(100);
    header.putInt(0, 9994);
    header.order(ByteOrder.LITTLE_ENDIAN).putInt(28, 1000).putInt(32, 5);
    out.writeBytes(header.array());
    int number = 1;
    for (double[][] rings : records) {
      int points = 0;
      for (double[] ring : rings) {
        points += ring.length / 2;
      }
      int length = 44 + 4 * rings.length + 16 * points;
      ByteBuffer record = ByteBuffer.allocate(8 + length);
      record.putInt(number++).putInt(length / 2);
      record.order(ByteOrder.LITTLE_ENDIAN).putInt(5);
      record.position(8 + 36);
      record.putInt(rings.length).putInt(points);
      int first = 0;
      for (double[] ring : rings) {
        record.putInt(first);
        first += ring.length / 2;
      }
      for (double[] ring : rings) {
        for (double value : ring) {
          record.putDouble(value);
        }
      }
      out.writeBytes(record.array());
    }
    return out.toByteArray();
  }

  /// A .dbf file with one column `NAME` of 20 bytes.
  public static byte[] dbf(String... names) {
    ByteBuffer file = ByteBuffer.allocate(65 + 21 * names.length).order(ByteOrder.LITTLE_ENDIAN);
    file.put((byte) 3).position(4);
    file.putInt(names.length).putShort((short) 65).putShort((short) 21);
    file.position(32);
    file.put("NAME".getBytes(StandardCharsets.US_ASCII)).position(32 + 11);
    file.put((byte) 'C').position(32 + 16);
    file.put((byte) 20).position(64);
    file.put((byte) 0x0D);
    for (String name : names) {
      file.put("%-21s".formatted(" " + name).getBytes(StandardCharsets.UTF_8), 0, 21);
    }
    return file.array();
  }

  /// A clockwise rectangle, the direction of outer rings in shapefiles.
  public static double[] shell(double west, double south, double width, double height) {
    double east = west + width;
    double north = south + height;
    return new double[] {west, south, west, north, east, north, east, south, west, south};
  }

  /// The same counterclockwise.
  public static double[] hole(double west, double south, double width, double height) {
    double east = west + width;
    double north = south + height;
    return new double[] {west, south, east, south, east, north, west, north, west, south};
  }
}
