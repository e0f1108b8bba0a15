package io.headland.server.core.machinefile.image;

import io.headland.server.core.machinefile.MeasurementUnit;
import io.headland.server.core.machinefile.PointProperty;
import io.headland.server.core.machinefile.point.PointEngine;
import io.headland.server.core.machinefile.summary.Extent;
import io.headland.server.core.machinefile.summary.PointSpacing;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/// The values of a property on a grid of at most 2,048 × 2,048 pixels: each point covers a square
/// as wide as its implement. It has 16 MB at most, whatever the number of points.
public final class PointRaster {
  static final int MAX_PIXELS = 2_048;

  /// Of the longer side.
  private static final int MIN_PIXELS = 1_000;

  /// Pixels of the square of an average point, unless there are too many of them.
  private static final int PIXELS_OF_A_POINT = 3;

  /// Squares of points beside each other overlap, because the machine mostly does not drive along
  /// the pixels.
  private static final double OVERLAP = 1.2;

  /// A point with a wrong width does not cover the field.
  private static final double MAX_MEANS = 3;

  private final int width;
  private final int height;
  private final PointImage.ImageExtent extent;
  private final float[] values;

  private PointRaster(int width, int height, PointImage.ImageExtent extent) {
    this.width = width;
    this.height = height;
    this.extent = extent;
    this.values = new float[width * height];
    Arrays.fill(values, Float.NaN);
  }

  /// Draws the points of a file in their order.
  ///
  /// @param units of the points
  /// @return empty when no point has a position
  public static Optional<PointRaster> of(
      PointEngine engine,
      Path points,
      PointProperty property,
      Map<PointProperty, MeasurementUnit> units)
      throws IOException {
    PointSpacing spacing = PointSpacing.of(engine, points, units);
    if (spacing.extent().isEmpty()) {
      return Optional.empty();
    }
    double side = Math.max(spacing.width(), spacing.distance());
    double mean = side > 0.1 ? side : PointSpacing.DEFAULT_METRES;
    double metres = pixel(spacing.extent(), mean);
    PointRaster raster = empty(spacing.extent(), mean, metres);
    raster.draw(engine, points, property, mean / metres, metreFactors(units, metres));
    return Optional.of(raster);
  }

  /// The size of a pixel in metres.
  private static double pixel(Extent extent, double mean) {
    double longer =
        Math.max(
            (extent.east() - extent.west()) * extent.metresALongitude(),
            (extent.north() - extent.south()) * Extent.METRES_A_DEGREE);
    double side = longer + mean;
    return Math.max(side / (MAX_PIXELS - 1), Math.min(mean / PIXELS_OF_A_POINT, side / MIN_PIXELS));
  }

  private static PointRaster empty(Extent extent, double mean, double metres) {
    double dx = metres / extent.metresALongitude();
    double dy = metres / Extent.METRES_A_DEGREE;
    double margin = mean / 2 / metres;
    int width = (int) Math.ceil((extent.east() - extent.west()) / dx + 2 * margin);
    int height = (int) Math.ceil((extent.north() - extent.south()) / dy + 2 * margin);
    double west = extent.west() - margin * dx;
    double north = extent.north() + margin * dy;
    return new PointRaster(
        width,
        height,
        new PointImage.ImageExtent(west, west + width * dx, north - height * dy, north));
  }

  /// Pixels for each unit of the width and the distance.
  private static double[] metreFactors(Map<PointProperty, MeasurementUnit> units, double metres) {
    return new double[] {
      units.getOrDefault(PointProperty.EQUIPMENT_WIDTH, MeasurementUnit.METRE).toStandard(1)
          / metres,
      units.getOrDefault(PointProperty.DISTANCE, MeasurementUnit.METRE).toStandard(1) / metres
    };
  }

  private void draw(
      PointEngine engine, Path points, PointProperty property, double mean, double[] factors)
      throws IOException {
    double columns = width / (extent.xmax() - extent.xmin());
    double rows = height / (extent.ymax() - extent.ymin());
    engine.readRows(
        points,
        """
        select longitude, latitude, "%s", coalesce("equipmentWidth", 0), coalesce(distance, 0)
        from points
        where "%s" is not null and abs(latitude) <= 90 and abs(longitude) <= 180
        """
            .formatted(property.leafName(), property.leafName()),
        row -> {
          double side = Math.max(row.getDouble(4) * factors[0], row.getDouble(5) * factors[1]);
          fill(
              (row.getDouble(1) - extent.xmin()) * columns,
              (extent.ymax() - row.getDouble(2)) * rows,
              Math.max(1, OVERLAP * Math.min(side > 0 ? side : mean, MAX_MEANS * mean)),
              (float) row.getDouble(3));
        });
  }

  private void fill(double x, double y, double side, float value) {
    int left = Math.max(0, (int) Math.round(x - side / 2));
    int right = Math.min(width, (int) Math.round(x + side / 2));
    int top = Math.max(0, (int) Math.round(y - side / 2));
    int bottom = Math.min(height, (int) Math.round(y + side / 2));
    for (int row = top; row < bottom; row++) {
      Arrays.fill(values, row * width + left, row * width + right, value);
    }
  }

  public int width() {
    return width;
  }

  public int height() {
    return height;
  }

  public PointImage.ImageExtent extent() {
    return extent;
  }

  /// The value of a pixel, from the north-west corner; NaN where there is no point.
  float value(int column, int row) {
    return values[row * width + column];
  }
}
