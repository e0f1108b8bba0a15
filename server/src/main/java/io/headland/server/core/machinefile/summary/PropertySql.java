package io.headland.server.core.machinefile.summary;

import io.headland.server.core.machinefile.MeasurementUnit;
import io.headland.server.core.machinefile.PointProperty;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The aggregates of properties in SQL, and their values in a row of the result.
final class PropertySql {
  /// Properties of which a mean has no meaning.
  private static final Set<PointProperty> WITHOUT_STATISTICS =
      EnumSet.of(PointProperty.AREA, PointProperty.HEADING, PointProperty.DISTANCE);

  /// Properties whose values refer to each point, not to its area.
  private static final Set<PointProperty> AMOUNTS =
      EnumSet.of(
          PointProperty.WET_MASS,
          PointProperty.WET_VOLUME,
          PointProperty.DRY_MASS,
          PointProperty.DRY_VOLUME,
          PointProperty.FUEL_USED);

  /// Properties of a point that do not depend on its area, as at Leaf.
  private static final Set<PointProperty> NOT_OF_AREA =
      EnumSet.of(PointProperty.ELEVATION, PointProperty.SPEED, PointProperty.EQUIPMENT_WIDTH);

  private static final int COLUMNS_OF_PROPERTY = 5;

  private final List<PointProperty> properties;
  private final boolean hasWetMass;
  private final Map<PointProperty, MeasurementUnit> units;

  /// @param present properties that some point has
  PropertySql(Set<PointProperty> present, Map<PointProperty, MeasurementUnit> units) {
    this.properties =
        present.stream().filter(property -> !WITHOUT_STATISTICS.contains(property)).toList();
    this.hasWetMass = present.contains(PointProperty.WET_MASS);
    this.units = units;
  }

  /// A name of a column.
  static String column(PointProperty property) {
    return '"' + property.leafName() + '"';
  }

  /// A list of expressions, each after a comma: for each property the minimum, the maximum, the
  /// sum, the mean, and the weighted mean.
  String expressions() {
    StringBuilder sql = new StringBuilder();
    for (PointProperty property : properties) {
      String value = column(property);
      String weight = weight(property);
      sql.append(
              ", min(%s), max(%s), sum(%s), avg(%s)".formatted(value, value, sum(property), value))
          .append(
              ", sum(%s * %s) / nullif(sum(%s) filter (where %s is not null), 0)"
                  .formatted(value, weight, weight, value));
    }
    return sql.toString();
  }

  private String weight(PointProperty property) {
    boolean byMass = property == PointProperty.HARVEST_MOISTURE && hasWetMass;
    return column(byMass ? PointProperty.WET_MASS : PointProperty.AREA);
  }

  private static String sum(PointProperty property) {
    return AMOUNTS.contains(property)
        ? column(property)
        : column(property) + " * " + column(PointProperty.AREA);
  }

  /// The statistics in a row.
  ///
  /// @param column the first column of the expressions
  Map<PointProperty, Statistics> statistics(ResultSet row, int column) throws SQLException {
    Map<PointProperty, Statistics> statistics = new EnumMap<>(PointProperty.class);
    int at = column;
    for (PointProperty property : properties) {
      double min = row.getDouble(at);
      if (!row.wasNull()) {
        double mean = row.getDouble(at + 4);
        boolean isWeighted = !row.wasNull() && Double.isFinite(mean) && isWeighted(property);
        statistics.put(
            property,
            new Statistics(isWeighted ? mean : row.getDouble(at + 3), min, row.getDouble(at + 1)));
      }
      at += COLUMNS_OF_PROPERTY;
    }
    return statistics;
  }

  private static boolean isWeighted(PointProperty property) {
    return !AMOUNTS.contains(property) && !NOT_OF_AREA.contains(property);
  }

  /// The totals in a row, of properties that have a unit.
  Map<PointProperty, Amount> totals(ResultSet row, int column) throws SQLException {
    Map<PointProperty, Amount> totals = new EnumMap<>(PointProperty.class);
    int at = column + 2;
    for (PointProperty property : properties) {
      double sum = row.getDouble(at);
      MeasurementUnit unit = units.get(property);
      if (!row.wasNull() && Double.isFinite(sum) && unit != null) {
        addTotal(totals, property, unit, sum);
      }
      at += COLUMNS_OF_PROPERTY;
    }
    return totals;
  }

  private static void addTotal(
      Map<PointProperty, Amount> totals, PointProperty property, MeasurementUnit unit, double sum) {
    if (AMOUNTS.contains(property)) {
      totals.put(property, new Amount(sum, unit));
    } else {
      unit.amount()
          .ifPresent(
              amount ->
                  totals.put(
                      property, new Amount(amount.fromStandard(unit.toStandard(sum)), amount)));
    }
  }
}
