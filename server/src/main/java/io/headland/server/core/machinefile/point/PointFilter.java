package io.headland.server.core.machinefile.point;

import io.headland.server.core.machinefile.PointProperty;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/// The conditions for points that are kept: a position, rules, and optionally the distance of a
/// value from its mean.
///
/// @param outliers are searched among the points that satisfy the rules
public record PointFilter(List<PointCondition> rules, Optional<Outliers> outliers) {
  /// The reason of points without a position, or at 0, 0.
  public static final String COORDINATES = "coordinates";

  /// The reason of points that are too far from the mean.
  public static final String OUTLIER = "outlier";

  public PointFilter {
    rules = List.copyOf(rules);
  }

  /// Rejects points whose value is further from the mean than a number of standard deviations.
  public record Outliers(PointProperty property, double standardDeviations) {}

  /// The mean and standard deviation of the points; NaN when there are none.
  record Limits(double mean, double deviation) {
    static Limits read(ResultSet row) throws SQLException {
      return new Limits(PointTable.number(row, 1), PointTable.number(row, 2));
    }
  }

  static PointFilter of(List<? extends PointCondition> rules) {
    return new PointFilter(List.copyOf(rules), Optional.empty());
  }

  /// A query for the limits of the outliers.
  String limits() {
    String column = outliers.map(each -> PointColumns.of(each.property())).orElseThrow();
    return "select avg(%s), stddev_pop(%s) from points where %s is null"
        .formatted(column, column, reason());
  }

  /// An expression with the first reason for which a point is rejected; null for a point that is
  /// kept.
  String reason() {
    return reason("");
  }

  /// As [#reason], with the outliers.
  String reason(Limits limits) {
    if (outliers.isEmpty() || Double.isNaN(limits.deviation())) {
      return reason();
    }
    return reason(
        " when abs(%s - %s) > %s then %s"
            .formatted(
                PointColumns.of(outliers.get().property()),
                PointColumns.literal(limits.mean()),
                PointColumns.literal(outliers.get().standardDeviations() * limits.deviation()),
                PointColumns.literal(OUTLIER)));
  }

  private String reason(String last) {
    StringBuilder cases =
        new StringBuilder(
            "case when longitude is null or latitude is null or (longitude = 0 and latitude = 0)"
                + " or abs(longitude) > 180 or abs(latitude) > 90 then 'coordinates'");
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
