package io.headland.server.core.field;

/// The state of reading a field.
public enum FieldStatus {
  /// Only its name is known; its boundary is not read.
  PREVIEW,
  /// Enabled by a caller; the next sync reads its boundary.
  WAITING,
  PROCESSED
}
