package io.headland.server.core.machinefile.point;

/// A condition that a point must satisfy.
public sealed interface PointCondition permits PointRule, TextRule {
  /// The reason by which points that do not satisfy it are counted.
  String reason();

  /// The condition in SQL, true or false.
  String sql();
}
