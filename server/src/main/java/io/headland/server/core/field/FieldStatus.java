package io.headland.server.core.field;

/// How much of a field has been read.
public enum FieldStatus {
  /// Only its name is known; its boundary is not read.
  PREVIEW,
  /// Enabled by a caller; the next sync reads its boundary.
  WAITING,
  PROCESSED
}
