package io.headland.server.core.machinefile.summary;

import io.headland.server.core.machinefile.MeasurementUnit;
import io.headland.server.core.machinefile.PointProperty;
import io.headland.server.core.machinefile.point.PointEngine;
import io.headland.server.core.machinefile.point.PointQueries;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/// How far points are from each other.
///
/// @param width mean width of the implement, or of its sections, in metres; 0 when it is unknown
/// @param distance mean way from a point to the next in metres; 0 when it is unknown
/// @param area of all points, square metres
public record PointSpacing(double width, double distance, double area, Extent extent) {
  /// The width of an implement that states none.
  public static final double DEFAULT_METRES = 5;

  /// Measures the points of a file.
  public static PointSpacing of(
      PointEngine engine, Path points, Map<PointProperty, MeasurementUnit> units)
      throws IOException {
    try (PointQueries queries = engine.queries(points)) {
      return of(queries, units);
    }
  }

  static PointSpacing of(PointQueries points, Map<PointProperty, MeasurementUnit> units)
      throws IOException {
    return points
        .query(
            """
            select coalesce(avg("equipmentWidth"), 0), coalesce(avg(distance), 0),
              coalesce(sum(area), 0), coalesce(min(longitude), 'nan'), coalesce(min(latitude), 'nan'),
              max(longitude), max(latitude)
            from points where abs(latitude) <= 90 and abs(longitude) <= 180
            """,
            row ->
                new PointSpacing(
                    metres(units, PointProperty.EQUIPMENT_WIDTH, row.getDouble(1)),
                    metres(units, PointProperty.DISTANCE, row.getDouble(2)),
                    row.getDouble(3),
                    new Extent(
                        row.getDouble(4), row.getDouble(5), row.getDouble(6), row.getDouble(7))))
        .getFirst();
  }

  private static double metres(
      Map<PointProperty, MeasurementUnit> units, PointProperty property, double value) {
    MeasurementUnit unit = units.getOrDefault(property, MeasurementUnit.METRE);
    boolean isLength = unit.dimension() == MeasurementUnit.Dimension.LENGTH;
    return isLength && Double.isFinite(value) ? Math.max(0, unit.toStandard(value)) : 0;
  }
}
