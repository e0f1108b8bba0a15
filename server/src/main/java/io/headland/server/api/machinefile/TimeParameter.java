package io.headland.server.api.machinefile;

import io.headland.server.platform.http.Problem;
import io.headland.server.platform.http.ProblemException;
import io.headland.server.platform.http.Request;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/// Query parameters with times: ISO 8601, or a date, which is its midnight in UTC.
public final class TimeParameter {
  private static final int LENGTH_OF_DATE = 10;

  private TimeParameter() {}

  /// The time of a parameter; empty when the request lacks it.
  ///
  /// @throws ProblemException 400 when the parameter is not valid
  public static Optional<Instant> find(Request request, String name) {
    return request.query(name).map(text -> parse(name, text));
  }

  private static Instant parse(String name, String text) {
    try {
      return text.length() == LENGTH_OF_DATE
          ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
          // A plus sign that was not escaped is received as a space.
          : OffsetDateTime.parse(text.replace(' ', '+')).toInstant();
    } catch (DateTimeParseException _) {
      throw new ProblemException(
          Problem.of(
              400,
              "The query parameter "
                  + name
                  + " must be a time such as 2026-03-24T09:34:11Z, or a date."));
    }
  }
}
