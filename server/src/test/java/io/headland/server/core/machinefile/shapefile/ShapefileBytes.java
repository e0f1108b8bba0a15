package io.headland.server.core.machinefile.shapefile;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Writes small shapefiles in the form of John Deere's exports.
public final class ShapefileBytes {
  private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

  private ShapefileBytes() {}

  /// A column of a .dbf file.
  public record Column(String name, char type, int length) {}

  /// A .dbf file.
  ///
  /// @param rows texts of the columns; numbers are written at the right, texts at the left
  public static byte[] dbf(List<Column> columns, List<List<String>> rows) {
    int rowLength = 1 + columns.stream().mapToInt(Column::length).sum();
    int headerLength = 32 + 32 * columns.size() + 1;
    ByteBuffer bytes =
        ByteBuffer.allocate(headerLength + rowLength * rows.size() + 1)
            .order(ByteOrder.LITTLE_ENDIAN);
    bytes.put((byte) 3).put(new byte[] {126, 11, 28}).putInt(rows.size());
    bytes.putShort((short) headerLength).putShort((short) rowLength);
    bytes.position(29).put((byte) 0x58).position(32);
    for (Column column : columns) {
      int start = bytes.position();
      bytes.put(column.name().getBytes(StandardCharsets.US_ASCII));
      bytes.position(start + 11).put((byte) column.type());
      bytes
          .position(start + 16)
          .put((byte) column.length())
          .put((byte) (column.type() == 'N' ? 8 : 0));
      bytes.position(start + 32);
    }
    bytes.put((byte) 0x0D);
    for (List<String> row : rows) {
      bytes.put((byte) ' ');
      for (int i = 0; i < columns.size(); i++) {
        Column column = columns.get(i);
        byte[] value = row.get(i).getBytes(WINDOWS_1252);
        byte[] blanks = " ".repeat(column.length() - value.length).getBytes(WINDOWS_1252);
        if (column.type() == 'N') {
          bytes.put(blanks).put(value);
        } else {
          bytes.put(value).put(blanks);
        }
      }
    }
    return bytes.put((byte) 0x1A).array();
  }

  /// Points; a position of null is a record without a shape.
  public static byte[] points(List<double[]> positions) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(header(1));
    int number = 0;
    for (double[] position : positions) {
      int words = position.length == 0 ? 2 : 10;
      ByteBuffer record = ByteBuffer.allocate(8 + 2 * words);
      record.putInt(++number).putInt(words).order(ByteOrder.LITTLE_ENDIAN);
      record.putInt(position.length == 0 ? 0 : 1);
      for (double coordinate : position) {
        record.putDouble(coordinate);
      }
      out.writeBytes(record.array());
    }
    return out.toByteArray();
  }

  /// The index (.shx) of a file of points.
  public static byte[] index(int points) {
    ByteBuffer index = ByteBuffer.allocate(100 + 8 * points);
    index.put(header(1));
    for (int i = 0; i < points; i++) {
      index.putInt(50 + 14 * i).putInt(10);
    }
    return index.array();
  }

  /// One polygon with one ring.
  public static byte[] polygon(double... coordinates) {
    int points = coordinates.length / 2;
    int length = 44 + 4 + 16 * points;
    ByteBuffer record = ByteBuffer.allocate(8 + length);
    record.putInt(1).putInt(length / 2).order(ByteOrder.LITTLE_ENDIAN).putInt(5);
    record.position(8 + 36).putInt(1).putInt(points).putInt(0);
    for (double coordinate : coordinates) {
      record.putDouble(coordinate);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(header(5));
    out.writeBytes(record.array());
    return out.toByteArray();
  }

  static byte[] header(int type) {
    ByteBuffer header = ByteBuffer.allocate(100);
    header.putInt(9994).order(ByteOrder.LITTLE_ENDIAN);
    header.putInt(28, 1000).putInt(32, type);
    return header.array();
  }
}
