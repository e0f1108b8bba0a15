package io.headland.server.core.leafuser;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A filter of Leaf users: each part matches the complete value; name and email regardless of case.
/// Each part is empty, or lists the possible interpretations of the sent text, one of which must
/// match.
public record LeafUserFilter(List<String> email, List<String> name, List<String> externalId) {
  public LeafUserFilter {
    email = List.copyOf(email);
    name = List.copyOf(name);
    externalId = List.copyOf(externalId);
  }

  /// PostgreSQL supports NUL neither in texts nor in parameters.
  boolean matchesNothing() {
    return Stream.of(email, name, externalId)
        .flatMap(List::stream)
        .anyMatch(value -> value.indexOf('\0') >= 0);
  }

  boolean isEmpty() {
    return email.isEmpty() && name.isEmpty() && externalId.isEmpty();
  }

  /// The conditions, each beginning with `and`. An index contains only the prefix of a value; the
  /// value is then compared row by row.
  String conditions() {
    return condition("email", email, "lower(email)", value -> "lower(" + value + ")")
        + condition("name", name, "lower(name)", value -> "lower(" + value + ")")
        + condition("externalId", externalId, "coalesce(external_id, '')", value -> value);
  }

  /// The parameters of the conditions.
  Map<String, String> values() {
    Map<String, String> values = new LinkedHashMap<>();
    put(values, "email", email);
    put(values, "name", name);
    put(values, "externalId", externalId);
    return values;
  }

  private static String condition(
      String key, List<String> readings, String column, UnaryOperator<String> normalized) {
    if (readings.isEmpty()) {
      return "";
    }
    List<String> values =
        IntStream.range(0, readings.size()).mapToObj(i -> normalized.apply(":" + key + i)).toList();
    String beginnings =
        values.stream().map(value -> "left(" + value + ", 200)").collect(Collectors.joining(", "));
    return " and left(%s, 200) collate \"C\" in (%s) and %s in (%s)"
        .formatted(column, beginnings, column, String.join(", ", values));
  }

  private static void put(Map<String, String> values, String key, List<String> readings) {
    for (int i = 0; i < readings.size(); i++) {
      values.put(key + i, readings.get(i));
    }
  }
}
