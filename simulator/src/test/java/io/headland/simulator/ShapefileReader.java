package io.headland.simulator;

import io.headland.simulator.http.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import tools.jackson.databind.JsonNode;

/// Reads an export independently of the code that writes it.
record ShapefileReader(Map<String, byte[]> files) {
  /// A column of the attribute table.
  record Field(String name, char type, int length, int decimals) {}

  static ShapefileReader of(byte[] zip) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        files.put(entry.getName(), in.readAllBytes());
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return new ShapefileReader(files);
  }

  private byte[] file(String suffix) {
    return files.entrySet().stream()
        .filter(entry -> entry.getKey().endsWith(suffix))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + suffix + " in " + files.keySet()));
  }

  JsonNode metadata() {
    return Json.read(new String(file("-Deere-Metadata.json"), StandardCharsets.UTF_8));
  }

  /// The unit of an attribute in the metadata.
  String unit(String name) {
    for (JsonNode attribute : metadata().path("DataAttributes")) {
      if (attribute.path("Name").asString().equals(name)) {
        return attribute.path("Unit").asString("");
      }
    }
    throw new AssertionError("no attribute " + name);
  }

  List<Field> columns() {
    byte[] table = file(".dbf");
    List<Field> fields = new ArrayList<>();
    for (int at = 32; table[at] != 0x0D; at += 32) {
      String name = new String(table, at, 11, StandardCharsets.US_ASCII).replace("\0", "");
      fields.add(new Field(name, (char) table[at + 11], table[at + 16], table[at + 17]));
    }
    return fields;
  }

  /// The rows of the table, untrimmed.
  List<Map<String, String>> rows() {
    byte[] table = file(".dbf");
    ByteBuffer header = ByteBuffer.wrap(table).order(ByteOrder.LITTLE_ENDIAN);
    int count = header.getInt(4);
    int first = header.getShort(8);
    int length = header.getShort(10);
    if (table.length != first + (long) count * length) {
      throw new AssertionError("the table has " + table.length + " bytes");
    }
    List<Field> columns = columns();
    List<Map<String, String>> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Map<String, String> row = new HashMap<>();
      int at = first + i * length + 1;
      for (Field field : columns) {
        row.put(field.name(), new String(table, at, field.length(), StandardCharsets.ISO_8859_1));
        at += field.length();
      }
      rows.add(row);
    }
    return rows;
  }

  double sum(String... factors) {
    return rows().stream()
        .filter(row -> number(row, factors[factors.length - 1]) > 0)
        .mapToDouble(
            row -> {
              double product = 1;
              for (String factor : factors) {
                product *= number(row, factor);
              }
              return product;
            })
        .sum();
  }

  static double number(Map<String, String> row, String column) {
    return Double.parseDouble(text(row, column));
  }

  /// The value of a column without blanks.
  static String text(Map<String, String> row, String column) {
    String value = row.get(column);
    if (value == null) {
      throw new AssertionError("no column " + column);
    }
    return value.strip();
  }

  int shapeType() {
    return ByteBuffer.wrap(file(".shp")).order(ByteOrder.LITTLE_ENDIAN).getInt(32);
  }

  /// The positions of point records as longitude and latitude, found through the index.
  List<double[]> points() {
    ByteBuffer index = ByteBuffer.wrap(file(".shx"));
    ByteBuffer shapes = ByteBuffer.wrap(file(".shp"));
    if (shapes.getInt(24) * 2 != shapes.capacity() || index.getInt(24) * 2 != index.capacity()) {
      throw new AssertionError("the lengths in the headers are wrong");
    }
    List<double[]> points = new ArrayList<>();
    for (int at = 100; at < index.capacity(); at += 8) {
      int offset = index.order(ByteOrder.BIG_ENDIAN).getInt(at) * 2;
      int length = shapes.order(ByteOrder.BIG_ENDIAN).getInt(offset + 4);
      if (length != index.getInt(at + 4) || shapes.getInt(offset) != points.size() + 1) {
        throw new AssertionError("record " + points.size() + " is wrong");
      }
      shapes.order(ByteOrder.LITTLE_ENDIAN);
      int skip = shapes.getInt(offset + 8) == 5 ? 12 + 44 : 12;
      points.add(
          new double[] {shapes.getDouble(offset + skip), shapes.getDouble(offset + skip + 8)});
    }
    return points;
  }
}
