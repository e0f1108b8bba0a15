package io.headland.server.core.field;

/// The farm of a field, or the grower of a farm, after a change.
public sealed interface ParentChange {
  /// Unchanged.
  record Unchanged() implements ParentChange {}

  /// None.
  record Removed() implements ParentChange {}

  /// Another one.
  record Given(long id) implements ParentChange {}
}
