package io.headland.server.core.organization;

/// The status of an organization that was connected before, was `BLOCKED` and is connected again.
public enum Repair {
  /// Its earlier status.
  EARLIER_STATUS,
  /// `PREVIEW`, as in Leaf's documentation.
  PREVIEW
}
