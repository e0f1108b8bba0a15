package io.headland.server.core.machinefile.summary;

import io.headland.server.core.machinefile.MeasurementUnit;
import io.headland.server.core.machinefile.PointProperty;
import io.headland.server.core.machinefile.point.PointQueries;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

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

  private final Map<PointProperty, Positions> properties = new EnumMap<>(PointProperty.class);
  private final Map<PointProperty, MeasurementUnit> units;
  private final PointQueries points;

  /// The expressions, each of them once, with their positions.
  private final Map<String, Integer> expressions = new LinkedHashMap<>();

  /// The positions of the expressions of a property.
  ///
  /// @param weighted the sum of the products with the weights; empty when values are not weighted
  /// @param total empty when the property has none
  private record Positions(
      int min, int max, int mean, Optional<Weighted> weighted, OptionalInt total) {}

  /// @param weights the sum of the weights of the points that have the property
  private record Weighted(int products, int weights) {}

  /// The aggregates of the properties that some point has.
  ///
  /// Each expression is planned for each file, which takes longer than the aggregation of a small
  /// one: those that are not needed are left out.
  PropertySql(PointQueries points, Map<PointProperty, MeasurementUnit> units) {
    this.points = points;
    this.units = units;
    for (PointProperty property : PointProperty.values()) {
      if (points.points(property) > 0 && !WITHOUT_STATISTICS.contains(property)) {
        properties.put(property, columns(property));
      }
    }
  }

  private Positions columns(PointProperty property) {
    String value = column(property);
    return new Positions(
        add("min(" + value + ")"),
        add("max(" + value + ")"),
        add("avg(" + value + ")"),
        isWeighted(property)
            ? Optional.of(new Weighted(add(products(property)), add(weights(property))))
            : Optional.empty(),
        hasTotal(property) ? OptionalInt.of(add(sum(property))) : OptionalInt.empty());
  }

  private int add(String expression) {
    return expressions.computeIfAbsent(expression, _ -> expressions.size());
  }

  /// A name of a column.
  static String column(PointProperty property) {
    return '"' + property.leafName() + '"';
  }

  /// A list of expressions, each after a comma.
  String expressions() {
    return expressions.keySet().stream().map(each -> ", " + each).collect(Collectors.joining());
  }

  private String products(PointProperty property) {
    return "sum(%s * %s)".formatted(column(property), column(weight(property)));
  }

  private String weights(PointProperty property) {
    String sum = "sum(" + column(weight(property)) + ")";
    return points.points(property) == points.points()
        ? sum
        : sum + " filter (where " + column(property) + " is not null)";
  }

  private PointProperty weight(PointProperty property) {
    boolean byMass =
        property == PointProperty.HARVEST_MOISTURE && points.points(PointProperty.WET_MASS) > 0;
    return byMass ? PointProperty.WET_MASS : PointProperty.AREA;
  }

  private static String sum(PointProperty property) {
    return AMOUNTS.contains(property)
        ? "sum(" + column(property) + ")"
        : "sum(%s * %s)".formatted(column(property), column(PointProperty.AREA));
  }

  private boolean hasTotal(PointProperty property) {
    MeasurementUnit unit = units.get(property);
    return unit != null && (AMOUNTS.contains(property) || unit.amount().isPresent());
  }

  /// The statistics in a row.
  ///
  /// @param column the first column of the expressions
  Map<PointProperty, Statistics> statistics(ResultSet row, int column) throws SQLException {
    Map<PointProperty, Statistics> statistics = new EnumMap<>(PointProperty.class);
    for (Map.Entry<PointProperty, Positions> each : properties.entrySet()) {
      Positions columns = each.getValue();
      double min = row.getDouble(column + columns.min());
      if (!row.wasNull()) {
        double max = row.getDouble(column + columns.max());
        statistics.put(each.getKey(), new Statistics(mean(row, column, columns), min, max));
      }
    }
    return statistics;
  }

  private static double mean(ResultSet row, int column, Positions columns) throws SQLException {
    if (columns.weighted().isPresent()) {
      double weights = row.getDouble(column + columns.weighted().get().weights());
      double products = row.getDouble(column + columns.weighted().get().products());
      double mean = products / weights;
      if (!row.wasNull() && Double.isFinite(mean)) {
        return mean;
      }
    }
    return row.getDouble(column + columns.mean());
  }

  private static boolean isWeighted(PointProperty property) {
    return !AMOUNTS.contains(property) && !NOT_OF_AREA.contains(property);
  }

  /// The totals in a row, of properties that have a unit.
  Map<PointProperty, Amount> totals(ResultSet row, int column) throws SQLException {
    Map<PointProperty, Amount> totals = new EnumMap<>(PointProperty.class);
    for (Map.Entry<PointProperty, Positions> each : properties.entrySet()) {
      MeasurementUnit unit = units.get(each.getKey());
      if (unit != null && each.getValue().total().isPresent()) {
        double sum = row.getDouble(column + each.getValue().total().getAsInt());
        if (!row.wasNull() && Double.isFinite(sum)) {
          addTotal(totals, each.getKey(), unit, sum);
        }
      }
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
