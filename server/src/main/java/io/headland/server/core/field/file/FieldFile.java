package io.headland.server.core.field.file;

import io.headland.server.provider.Shape;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads the fields of a file: GeoJSON, KML, KMZ, or a zip archive of any of them and of
/// shapefiles, in folders of any depth. All data is in memory; the name of an archive's entry is
/// used only as a label.
///
/// Bounds: [#MAX_BYTES] unpacked, [#MAX_FILES] entries, one level of nested archives (a KMZ in a
/// zip), and the number of fields that the caller allows.
public final class FieldFile {
  /// The largest size of an upload after unpacking.
  public static final int MAX_BYTES = 16 * 1024 * 1024;

  static final int MAX_FILES = 1_000;

  /// Values, names and brackets of a GeoJSON file. As a tree they require at most 60 MB.
  static final int MAX_TOKENS = 1_000_000;

  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxTokenCount(MAX_TOKENS).build())
                  .build())
          .build();
  private static final byte[] ZIP = {'P', 'K', 3, 4};

  private final Map<String, byte[]> files = new LinkedHashMap<>();
  private final int maxFields;
  private int bytesLeft = MAX_BYTES;

  private FieldFile(int maxFields) {
    this.maxFields = maxFields;
  }

  /// The supported formats.
  public enum Format {
    SHAPEFILE,
    GEOJSON,
    KML
  }

  /// A recognized file.
  ///
  /// @param fields in the order of the file; one [FileField.Rejected] when the file could not be
  ///   read
  public record Content(String fileName, Format format, List<FileField> fields) {
    public Content {
      fields = List.copyOf(fields);
    }
  }

  /// Reads an upload.
  ///
  /// @param fileName given by the caller
  /// @param maxFields of all files together
  /// @throws GeometryException when no file in it is recognized, or a bound is exceeded
  public static List<Content> read(String fileName, byte[] bytes, int maxFields) {
    FieldFile upload = new FieldFile(maxFields);
    upload.add(fileName, bytes, 0);
    List<Content> contents = upload.contents();
    if (contents.isEmpty()) {
      throw new GeometryException(
          "The upload has no GeoJSON, KML or shapefile: their names must end in .geojson, .json,"
              + " .kml, .kmz or .shp.");
    }
    return contents;
  }

  static GeometryException tooMany(int max) {
    return new GeometryException(
        "The upload has more than " + max + " fields, which is the limit.");
  }

  private void add(String name, byte[] bytes, int depth) {
    if (startsWith(bytes, ZIP)) {
      if (depth > 1) {
        throw new GeometryException("Archives are nested too deeply.");
      }
      unpack(name, bytes, depth);
      return;
    }
    take(bytes.length);
    if (files.size() >= MAX_FILES) {
      throw new GeometryException("The archive has more than " + MAX_FILES + " files.");
    }
    files.putIfAbsent(name, bytes);
  }

  private void unpack(String name, byte[] archive, int depth) {
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
      int entries = 0;
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        entries++;
        if (entries > MAX_FILES) {
          throw new GeometryException("The archive has more than " + MAX_FILES + " files.");
        }
        byte[] unpacked = zip.readNBytes(bytesLeft + 1);
        if (unpacked.length > bytesLeft) {
          throw tooLarge();
        }
        String path = entry.getName();
        if (!entry.isDirectory() && !isHidden(path)) {
          add(depth == 0 ? path : name + "/" + path, unpacked, depth + 1);
        }
      }
    } catch (IOException | IllegalArgumentException _) {
      throw new GeometryException("The archive cannot be read: it is damaged or encrypted.");
    }
  }

  private void take(int bytes) {
    bytesLeft -= bytes;
    if (bytesLeft < 0) {
      throw tooLarge();
    }
  }

  private static GeometryException tooLarge() {
    return new GeometryException(
        "The upload is larger than " + MAX_BYTES + " bytes after unpacking, which is the limit.");
  }

  /// Files that macOS adds to archives.
  private static boolean isHidden(String path) {
    return path.startsWith("__MACOSX/")
        || path.substring(path.lastIndexOf('/') + 1).startsWith(".");
  }

  private List<Content> contents() {
    List<Content> contents = new ArrayList<>();
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      String name = file.getKey().toLowerCase(Locale.ROOT);
      byte[] bytes = file.getValue();
      if (name.endsWith(".geojson") || name.endsWith(".json")) {
        contents.add(
            content(
                file.getKey(), Format.GEOJSON, () -> GeoJson.fields(json(bytes), left(contents))));
      } else if (name.endsWith(".kml")) {
        contents.add(content(file.getKey(), Format.KML, () -> Kml.fields(bytes, left(contents))));
      } else if (name.endsWith(".shp")) {
        contents.add(
            content(
                file.getKey(),
                Format.SHAPEFILE,
                () ->
                    Shapefile.fields(
                        bytes,
                        sibling(file.getKey(), ".dbf"),
                        text(sibling(file.getKey(), ".prj")),
                        left(contents))));
      }
    }
    return contents;
  }

  /// The number of fields that are still allowed.
  private int left(List<Content> contents) {
    return maxFields - contents.stream().mapToInt(content -> content.fields().size()).sum();
  }

  /// Reads one file; an error in the file does not affect the others, unless there are too many
  /// fields.
  private Content content(String name, Format format, FieldFileReading reading) {
    List<FileField> fields;
    try {
      fields = reading.fields();
      if (fields.isEmpty()) {
        fields = List.of(new FileField.Rejected("", "The file has no polygon."));
      }
    } catch (TooManyFields _) {
      throw tooMany(maxFields);
    } catch (GeometryException e) {
      fields = List.of(new FileField.Rejected("", e.reason()));
    }
    return new Content(name, format, fields);
  }

  private interface FieldFileReading {
    List<FileField> fields();
  }

  private byte[] sibling(String shp, String extension) {
    String wanted = shp.substring(0, shp.length() - ".shp".length()) + extension;
    return files.entrySet().stream()
        .filter(file -> file.getKey().equalsIgnoreCase(wanted))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(new byte[0]);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static JsonNode json(byte[] bytes) {
    try {
      return JSON.readTree(bytes);
    } catch (StreamConstraintsException _) {
      throw new GeometryException(
          "The file has more than "
              + MAX_TOKENS
              + " values, names and brackets, a number with too many digits or too many levels.");
    } catch (JacksonException _) {
      throw new GeometryException("The file is not valid JSON.");
    }
  }

  private static boolean startsWith(byte[] bytes, byte[] start) {
    return bytes.length >= start.length
        && java.util.Arrays.equals(bytes, 0, start.length, start, 0, start.length);
  }

  /// A file has more fields than are still allowed.
  static final class TooManyFields extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /// A field of a file.
  public sealed interface FileField {
    /// The field's name; blank when there is none.
    String name();

    /// A field whose geometry could be read.
    record Read(String name, Shape shape) implements FileField {}

    /// A field whose geometry is rejected, independent of the others of the file.
    ///
    /// @param reason one sentence for the caller
    record Rejected(String name, String reason) implements FileField {}

    /// Reads the geometry of a field; an error concerns only this field.
    static FileField read(String name, Supplier<Shape> geometry) {
      try {
        return new Read(name, geometry.get());
      } catch (GeometryException e) {
        return new Rejected(name, e.reason());
      }
    }
  }
}
