package io.headland.server.core.machinefile.point;

import io.headland.server.core.machinefile.OperationType;
import io.headland.server.core.machinefile.PointProperty;
import java.util.ArrayList;
import java.util.List;

/// A condition that a point must satisfy. A point without the value satisfies it.
///
/// @param property of the point, by which rejected points are counted
/// @param comparison of its value with the limit
record PointRule(PointProperty property, Comparison comparison, double limit)
    implements PointCondition {

  /// Each of them is positive in a point that is kept. Leaf names the wet values; the others are
  /// zero when those are, and are examined for files that lack the wet values.
  private static final List<PointProperty> YIELDS =
      List.of(
          PointProperty.WET_MASS,
          PointProperty.WET_MASS_PER_AREA,
          PointProperty.WET_VOLUME,
          PointProperty.WET_VOLUME_PER_AREA,
          PointProperty.DRY_MASS_PER_AREA,
          PointProperty.DRY_VOLUME_PER_AREA,
          PointProperty.PROVIDER_VOLUME_PER_AREA);

  /// The comparisons of Leaf's `cleanupRules`.
  enum Comparison {
    GT(">"),
    GTE(">="),
    LT("<"),
    LTE("<=");

    private final String operator;

    Comparison(String operator) {
      this.operator = operator;
    }
  }

  /// Leaf's rules for a type of operation (`cleanupStandardGeojson`), as far as files have the
  /// values.
  static List<PointRule> cleanup(OperationType type) {
    List<PointRule> rules = new ArrayList<>();
    switch (type) {
      case HARVESTED -> {
        for (PointProperty property : YIELDS) {
          rules.add(new PointRule(property, Comparison.GT, 0));
        }
        rules.add(new PointRule(PointProperty.HARVEST_MOISTURE, Comparison.GT, 0));
        rules.add(new PointRule(PointProperty.HARVEST_MOISTURE, Comparison.LT, 100));
      }
      case PLANTED -> rules.add(new PointRule(PointProperty.SEED_RATE, Comparison.GT, 0));
      case APPLIED -> rules.add(new PointRule(PointProperty.APPLIED_RATE, Comparison.GT, 0));
      case TILLAGE ->
          rules.add(new PointRule(PointProperty.TILLAGE_DEPTH_ACTUAL, Comparison.GTE, 0));
    }
    return List.copyOf(rules);
  }

  @Override
  public String reason() {
    return property.leafName();
  }

  @Override
  public String sql() {
    String column = PointColumns.of(property);
    return "(%s is null or %s %s %s)"
        .formatted(column, column, comparison.operator, PointColumns.literal(limit));
  }
}
