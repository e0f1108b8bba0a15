package io.headland.server.core.machinefile.point;

import io.headland.server.core.machinefile.MachineFileDescription;
import io.headland.server.core.machinefile.MeasurementUnit;
import io.headland.server.core.machinefile.OperationType;
import io.headland.server.core.machinefile.PointProperty;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// The conditions for points that are kept: a position, rules, and optionally the distance of a
/// value from its mean.
///
/// @param outliers are searched among the points that satisfy the rules
public record PointFilter(List<PointCondition> rules, Optional<Outliers> outliers) {
  /// The reason of points without a position, at 0, 0, or beyond 180 and 90 degrees.
  public static final String COORDINATES = "coordinates";

  /// The reason of points that are too far from the mean.
  public static final String OUTLIER = "outlier";

  public PointFilter {
    rules = List.copyOf(rules);
  }

  /// Rejects points whose value is further from the mean than a number of standard deviations.
  ///
  /// @param properties of which the first that some point has is examined
  record Outliers(List<PointProperty> properties, double standardDeviations) {
    Outliers {
      properties = List.copyOf(properties);
    }
  }

  /// The mean and standard deviation of a property of the points.
  record Limits(PointProperty property, double mean, double deviation) {}

  /// Slower machines are turning or stand still (Leaf: 0.5 m/s).
  private static final double MIN_METRES_A_SECOND = 0.5;

  /// Leaf examines the volume; files of crops without a known density have none.
  private static final List<PointProperty> OF_HARVEST =
      List.of(
          PointProperty.WET_VOLUME_PER_AREA,
          PointProperty.PROVIDER_VOLUME_PER_AREA,
          PointProperty.WET_MASS_PER_AREA);

  static PointFilter of(List<? extends PointCondition> rules) {
    return new PointFilter(List.copyOf(rules), Optional.empty());
  }

  /// Leaf's filter for `filteredGeojson`, for points that satisfy the rules of `standardGeojson`.
  ///
  /// @param description with the unit of the speed
  /// @param removesOutliers the configuration `operationsRemoveOutliers`, for harvests
  /// @param outliersLimit the configuration `operationsOutliersLimit`: standard deviations
  public static PointFilter filtered(
      MachineFileDescription description, boolean removesOutliers, double outliersLimit) {
    MeasurementUnit speed =
        description.units().getOrDefault(PointProperty.SPEED, MeasurementUnit.METRE_PER_SECOND);
    PointRule rule =
        new PointRule(
            PointProperty.SPEED,
            PointRule.Comparison.GTE,
            MeasurementUnit.METRE_PER_SECOND.convert(MIN_METRES_A_SECOND, speed));
    boolean hasOutliers = removesOutliers && description.type() == OperationType.HARVESTED;
    return new PointFilter(
        List.of(rule),
        hasOutliers ? Optional.of(new Outliers(OF_HARVEST, outliersLimit)) : Optional.empty());
  }

  /// A query for the means and standard deviations of the properties of the outliers.
  String limits() {
    return outliers.orElseThrow().properties().stream()
        .map(PointColumns::of)
        .map(column -> "avg(%s), stddev_pop(%s)".formatted(column, column))
        .collect(
            Collectors.joining(", ", "select ", " from points where " + reason() + " is null"));
  }

  /// The values of the first property that some point has; empty when no point has one.
  Optional<Limits> limits(ResultSet row) throws SQLException {
    int column = 1;
    for (PointProperty property : outliers.orElseThrow().properties()) {
      double mean = PointTable.number(row, column);
      double deviation = PointTable.number(row, column + 1);
      if (Double.isFinite(mean) && Double.isFinite(deviation)) {
        return Optional.of(new Limits(property, mean, deviation));
      }
      column += 2;
    }
    return Optional.empty();
  }

  /// An expression with the first reason for which a point is rejected; null for a point that is
  /// kept.
  String reason() {
    return reason("");
  }

  /// As [#reason], with the outliers.
  String reason(Limits limits) {
    // The mean of equal values differs from them by a rounding error.
    double most =
        Math.max(
            outliers.orElseThrow().standardDeviations() * limits.deviation(),
            Math.abs(limits.mean()) * 1e-9);
    return reason(
        " when abs(%s - %s) > %s then %s"
            .formatted(
                PointColumns.of(limits.property()),
                PointColumns.literal(limits.mean()),
                PointColumns.literal(most),
                PointColumns.literal(OUTLIER)));
  }

  private String reason(String last) {
    StringBuilder cases =
        new StringBuilder(
            "case when longitude is null or latitude is null or (longitude = 0 and latitude = 0)"
                + " or abs(longitude) > 180 or abs(latitude) > 90 then "
                + PointColumns.literal(COORDINATES));
    for (PointCondition rule : rules) {
      cases
          .append(" when not ")
          .append(rule.sql())
          .append(" then ")
          .append(PointColumns.literal(rule.reason()));
    }
    return cases.append(last).append(" end").toString();
  }
}
