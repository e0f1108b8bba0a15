package io.headland.server.core.machinefile.point;

import io.headland.server.core.machinefile.OperationType;
import io.headland.server.core.machinefile.PointProperty;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A condition that a point must satisfy. A point without the value satisfies it: a rule rejects
/// values, the schema rejects points that lack one.
///
/// @param property of the point, by which rejected points are counted
/// @param comparison of its value with the limit
public record PointRule(PointProperty property, Comparison comparison, double limit) {
  /// The comparisons of Leaf's `cleanupRules`.
  public enum Comparison {
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
  public static List<PointRule> cleanup(OperationType type) {
    List<PointRule> rules = new ArrayList<>();
    switch (type) {
      case HARVESTED -> {
        rules.add(new PointRule(PointProperty.WET_MASS_PER_AREA, Comparison.GT, 0));
        rules.add(new PointRule(PointProperty.PROVIDER_VOLUME_PER_AREA, Comparison.GT, 0));
        rules.add(new PointRule(PointProperty.HARVEST_MOISTURE, Comparison.GT, 0));
        rules.add(new PointRule(PointProperty.HARVEST_MOISTURE, Comparison.LT, 100));
      }
      case PLANTED -> rules.add(new PointRule(PointProperty.SEED_RATE, Comparison.GT, 0));
      case APPLIED -> rules.add(new PointRule(PointProperty.APPLIED_RATE, Comparison.GT, 0));
      case TILLAGE -> {
        // John Deere has no points of tillage, and task sets no depth that is logged as such.
      }
    }
    return List.copyOf(rules);
  }

  /// The condition in SQL.
  String sql() {
    String column = '"' + property.leafName() + '"';
    return "(%s is null or %s %s %s)"
        .formatted(column, column, comparison.operator, String.format(Locale.ROOT, "%s", limit));
  }
}
