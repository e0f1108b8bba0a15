package io.headland.server.core.machinefile.summary;

import org.jspecify.annotations.Nullable;

/// The values of a property over points, in the unit of the points.
///
/// @param avg mean; weighted by the area of each point for rates, yields and other values of the
///   area, by the wet mass for the moisture
/// @param min null, as `max`, if a provider states only the mean
public record Statistics(double avg, @Nullable Double min, @Nullable Double max) {
  /// Those of values of which only the mean is known.
  public static Statistics ofMean(double avg) {
    return new Statistics(avg, null, null);
  }
}
