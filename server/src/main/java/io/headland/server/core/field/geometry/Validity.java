package io.headland.server.core.field.geometry;

/// What became of a provider's drawing.
public enum Validity {
  /// It held as it was drawn.
  VALID,
  /// It did not hold and was mended.
  FIXED,
  /// It does not hold, and is answered as it was drawn.
  INVALID
}
