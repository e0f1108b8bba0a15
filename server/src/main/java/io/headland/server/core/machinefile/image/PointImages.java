package io.headland.server.core.machinefile.image;

import io.headland.server.core.machinefile.MeasurementUnit;
import io.headland.server.core.machinefile.PointProperty;
import io.headland.server.core.machinefile.point.PointEngine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Makes images of the properties of points.
public final class PointImages {
  /// Leaf's stops of the colors of the first version, in percent of the range of the values.
  private static final double[] STOPS = {0, 35, 45, 55, 65, 75, 100};

  /// Properties of which an image has no meaning.
  private static final Set<PointProperty> WITHOUT_IMAGE =
      EnumSet.of(PointProperty.AREA, PointProperty.DISTANCE, PointProperty.HEADING);

  private final PointEngine engine;
  private final Path points;
  private final Map<PointProperty, MeasurementUnit> units;

  /// @param points a Parquet file; Leaf's images show the filtered points
  /// @param units of the points
  public PointImages(PointEngine engine, Path points, Map<PointProperty, MeasurementUnit> units) {
    this.engine = engine;
    this.points = points;
    this.units = Map.copyOf(units);
  }

  /// The properties of which images are made: those that some point has.
  public Set<PointProperty> properties() throws IOException {
    List<PointProperty> all = EnumSet.complementOf(EnumSet.copyOf(WITHOUT_IMAGE)).stream().toList();
    String counts =
        all.stream()
            .map(property -> "count(\"" + property.leafName() + "\")")
            .collect(Collectors.joining(", ", "select ", " from points"));
    Set<PointProperty> present = EnumSet.noneOf(PointProperty.class);
    engine.readRows(
        points,
        counts,
        row -> {
          for (int i = 0; i < all.size(); i++) {
            if (row.getLong(i + 1) > 0) {
              present.add(all.get(i));
            }
          }
        });
    return present;
  }

  /// The values of a property on a grid, from which images are written.
  ///
  /// @return empty when no point has a position
  public Optional<PointRaster> raster(PointProperty property) throws IOException {
    return PointRaster.of(engine, points, property, units);
  }

  /// Writes Leaf's image of the second version: seven classes with the same number of points.
  ///
  /// @param target a PNG file with a transparent background
  public PointImage writeClasses(
      PointProperty property, PointRaster raster, ColorRamp ramp, Path target) throws IOException {
    List<Double> limits = quantiles(property, ramp.size());
    List<PointImage.Range> ranges = new ArrayList<>();
    for (int i = 0; i < ramp.size(); i++) {
      ranges.add(new PointImage.Range(ramp.code(i), limits.get(i), limits.get(i + 1)));
    }
    int[] colors = new int[ramp.size()];
    for (int i = 0; i < colors.length; i++) {
      colors[i] = ramp.color(i);
    }
    IndexedPng.write(raster, colors, value -> classOf(value, limits), target);
    return new PointImage(property, ramp, ranges, raster.extent());
  }

  /// Writes Leaf's image of the first version: colors that change gradually over the range of the
  /// values.
  public PointImage writeGradient(
      PointProperty property, PointRaster raster, ColorRamp ramp, Path target) throws IOException {
    List<Double> limits = quantiles(property, 1);
    double min = limits.getFirst();
    double range = limits.getLast() - min;
    List<PointImage.Range> ranges = new ArrayList<>();
    for (int i = 0; i < ramp.size(); i++) {
      double from = min + range * STOPS[i] / 100;
      double to = min + range * STOPS[Math.min(i + 1, STOPS.length - 1)] / 100;
      ranges.add(new PointImage.Range(ramp.code(i), from, to));
    }
    int[] colors = Gradient.colors(ramp, STOPS);
    IndexedPng.write(
        raster,
        colors,
        value -> range > 0 ? (int) Math.round((value - min) / range * (colors.length - 1)) : 0,
        target);
    return new PointImage(property, ramp, ranges, raster.extent());
  }

  private static int classOf(float value, List<Double> limits) {
    int found = 0;
    while (found < limits.size() - 2 && value > limits.get(found + 1)) {
      found++;
    }
    return found;
  }

  /// The minimum, the limits between classes with the same number of points, and the maximum. The
  /// limits are approximate, because exact ones need all values in memory.
  private List<Double> quantiles(PointProperty property, int classes) throws IOException {
    String column = "\"" + property.leafName() + "\"";
    StringBuilder expressions = new StringBuilder("min(" + column + ")");
    for (int i = 1; i < classes; i++) {
      expressions.append(", approx_quantile(%s, %s)".formatted(column, (double) i / classes));
    }
    expressions.append(", max(").append(column).append(')');
    List<Double> limits = new ArrayList<>();
    engine.readRows(
        points,
        "select %s from points where abs(latitude) <= 90 and abs(longitude) <= 180"
            .formatted(expressions),
        row -> {
          for (int i = 0; i <= classes; i++) {
            limits.add(row.getDouble(i + 1));
          }
        });
    return limits;
  }
}
