package io.headland.server.core.field.file;

import io.headland.server.provider.Shape;
import java.util.function.Supplier;

/// A field as a file has it.
public sealed interface FileField {
  /// The field's name; blank when the file has none.
  String name();

  /// A field whose geometry could be read.
  record Read(String name, Shape shape) implements FileField {}

  /// A field whose geometry is not accepted; the others of the file are.
  ///
  /// @param reason one sentence for the caller
  record Rejected(String name, String reason) implements FileField {}

  /// Reads the geometry of a field; what is wrong with it concerns this field alone.
  static FileField read(String name, Supplier<Shape> geometry) {
    try {
      return new Read(name, geometry.get());
    } catch (GeometryException e) {
      return new Rejected(name, e.reason());
    }
  }
}
