package io.headland.server.core.field.file;

import io.headland.server.provider.Shape;
import java.util.function.Supplier;

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
