package io.headland.server.api.field;

import io.headland.server.core.credential.AccountKey;
import io.headland.server.core.field.FieldDataCountStore;
import io.headland.server.core.field.FieldStore;
import io.headland.server.platform.http.Problem;
import io.headland.server.platform.http.ProblemException;
import io.headland.server.platform.http.Request;
import io.headland.server.platform.http.Response;
import io.headland.server.platform.http.Routes;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.LeafUserId;
import io.headland.server.provider.Provider;
import io.headland.server.provider.Providers;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;

/// The visible records of an account over time. Added by Headland.
public final class FieldDataCountResource {
  private static final String PATH =
      "/services/headland/api/users/{leafUserId}/{provider}/counts/history";
  private static final int DAYS = 90;
  private static final int MAX_YEARS = 10;

  private final FieldDataCountStore counts;
  private final FieldStore fields;
  private final Providers providers;
  private final InstantSource clock;

  public FieldDataCountResource(
      FieldDataCountStore counts, FieldStore fields, Providers providers, InstantSource clock) {
    this.counts = counts;
    this.fields = fields;
    this.providers = providers;
    this.clock = clock;
  }

  public void addTo(Routes routes) {
    routes.owned("GET", PATH, this::list);
  }

  private Response list(ApiOwnerId owner, Request request) {
    Provider provider =
        Provider.ofWireName(request.path("provider"))
            .filter(providers::canCall)
            .orElseThrow(() -> FieldDataProblems.providerNotSupported(providers.callable()));
    LeafUserId leafUser = FieldPath.leafUser(request, FieldDataProblems::noUser);
    LocalDate to =
        day(request, "to").orElseGet(() -> LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
    LocalDate from = day(request, "from").orElseGet(() -> to.minusDays(DAYS));
    if (from.isAfter(to) || from.isBefore(to.minusYears(MAX_YEARS))) {
      throw wrong(
          "The query parameter from must be a day before that of to, by at most %d years."
              .formatted(MAX_YEARS));
    }
    List<FieldDataCountStore.Day> changes =
        counts.list(new AccountKey(owner, leafUser, provider), from, to);
    if (changes.isEmpty() && !fields.hasLeafUser(owner, leafUser)) {
      throw FieldDataProblems.noUser();
    }
    return Response.ok(FieldDataCountView.of(from, to, changes));
  }

  private static Optional<LocalDate> day(Request request, String name) {
    try {
      // Years with five digits and before year one are rejected.
      return request.query(name).map(text -> LocalDate.parse(text.matches("\\d.{9}") ? text : ""));
    } catch (DateTimeParseException _) {
      throw wrong("The query parameter %s must be a day, for example 2026-11-22.".formatted(name));
    }
  }

  private static ProblemException wrong(String detail) {
    return new ProblemException(Problem.of(400, detail));
  }
}
