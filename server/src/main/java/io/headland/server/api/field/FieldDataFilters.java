package io.headland.server.api.field;

import io.headland.server.core.field.FieldDataFilter;
import io.headland.server.core.field.FieldStatus;
import io.headland.server.platform.http.Problem;
import io.headland.server.platform.http.ProblemException;
import io.headland.server.platform.http.Request;
import io.headland.server.platform.id.LeafUserId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Optional;

/// The query parameters that filter lists of growers, farms and fields.
final class FieldDataFilters {
  private FieldDataFilters() {}

  /// The query parameters `leafUserId` and `provider`.
  static FieldDataFilter accounts(Request request) {
    return FieldDataFilter.account(request.query("leafUserId"), request.query("provider"));
  }

  /// The query parameter `provider`, if the path contains the Leaf user.
  static FieldDataFilter accounts(Request request, LeafUserId leafUser) {
    return FieldDataFilter.account(Optional.of(leafUser.toString()), request.query("provider"));
  }

  static FieldDataFilter growers(Request request, FieldDataFilter accounts) {
    return accounts.organization(request.query("providerOrgId"));
  }

  static FieldDataFilter farms(Request request, FieldDataFilter accounts) {
    return accounts
        .organization(request.query("providerOrgId"))
        .farmsOfGrower(request.query("growerId"));
  }

  static FieldDataFilter fields(Request request, FieldDataFilter accounts) {
    return accounts
        .equal(request.query("id"), "id", FieldDataFilter::leafUser)
        .name(request.queryReadings("name"))
        .equal(request.query("status"), "status", FieldDataFilters::status)
        .organization(request.query("providerOrgId"))
        .fieldsOfGrower(request.query("growerId"))
        .fieldsOfFarm(request.query("farmId"))
        .after(time(request, "createdAfter"), "createdAfter", "created_at")
        .before(time(request, "createdBefore"), "createdBefore", "created_at")
        .after(time(request, "updatedAfter"), "updatedAfter", "updated_at")
        .before(time(request, "updatedBefore"), "updatedBefore", "updated_at")
        .onlyIf(request.query("type").map(FieldView.TYPE::equals).orElse(true));
  }

  private static Optional<String> status(String text) {
    return Arrays.stream(FieldStatus.values()).map(Enum::name).filter(text::equals).findFirst();
  }

  private static Optional<Instant> time(Request request, String name) {
    return request.query(name).map(text -> instant(name, text));
  }

  private static Instant instant(String name, String text) {
    try {
      // A plus sign that was not escaped is received as a space.
      return OffsetDateTime.parse(text.replace(' ', '+')).toInstant();
    } catch (DateTimeParseException _) {
      throw new ProblemException(
          Problem.of(
              400,
              "The query parameter " + name + " must be a time such as 2026-03-24T09:34:11Z."));
    }
  }
}
