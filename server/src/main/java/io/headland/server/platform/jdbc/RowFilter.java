package io.headland.server.platform.jdbc;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// The conditions of a list, for statements whose table has the alias `record`. A value that no row
/// can have matches nothing.
public final class RowFilter {
  /// The columns of indexes in the order of ids.
  private static final Set<String> INDEXED = Set.of("leaf_user_id", "id");

  private final Map<String, Object> values = new LinkedHashMap<>();
  private final StringBuilder conditions = new StringBuilder();
  private boolean matchesNothing;
  private boolean onlyByIndex = true;
  private boolean byTime;

  /// Only rows whose column has a value.
  ///
  /// @param text that a caller sent; empty for any value
  /// @param reading of the text; empty when no row can have the value
  public RowFilter equal(
      Optional<String> text, String column, Function<String, ? extends Optional<?>> reading) {
    boolean byIndex = onlyByIndex && (text.isEmpty() || INDEXED.contains(column));
    where(text, column, "record." + column + " = :" + column, reading);
    onlyByIndex = byIndex;
    return this;
  }

  /// Only rows whose time is not before another.
  public RowFilter from(Optional<Instant> time, String column) {
    String name = column + "From";
    time.ifPresent(instant -> add(name, instant, "record." + column + " >= :" + name));
    byTime |= time.isPresent();
    return this;
  }

  /// Only rows whose time is not after another.
  public RowFilter until(Optional<Instant> time, String column) {
    String name = column + "Until";
    time.ifPresent(instant -> add(name, instant, "record." + column + " <= :" + name));
    byTime |= time.isPresent();
    return this;
  }

  /// Only rows that match a condition with the value as `:name`.
  public RowFilter where(
      Optional<String> text,
      String name,
      String condition,
      Function<String, ? extends Optional<?>> reading) {
    if (text.isPresent()) {
      Optional<?> value = text.filter(sent -> sent.indexOf('\0') < 0).flatMap(reading);
      matchesNothing |= value.isEmpty();
      value.ifPresent(found -> add(name, found, condition));
    }
    return this;
  }

  private void add(String name, Object value, String condition) {
    onlyByIndex = false;
    values.put(name, value);
    conditions.append(" and ").append(condition);
  }

  /// The conditions, each of which begins with `and`.
  public String conditions() {
    return matchesNothing ? conditions + " and false" : conditions.toString();
  }

  /// Without another condition than a Leaf user or an id, the only sensible plan of a page in the
  /// order of ids reads their index.
  public QueryPlan plan() {
    return onlyByIndex ? QueryPlan.GENERIC : QueryPlan.CUSTOM;
  }

  /// A column of ids, as the first key of an order. With a condition of time no index of ids can be
  /// used for it: the latest rows have the last ids, so that nearly all rows would be read to find
  /// the first of them.
  public String idForOrder(String column) {
    return byTime ? column + "::text collate \"C\"" : column;
  }

  public Map<String, Object> values() {
    return Map.copyOf(values);
  }
}
