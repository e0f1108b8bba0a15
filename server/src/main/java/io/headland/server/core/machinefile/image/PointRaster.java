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

/// The values of a property on a grid of at most 2,048 × 2,048 pixels: each point covers the width
/// of its implement across its heading; one without a heading covers a square. It has 16 MB at
/// most, whatever the number of points.
public final class PointRaster {
  static final int MAX_PIXELS = 2_048;

  /// Of the longer side.
  private static final int MIN_PIXELS = 1_000;

  /// Pixels of the square of an average point, unless there are too many of them.
  private static final int PIXELS_OF_A_POINT = 3;

  /// Points beside each other overlap, because the machine mostly does not drive along the pixels.
  private static final double OVERLAP = 1.2;

  /// The way that a point covers: more than that of the machine, and a part of the width, because
  /// in curves the outer sections and ends of the implement move farther than its middle.
  private static final double LENGTH_OVERLAP = 1.8;

  private static final double MIN_LENGTH = 0.3;

  /// A point with a wrong width does not cover the field.
  private static final double MAX_MEANS = 3;

  private final Grid grid;
  private final float[] values;

  private PointRaster(Grid grid) {
    this.grid = grid;
    this.values = new float[grid.width() * grid.height()];
    Arrays.fill(values, Float.NaN);
  }

  /// The pixels.
  ///
  /// @param metres of a pixel
  /// @param mean pixels that an average point covers
  private record Grid(
      int width, int height, PointImage.ImageExtent extent, double metres, double mean) {
    static Optional<Grid> of(PointSpacing spacing) {
      if (spacing.extent().isEmpty()) {
        return Optional.empty();
      }
      double side = Math.max(spacing.width(), spacing.distance());
      double mean = side > 0.1 ? side : PointSpacing.DEFAULT_METRES;
      return Optional.of(of(spacing.extent(), mean, pixel(spacing.extent(), mean)));
    }

    /// The size of a pixel in metres.
    private static double pixel(Extent extent, double mean) {
      double longer =
          Math.max(
              (extent.east() - extent.west()) * extent.metresALongitude(),
              (extent.north() - extent.south()) * Extent.METRES_A_DEGREE);
      double side = longer + mean;
      return Math.max(
          side / (MAX_PIXELS - 1), Math.min(mean / PIXELS_OF_A_POINT, side / MIN_PIXELS));
    }

    private static Grid of(Extent extent, double mean, double metres) {
      double dx = metres / extent.metresALongitude();
      double dy = metres / Extent.METRES_A_DEGREE;
      double margin = mean / 2 / metres;
      int width = (int) Math.ceil((extent.east() - extent.west()) / dx + 2 * margin);
      int height = (int) Math.ceil((extent.north() - extent.south()) / dy + 2 * margin);
      double west = extent.west() - margin * dx;
      double north = extent.north() + margin * dy;
      return new Grid(
          width,
          height,
          new PointImage.ImageExtent(west, west + width * dx, north - height * dy, north),
          metres,
          mean / metres);
    }
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
    Optional<Grid> grid = Grid.of(PointSpacing.of(engine, points, units));
    if (grid.isEmpty()) {
      return Optional.empty();
    }
    PointRaster raster = new PointRaster(grid.get());
    raster.draw(engine, points, property, units);
    return Optional.of(raster);
  }

  /// The outer edges of the images of a file, which are the same for all properties.
  ///
  /// @return empty when no point has a position
  static Optional<PointImage.ImageExtent> extentOf(
      PointEngine engine, Path points, Map<PointProperty, MeasurementUnit> units)
      throws IOException {
    return Grid.of(PointSpacing.of(engine, points, units)).map(Grid::extent);
  }

  private void draw(
      PointEngine engine,
      Path points,
      PointProperty property,
      Map<PointProperty, MeasurementUnit> units)
      throws IOException {
    PointImage.ImageExtent extent = grid.extent();
    double columns = grid.width() / (extent.xmax() - extent.xmin());
    double rows = grid.height() / (extent.ymax() - extent.ymin());
    double widths = pixels(units, PointProperty.EQUIPMENT_WIDTH);
    double distances = pixels(units, PointProperty.DISTANCE);
    double largest = MAX_MEANS * grid.mean();
    engine.readRows(
        points,
        """
        select longitude, latitude, "%s", coalesce("equipmentWidth", 0), coalesce(distance, 0),
          coalesce(heading, 'nan')
        from points
        where "%s" is not null and abs(latitude) <= 90 and abs(longitude) <= 180
        """
            .formatted(property.leafName(), property.leafName()),
        row -> {
          double x = (row.getDouble(1) - extent.xmin()) * columns;
          double y = (extent.ymax() - row.getDouble(2)) * rows;
          double across = row.getDouble(4) * widths;
          double along = row.getDouble(5) * distances;
          double heading = row.getDouble(6);
          if (Double.isNaN(heading) || across <= 0) {
            double side = Math.max(across, along);
            double covered = OVERLAP * Math.min(side > 0 ? side : grid.mean(), largest);
            fill(x, y, new Strip(0, covered / 2, covered / 2), (float) row.getDouble(3));
          } else {
            double width = Math.min(across, largest);
            double length = Math.max(LENGTH_OVERLAP * Math.min(along, largest), MIN_LENGTH * width);
            fill(
                x,
                y,
                new Strip(Math.toRadians(heading), OVERLAP * width / 2, length / 2),
                (float) row.getDouble(3));
          }
        });
  }

  /// Pixels for each unit of a length.
  private double pixels(Map<PointProperty, MeasurementUnit> units, PointProperty length) {
    return units.getOrDefault(length, MeasurementUnit.METRE).toStandard(1) / grid.metres();
  }

  private void fill(double x, double y, Strip strip, float value) {
    int top = (int) Math.max(0, Math.round(y - strip.height()));
    int bottom = (int) Math.min(grid.height(), Math.round(y + strip.height()));
    for (int row = top; row < bottom; row++) {
      double down = row + 0.5 - y;
      int left = (int) Math.max(0, Math.round(x + strip.left(down)));
      int right = (int) Math.min(grid.width(), Math.round(x + strip.right(down)));
      if (left < right) {
        Arrays.fill(values, row * grid.width() + left, row * grid.width() + right, value);
      }
    }
  }

  public int width() {
    return grid.width();
  }

  public int height() {
    return grid.height();
  }

  public PointImage.ImageExtent extent() {
    return grid.extent();
  }

  /// The value of a pixel, from the north-west corner; NaN where there is no point.
  float value(int column, int row) {
    return values[row * grid.width() + column];
  }
}
