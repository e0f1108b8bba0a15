package io.headland.server.field;

import io.headland.server.http.Call;
import io.headland.server.http.Problem;
import io.headland.server.http.ProblemException;
import io.headland.server.id.LeafUserId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Optional;

/// The query parameters by which lists of growers, farms and fields are filtered.
final class LandFilters {
  private LandFilters() {}

  /// The query parameters `leafUserId` and `provider`.
  static LandFilter accounts(Call call) {
    return LandFilter.account(call.query("leafUserId"), call.query("provider"));
  }

  /// The query parameter `provider`, where the path names the Leaf user.
  static LandFilter accounts(Call call, LeafUserId leafUser) {
    return LandFilter.account(Optional.of(leafUser.toString()), call.query("provider"));
  }

  static LandFilter growers(Call call, LandFilter accounts) {
    return accounts.organization(call.query("providerOrgId"));
  }

  static LandFilter farms(Call call, LandFilter accounts) {
    return accounts
        .organization(call.query("providerOrgId"))
        .farmsOfGrower(call.query("growerId"));
  }

  static LandFilter fields(Call call, LandFilter accounts) {
    return accounts
        .equal(call.query("id"), "id", LandFilter::leafUser)
        .name(call.queryReadings("name"))
        .equal(call.query("status"), "status", LandFilters::status)
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
