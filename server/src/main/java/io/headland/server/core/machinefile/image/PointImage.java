package io.headland.server.core.machinefile.image;

import io.headland.server.core.machinefile.PointProperty;
import java.util.List;

/// An image of a property. Values are in the unit of the points.
///
/// @param ranges of the colors, from the lowest values to the highest
public record PointImage(
    PointProperty property, ColorRamp ramp, List<Range> ranges, ImageExtent extent) {

  public PointImage {
    ranges = List.copyOf(ranges);
  }

  /// The values with one color.
  ///
  /// @param colorCode such as `#C80000`
  public record Range(String colorCode, double min, double max) {}

  /// The outer edges of the image in degrees.
  public record ImageExtent(double xmin, double xmax, double ymin, double ymax) {}
}
