package io.headland.server.core.machinefile.point;

import io.headland.server.core.machinefile.MachineFileDescription;
import io.headland.server.core.machinefile.OperationType;
import io.headland.server.core.machinefile.PointProperty;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// The conditions for points of `standardGeojson`: Leaf's own, or those of the configuration
/// `cleanupRules`, which replace all of them: `{"wetMass": [{"operator": "GT", "value": 0}],
/// "crop": [{"operator": "NE", "value": "unknown"}]}`. Numbers are compared with `GT`, `GTE`, `LT`
/// and `LTE` in the unit of the file, texts with `EQ` and `NE`.
///
/// @param conditions that points must satisfy
/// @param ignored why rules of the configuration are not applied, a sentence for each
public record CleanupRules(List<PointCondition> conditions, List<String> ignored) {
  private static final String CROP = "crop";

  public CleanupRules {
    conditions = List.copyOf(conditions);
    ignored = List.copyOf(ignored);
  }

  /// Leaf's rules.
  public static CleanupRules standard(MachineFileDescription description) {
    List<PointCondition> conditions = new ArrayList<>(PointRule.cleanup(description.type()));
    conditions.add(
        new TextRule(CROP, new TextRule.Subject.OfFile(description.crop()), false, "unknown"));
    return new CleanupRules(conditions, List.of());
  }

  /// The rules of the configuration. A rule that is invalid, or of a property that points do not
  /// have, is ignored: the configuration stores values that are not documented.
  ///
  /// @param rules the value of the configuration key
  public static CleanupRules parse(JsonNode rules, MachineFileDescription description) {
    List<PointCondition> conditions = new ArrayList<>();
    List<String> ignored = new ArrayList<>();
    if (!rules.isObject()) {
      ignored.add("cleanupRules is not an object.");
    }
    for (Map.Entry<String, JsonNode> entry : rules.properties()) {
      JsonNode ofProperty = entry.getValue();
      Iterable<JsonNode> each = ofProperty.isArray() ? ofProperty : List.of(ofProperty);
      for (JsonNode rule : each) {
        parse(entry.getKey(), rule, description)
            .ifPresentOrElse(
                conditions::add, () -> ignored.add(reason(entry.getKey(), rule, description)));
      }
    }
    return new CleanupRules(conditions, ignored);
  }

  private static Optional<PointCondition> parse(
      String property, JsonNode rule, MachineFileDescription description) {
    String operator = rule.path("operator").asString("").toUpperCase(Locale.ROOT);
    JsonNode value = rule.path("value");
    if (value.isNumber() && Double.isFinite(value.doubleValue())) {
      return numeric(property, description.type())
          .flatMap(
              found ->
                  comparison(operator)
                      .map(comparison -> new PointRule(found, comparison, value.doubleValue())));
    }
    boolean isText = value.isString() && (operator.equals("EQ") || operator.equals("NE"));
    if (!isText) {
      return Optional.empty();
    }
    return subject(property, description)
        .map(subject -> new TextRule(property, subject, operator.equals("EQ"), value.asString()));
  }

  private static Optional<PointRule.Comparison> comparison(String operator) {
    for (PointRule.Comparison comparison : PointRule.Comparison.values()) {
      if (comparison.name().equals(operator)) {
        return Optional.of(comparison);
      }
    }
    return Optional.empty();
  }

  private static Optional<PointProperty> numeric(String property, OperationType type) {
    // The rates of the products of a point add up to its rate.
    return property.equals("products") && type == OperationType.APPLIED
        ? Optional.of(PointProperty.APPLIED_RATE)
        : PointProperty.ofLeafName(property);
  }

  private static Optional<TextRule.Subject> subject(
      String property, MachineFileDescription description) {
    if (property.equals(CROP)) {
      return Optional.of(new TextRule.Subject.OfFile(description.crop()));
    }
    String label = property.equals("products") ? "product" : property;
    return label.equals(description.type().labelName())
        ? Optional.of(new TextRule.Subject.Label())
        : Optional.empty();
  }

  private static String reason(String property, JsonNode rule, MachineFileDescription description) {
    boolean isKnown =
        numeric(property, description.type()).isPresent()
            || subject(property, description).isPresent();
    return isKnown
        ? "The rule %s of %s has no valid operator and value.".formatted(rule, property)
        : "Points of type %s have no property %s."
            .formatted(description.type().leafName(), property);
  }
}
