package io.headland.server.core.field.file;

import io.headland.server.core.field.file.FieldFile.FileField;
import io.headland.server.core.field.file.FieldFile.TooManyFields;
import io.headland.server.provider.Shape;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads the polygons of a shapefile (ESRI Shapefile Technical Description, July 1998): types 5, 15
/// and 25. Each record is one field, with the name of the column `name` of the .dbf file. The index
/// (.shx) is not required. Coordinates must be WGS 84 in degrees, which is assumed without a .prj
/// file.
final class Shapefile {
  private static final int FILE_CODE = 9994;
  private static final int HEADER = 100;
  private static final int NULL_SHAPE = 0;

  /// Bytes before the index of parts: type, box, number of parts and of points.
  private static final int BEFORE_PARTS = 44;

  private static final Pattern WGS84 =
      Pattern.compile(
          "\\s*GEOG(CS|CRS)\\s*\\[.*WGS[ _]?(19)?84.*", Pattern.DOTALL | Pattern.CASE_INSENSITIVE);
  private static final Pattern NAME = Pattern.compile("\\[\\s*\"([^\"]{1,80})\"");

  private Shapefile() {}

  /// @param dbf empty when there is none
  /// @param prj blank when there is none
  static List<FileField> fields(byte[] shp, byte[] dbf, String prj, int max) {
    refuseOtherProjections(prj);
    ByteBuffer file = ByteBuffer.wrap(shp).order(ByteOrder.BIG_ENDIAN);
    if (shp.length < HEADER || file.getInt(0) != FILE_CODE) {
      throw new GeometryException("The .shp file has no header of a shapefile.");
    }
    List<String> names = DbfNames.read(dbf);
    List<FileField> fields = new ArrayList<>();
    file.position(HEADER);
    int record = 0;
    while (file.remaining() >= 8) {
      file.getInt();
      long length = 2L * file.getInt();
      if (length < 4 || length > file.remaining()) {
        throw new GeometryException("Record " + (record + 1) + " of the .shp file is truncated.");
      }
      ByteBuffer content = file.slice(file.position(), (int) length).order(ByteOrder.LITTLE_ENDIAN);
      file.position(file.position() + (int) length);
      String name = record < names.size() ? names.get(record) : "";
      record++;
      int type = content.getInt(0);
      if (type != NULL_SHAPE) {
        if (fields.size() >= max) {
          throw new TooManyFields();
        }
        fields.add(FileField.read(name, () -> polygon(type, content)));
      }
    }
    return fields;
  }

  private static void refuseOtherProjections(String prj) {
    if (!prj.isBlank() && !WGS84.matcher(prj).matches()) {
      Matcher name = NAME.matcher(prj);
      throw new GeometryException(
          "The coordinates must be WGS 84 in degrees (EPSG:4326), but the .prj file names "
              + (name.find() ? name.group(1).replaceAll("\\p{Cntrl}", " ") : "another system")
              + ".");
    }
  }

  private static Shape polygon(int type, ByteBuffer content) {
    if (type != 5 && type != 15 && type != 25) {
      throw new GeometryException("A record is not a polygon: its shape type is " + type + ".");
    }
    try {
      int parts = content.getInt(36);
      int points = content.getInt(40);
      long needed = BEFORE_PARTS + 4L * parts + 16L * points;
      if (parts < 1 || points < parts || needed > content.capacity()) {
        throw new GeometryException("A record has more parts or points than its length permits.");
      }
      if (points > GeoJson.MAX_POSITIONS) {
        throw new GeometryException(
            "The geometry has more than "
                + GeoJson.MAX_POSITIONS
                + " positions, which is the limit.");
      }
      return rings(content, parts, points);
    } catch (IndexOutOfBoundsException | BufferUnderflowException _) {
      throw new GeometryException("A record of the .shp file is truncated.");
    }
  }

  /// All rings in one polygon: which hole belongs to which shell is determined when it is stored.
  private static Shape rings(ByteBuffer content, int parts, int points) {
    int firstPoint = BEFORE_PARTS + 4 * parts;
    boolean[] exterior = new boolean[parts];
    boolean anyExterior = false;
    for (int part = 0; part < parts; part++) {
      exterior[part] =
          isClockwise(content, firstPoint, start(content, part), end(content, part, parts, points));
      anyExterior |= exterior[part];
    }
    ShapeBuilder shape = new ShapeBuilder(GeoJson.MAX_POSITIONS);
    for (int part = 0; part < parts; part++) {
      for (int point = start(content, part); point < end(content, part, parts, points); point++) {
        shape.add(x(content, firstPoint, point), y(content, firstPoint, point));
      }
      // In a file whose rings all have the opposite direction, all are shells.
      shape.endRing(exterior[part] || !anyExterior);
    }
    shape.endPolygon();
    return shape.build();
  }

  private static int start(ByteBuffer content, int part) {
    return content.getInt(BEFORE_PARTS + 4 * part);
  }

  private static int end(ByteBuffer content, int part, int parts, int points) {
    int end = part + 1 < parts ? start(content, part + 1) : points;
    if (start(content, part) < 0 || end > points || end <= start(content, part)) {
      throw new GeometryException("The parts of a record are not in order.");
    }
    return end;
  }

  private static boolean isClockwise(ByteBuffer content, int firstPoint, int start, int end) {
    double twiceArea = 0;
    for (int i = start; i < end - 1; i++) {
      twiceArea +=
          x(content, firstPoint, i) * y(content, firstPoint, i + 1)
              - x(content, firstPoint, i + 1) * y(content, firstPoint, i);
    }
    return twiceArea < 0;
  }

  private static double x(ByteBuffer content, int firstPoint, int point) {
    return content.getDouble(firstPoint + 16 * point);
  }

  private static double y(ByteBuffer content, int firstPoint, int point) {
    return content.getDouble(firstPoint + 16 * point + 8);
  }
}
