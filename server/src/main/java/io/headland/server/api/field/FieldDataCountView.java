package io.headland.server.api.field;

import com.fasterxml.jackson.annotation.JsonFormat;
import io.headland.server.core.field.FieldDataCountStore;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/// The visible records of an account over time, in a response.
///
/// @param days the first day of the range, and those on which the counts changed
record FieldDataCountView(
    @JsonFormat(shape = JsonFormat.Shape.STRING) LocalDate from,
    @JsonFormat(shape = JsonFormat.Shape.STRING) LocalDate to,
    List<Day> days) {

  /// The visible records at the end of a day.
  ///
  /// @param day in UTC
  record Day(
      @JsonFormat(shape = JsonFormat.Shape.STRING) LocalDate day,
      int organizations,
      int growers,
      int farms,
      int fields) {
    static Day of(FieldDataCountStore.Day stored) {
      return new Day(
          stored.day(), stored.organizations(), stored.growers(), stored.farms(), stored.fields());
    }

    private Day on(LocalDate other) {
      return new Day(other, organizations, growers, farms, fields);
    }
  }

  /// The first day of the range has the counts before it.
  ///
  /// @param changes may begin before the range
  static FieldDataCountView of(
      LocalDate from, LocalDate to, List<FieldDataCountStore.Day> changes) {
    List<Day> days = new ArrayList<>(changes.stream().map(Day::of).toList());
    if (days.isEmpty() || days.getFirst().day().isAfter(from)) {
      days.addFirst(new Day(from, 0, 0, 0, 0));
    } else {
      days.set(0, days.getFirst().on(from));
    }
    return new FieldDataCountView(from, to, days);
  }
}
