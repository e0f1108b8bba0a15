package io.headland.server.core.machinefile.point;

import java.util.Map;

/// The result of applying rules to points.
///
/// @param kept number of points that satisfy all rules
/// @param rejected number of the others by reason: the name of the property, or `coordinates` for
///   points without a position, at 0, 0, or beyond 180 and 90 degrees; a point is counted once,
///   with the first reason
public record PointFilterCounts(long kept, Map<String, Long> rejected) {
  public PointFilterCounts {
    rejected = Map.copyOf(rejected);
  }

  /// All points that were examined.
  public long total() {
    return kept + rejected.values().stream().mapToLong(Long::longValue).sum();
  }
}
