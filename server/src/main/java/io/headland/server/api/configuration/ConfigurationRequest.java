package io.headland.server.api.configuration;

import io.headland.server.core.configuration.ConfigurationKeys;
import io.headland.server.core.configuration.ConfigurationStore.ConfigurationChange;
import io.headland.server.core.configuration.OrganizationDataSync;
import io.headland.server.platform.http.Problem;
import io.headland.server.platform.http.ProblemException;
import io.headland.server.platform.json.Json;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Validates the body of a change of a configuration: keys with a known meaning must have a value
/// of their type. Null resets a key to the inherited value.
final class ConfigurationRequest {
  private static final String OBJECT = "configuration";

  private ConfigurationRequest() {}

  static ConfigurationChange of(ObjectNode body, boolean mayUnset) {
    ObjectNode settings = ConfigurationKeys.normalized(body);
    List<Problem.FieldError> errors = new ArrayList<>();
    List<String> unset = new ArrayList<>();
    for (Map.Entry<String, JsonNode> entry : settings.properties()) {
      if (!Json.isStorable(entry.getKey()) || !isStorable(entry.getValue())) {
        errors.add(new Problem.FieldError(OBJECT, entry.getKey(), "Pattern"));
      } else if (entry.getValue().isNull()) {
        unset.add(entry.getKey());
        if (!mayUnset) {
          errors.add(new Problem.FieldError(OBJECT, entry.getKey(), "NotNull"));
        }
      } else {
        String constraint = brokenConstraint(entry.getKey(), entry.getValue());
        if (!constraint.isEmpty()) {
          errors.add(new Problem.FieldError(OBJECT, entry.getKey(), constraint));
        }
      }
    }
    if (!errors.isEmpty()) {
      throw new ProblemException(Problem.invalid(errors));
    }
    settings.remove(unset);
    return new ConfigurationChange(settings, List.copyOf(unset));
  }

  private static String brokenConstraint(String key, JsonNode value) {
    if (key.equals(ConfigurationKeys.ORGANIZATION_DATA_SYNC)) {
      boolean known =
          value.isString()
              && Arrays.stream(OrganizationDataSync.values())
                  .anyMatch(mode -> mode.name().equals(value.stringValue()));
      return known ? "" : "OneOf ALL, SELECTED_ONLY";
    }
    if (ConfigurationKeys.BOOLEANS.contains(key)) {
      return value.isBoolean() ? "" : "Boolean";
    }
    if (ConfigurationKeys.MONTHS.contains(key)) {
      return value.canConvertToInt() && value.isIntegralNumber() && value.intValue() >= 0
          ? ""
          : "Months";
    }
    if (ConfigurationKeys.PERCENTAGES.contains(key)) {
      return value.isNumber() && value.doubleValue() >= 0.01 && value.doubleValue() <= 100
          ? ""
          : "Percentage";
    }
    return "";
  }

  /// Whether PostgreSQL can store a value with all its content.
  private static boolean isStorable(JsonNode value) {
    if (value.isString()) {
      return Json.isStorable(value.stringValue());
    }
    if (value.isNumber()) {
      // A value that is too large for a double is parsed as infinite.
      return Double.isFinite(value.doubleValue());
    }
    return value.propertyNames().stream().allMatch(Json::isStorable)
        && value.valueStream().allMatch(ConfigurationRequest::isStorable);
  }
}
