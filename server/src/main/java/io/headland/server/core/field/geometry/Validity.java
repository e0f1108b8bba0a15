package io.headland.server.core.field.geometry;

/// The validity of a provider's geometry.
public enum Validity {
  /// It was valid.
  VALID,
  /// It was invalid and has been repaired.
  FIXED,
  /// It is invalid, and is returned unchanged.
  INVALID
}
