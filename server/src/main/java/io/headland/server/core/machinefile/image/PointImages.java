package io.headland.server.core.machinefile.image;

import io.headland.server.core.machinefile.MeasurementUnit;
import io.headland.server.core.machinefile.PointProperty;
import io.headland.server.core.machinefile.point.PointEngine;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Makes images of the properties of points.
public final class PointImages {
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

  /// The images of the first version, as [#writeGradient] writes them: those of the properties that
  /// some point has.
  public List<PointImage> gradients(ColorRamp ramp) throws IOException {
    return images(ramp, 1, PointImages::gradient);
  }

  /// The images of the second version, as [#writeClasses] writes them.
  public List<PointImage> classes(ColorRamp ramp) throws IOException {
    return images(ramp, ramp.size(), PointImages::classes);
  }

  /// The ranges of the colors.
  private interface Coloring {
    List<PointImage.Range> ranges(ColorRamp ramp, List<Double> limits);
  }

  private List<PointImage> images(ColorRamp ramp, int classes, Coloring coloring)
      throws IOException {
    Optional<PointImage.ImageExtent> extent = PointRaster.extentOf(engine, points, units);
    if (extent.isEmpty()) {
      return List.of();
    }
    List<PointImage> images = new ArrayList<>();
    limits(EnumSet.complementOf(EnumSet.copyOf(WITHOUT_IMAGE)), classes)
        .forEach(
            (property, limits) ->
                images.add(
                    new PointImage(property, ramp, coloring.ranges(ramp, limits), extent.get())));
    return images;
  }

  /// Whether some point has a value of a property of which images are made.
  public boolean has(PointProperty property) throws IOException {
    return !WITHOUT_IMAGE.contains(property) && !limits(EnumSet.of(property), 1).isEmpty();
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
    List<Double> limits = limits(property, ramp.size());
    int[] colors = new int[ramp.size()];
    for (int i = 0; i < colors.length; i++) {
      colors[i] = ramp.color(i);
    }
    IndexedPng.write(raster, colors, value -> classOf(value, limits), target);
    return new PointImage(property, ramp, classes(ramp, limits), raster.extent());
  }

  private static List<PointImage.Range> classes(ColorRamp ramp, List<Double> limits) {
    List<PointImage.Range> ranges = new ArrayList<>();
    for (int i = 0; i < ramp.size(); i++) {
      ranges.add(new PointImage.Range(ramp.code(i), limits.get(i), limits.get(i + 1)));
    }
    return ranges;
  }

  /// Writes Leaf's image of the first version: colors that change gradually over the range of the
  /// values.
  public PointImage writeGradient(
      PointProperty property, PointRaster raster, ColorRamp ramp, Path target) throws IOException {
    List<Double> limits = limits(property, 1);
    double min = limits.getFirst();
    double range = limits.getLast() - min;
    int[] colors = Gradient.colors(ramp, STOPS);
    IndexedPng.write(
        raster,
        colors,
        value -> range > 0 ? (int) Math.round((value - min) / range * (colors.length - 1)) : 0,
        target);
    return new PointImage(property, ramp, gradient(ramp, limits), raster.extent());
  }

  /// Leaf's stops of the colors of the first version, in percent of the range of the values.
  public static List<Integer> stops() {
    return Arrays.stream(STOPS).mapToObj(stop -> (int) stop).toList();
  }

  private static List<PointImage.Range> gradient(ColorRamp ramp, List<Double> limits) {
    double min = limits.getFirst();
    double range = limits.getLast() - min;
    List<PointImage.Range> ranges = new ArrayList<>();
    for (int i = 0; i < ramp.size(); i++) {
      double from = min + range * STOPS[i] / 100;
      double to = min + range * STOPS[Math.min(i + 1, STOPS.length - 1)] / 100;
      ranges.add(new PointImage.Range(ramp.code(i), from, to));
    }
    return ranges;
  }

  private static int classOf(float value, List<Double> limits) {
    int found = 0;
    while (found < limits.size() - 2 && value > limits.get(found + 1)) {
      found++;
    }
    return found;
  }

  /// Of a property that some point has.
  private List<Double> limits(PointProperty property, int classes) throws IOException {
    List<Double> limits = limits(EnumSet.of(property), classes).get(property);
    if (limits == null) {
      throw new IllegalStateException("No point has a value of " + property);
    }
    return limits;
  }

  /// The minimum, the limits between classes with the same number of points, and the maximum of
  /// those properties that some point has. The limits are approximate, because exact ones need all
  /// values in memory.
  private Map<PointProperty, List<Double>> limits(Set<PointProperty> properties, int classes)
      throws IOException {
    String shares =
        IntStream.range(1, classes)
            .mapToObj(i -> Double.toString((double) i / classes))
            .collect(Collectors.joining(", ", "[", "]"));
    StringJoiner expressions = new StringJoiner(", ");
    for (PointProperty property : properties) {
      String column = "\"" + property.leafName() + "\"";
      expressions.add("min(" + column + ")").add("max(" + column + ")");
      if (classes > 1) {
        expressions.add("approx_quantile(" + column + ", " + shares + ")");
      }
    }
    Map<PointProperty, List<Double>> found = new EnumMap<>(PointProperty.class);
    engine.readRows(
        points,
        "select %s from points where abs(latitude) <= 90 and abs(longitude) <= 180"
            .formatted(expressions),
        row -> {
          int column = 1;
          for (PointProperty property : properties) {
            double min = row.getDouble(column++);
            boolean present = !row.wasNull();
            double max = row.getDouble(column++);
            Object[] between = {};
            if (classes > 1) {
              Array quantiles = row.getArray(column++);
              between = present ? (Object[]) quantiles.getArray() : between;
            }
            if (present) {
              found.put(property, limits(min, between, max));
            }
          }
        });
    return found;
  }

  /// Approximate quantiles can be outside of the values.
  private static List<Double> limits(double min, Object[] between, double max) {
    List<Double> limits = new ArrayList<>();
    limits.add(min);
    for (Object each : between) {
      limits.add(Math.clamp(((Number) each).doubleValue(), limits.getLast(), max));
    }
    limits.add(max);
    return limits;
  }
}
