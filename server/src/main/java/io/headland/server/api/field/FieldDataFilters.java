package io.headland.server.api.field;

import io.headland.server.core.field.FieldDataFilter;
import io.headland.server.core.field.FieldStatus;
import io.headland.server.platform.http.Call;
import io.headland.server.platform.http.Problem;
import io.headland.server.platform.http.ProblemException;
import io.headland.server.platform.id.LeafUserId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Optional;

/// The query parameters by which lists of growers, farms and fields are filtered.
final class FieldDataFilters {
  private FieldDataFilters() {}

  /// The query parameters `leafUserId` and `provider`.
  static FieldDataFilter accounts(Call call) {
    return FieldDataFilter.account(call.query("leafUserId"), call.query("provider"));
  }

  /// The query parameter `provider`, where the path names the Leaf user.
  static FieldDataFilter accounts(Call call, LeafUserId leafUser) {
    return FieldDataFilter.account(Optional.of(leafUser.toString()), call.query("provider"));
  }

  static FieldDataFilter growers(Call call, FieldDataFilter accounts) {
    return accounts.organization(call.query("providerOrgId"));
  }

  static FieldDataFilter farms(Call call, FieldDataFilter accounts) {
    return accounts.organization(call.query("providerOrgId")).farmsOfGrower(call.query("growerId"));
  }

  static FieldDataFilter fields(Call call, FieldDataFilter accounts) {
    return accounts
        .equal(call.query("id"), "id", FieldDataFilter::leafUser)
        .name(call.queryReadings("name"))
        .equal(call.query("status"), "status", FieldDataFilters::status)
        .organization(call.query("providerOrgId"))
        .fieldsOfGrower(call.query("growerId"))
        .fieldsOfFarm(call.query("farmId"))
        .after(time(call, "createdAfter"), "createdAfter", "created_at")
        .before(time(call, "createdBefore"), "createdBefore", "created_at")
        .after(time(call, "updatedAfter"), "updatedAfter", "updated_at")
        .before(time(call, "updatedBefore"), "updatedBefore", "updated_at")
        .onlyIf(call.query("type").map(FieldView.TYPE::equals).orElse(true));
  }

  private static Optional<String> status(String text) {
    return Arrays.stream(FieldStatus.values()).map(Enum::name).filter(text::equals).findFirst();
  }

  private static Optional<Instant> time(Call call, String name) {
    return call.query(name).map(text -> instant(name, text));
  }

  private static Instant instant(String name, String text) {
    try {
      // A plus sign that was not escaped arrives as a space.
      return OffsetDateTime.parse(text.replace(' ', '+')).toInstant();
    } catch (DateTimeParseException _) {
      throw new ProblemException(
          Problem.of(
              400,
              "The query parameter " + name + " must be a time such as 2026-03-24T09:34:11Z."));
    }
  }
}
