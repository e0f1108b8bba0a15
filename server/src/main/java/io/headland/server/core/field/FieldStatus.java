package io.headland.server.core.field;

/// How far a field has been fetched.
public enum FieldStatus {
  /// Known by name; its boundary is not fetched.
  PREVIEW,
  /// A caller enabled it; the next sync fetches its boundary.
  WAITING,
  PROCESSED
}
