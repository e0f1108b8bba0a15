package io.headland.server.core.field;

/// To which farm a field, or to which grower a farm, belongs after a change.
public sealed interface ParentChange {
  /// To the same as before.
  record Kept() implements ParentChange {}

  /// To none.
  record Removed() implements ParentChange {}

  /// To another.
  record Given(long id) implements ParentChange {}
}
