package io.headland.server.field;

import io.headland.server.http.Call;
import io.headland.server.http.Problem;
import io.headland.server.http.ProblemException;
import io.headland.server.id.LeafUserId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/// Which growers, farms or fields are wanted. A value that nothing can have meets nothing.
final class LandFilter {
  private final Map<String, Object> values = new LinkedHashMap<>();
  private final StringBuilder conditions = new StringBuilder();
  private boolean meetsNothing;
  private boolean onlyByAccount = true;

  private LandFilter() {}

  /// The filter of a call's `leafUserId` and `provider`.
  static LandFilter of(Call call) {
    LandFilter filter = new LandFilter();
    filter.equal(call.query("leafUserId"), "leaf_user_id", LandFilter::leafUser);
    filter.equal(call.query("provider"), "provider", Optional::of);
    filter.onlyByAccount = true;
    return filter;
  }

  /// The same, for a path that names the Leaf user.
  static LandFilter of(Call call, LeafUserId leafUser) {
    LandFilter filter = new LandFilter();
    filter.equal(Optional.of(leafUser), "leaf_user_id", id -> Optional.of(id.value()));
    filter.equal(call.query("provider"), "provider", Optional::of);
    filter.onlyByAccount = true;
    return filter;
  }

  /// All items of the API owner.
  static LandFilter any() {
    return new LandFilter();
  }

  /// One item by its id, of any Leaf user.
  static LandFilter one(Object id) {
    return new LandFilter().equal(Optional.of(id), "id", Optional::of);
  }

  /// One item of a Leaf user.
  static LandFilter one(LeafUserId leafUser, Object id) {
    return one(id).equal(Optional.of(leafUser), "leaf_user_id", user -> Optional.of(user.value()));
  }

  /// Only those whose column has a value.
  ///
  /// @param reading of the text that a caller sent; empty when nothing can have such a value
  <T> LandFilter equal(Optional<T> text, String column, Function<T, Optional<?>> reading) {
    return where(text, column, "land." + column + " = :" + column, reading);
  }

  /// Only those that meet a condition, in which `:name` stands for the value.
  <T> LandFilter where(
      Optional<T> text, String name, String condition, Function<T, Optional<?>> reading) {
    if (text.isPresent()) {
      onlyByAccount = false;
      Optional<?> value = reading.apply(text.get()).filter(LandFilter::canBeAsked);
      meetsNothing |= value.isEmpty();
      value.ifPresent(
          found -> {
            values.put(name, found);
            conditions.append(" and ").append(condition);
          });
    }
    return this;
  }

  /// Only those with this name, whatever its case.
  ///
  /// @param readings of what was sent, of which one has to match; empty for any name
  LandFilter name(List<String> readings) {
    if (!readings.isEmpty()) {
      String other = readings.getLast();
      where(
          Optional.of(readings.getFirst()),
          "name",
          "left(lower(land.name), 200) collate \"C\""
              + " in (left(lower(:name), 200), left(lower(:otherName), 200))"
              + " and lower(land.name) in (lower(:name), lower(:otherName))",
          Optional::of);
      values.put("otherName", other);
      meetsNothing |= !canBeAsked(other);
    }
    return this;
  }

  /// Only those whose time lies strictly on one side of the one that the call names.
  LandFilter time(Call call, String name, String column, String sign) {
    Optional<Instant> time = call.query(name).map(text -> instant(name, text));
    return where(time, name, "land." + column + " " + sign + " :" + name, Optional::of);
  }

  /// Nothing, unless a condition holds that all of them meet.
  LandFilter onlyIf(boolean holds) {
    meetsNothing |= !holds;
    return this;
  }

  boolean meetsNothing() {
    return meetsNothing;
  }

  /// Whether the kept totals of organizations say how many there are.
  boolean isOnlyByAccount() {
    return onlyByAccount;
  }

  String conditions() {
    return conditions.toString();
  }

  Map<String, Object> values() {
    return values;
  }

  static Optional<UUID> leafUser(String text) {
    return LeafUserId.parse(text).map(LeafUserId::value);
  }

  static Optional<Long> number(String text) {
    try {
      return Optional.of(Long.parseLong(text));
    } catch (NumberFormatException _) {
      return Optional.empty();
    }
  }

  /// PostgreSQL keeps no NUL in a text, and takes none in a question either.
  private static boolean canBeAsked(Object value) {
    return !(value instanceof String text) || text.indexOf('\0') < 0;
  }

  private static Instant instant(String name, String text) {
    try {
      // A plus that nobody escaped arrives as a blank.
      return OffsetDateTime.parse(text.replace(' ', '+')).toInstant();
    } catch (DateTimeParseException _) {
      throw new ProblemException(
          Problem.of(
              400,
              "The query parameter " + name + " must be a time such as 2026-03-24T09:34:11Z."));
    }
  }
}
