package io.headland.server.geometry;

/// Reads the fields of files.
public final class FieldFile {
  private FieldFile() {}

  static GeometryException tooMany(int most) {
    return new GeometryException(
        "The upload has more than " + most + " fields, which is the limit.");
  }
}
