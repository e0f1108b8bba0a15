package io.headland.server.core.organization;

/// What becomes of an organization that was connected before, was `BLOCKED` and is connected again.
public enum Repair {
  /// It has the status again that it had before.
  EARLIER_STATUS,
  /// It becomes `PREVIEW`, as Leaf's documentation says.
  PREVIEW
}
