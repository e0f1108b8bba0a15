package io.headland.server.api.usage;

import io.headland.server.api.usage.ApplicationView.MonthProjection;
import io.headland.server.api.usage.ApplicationView.RefusalView;
import io.headland.server.core.usage.ApplicationRefusalStore;
import io.headland.server.core.usage.ApplicationRefusalStore.ApplicationRefusal;
import io.headland.server.core.usage.CallCountStore;
import io.headland.server.core.usage.CallCountStore.ApplicationUse;
import io.headland.server.core.usage.ThrottleStore;
import io.headland.server.engine.ratelimit.ProviderBudget;
import io.headland.server.platform.http.Pages;
import io.headland.server.platform.http.Request;
import io.headland.server.platform.http.Response;
import io.headland.server.platform.http.Routes;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.paging.Page;
import io.headland.server.platform.paging.PageRequest;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The calls of the API owner's credentials for each provider application. An application is known
/// after its first call, which is made when its first credential is posted.
public final class ApplicationResource {
  private static final Comparator<ApplicationView> IN_ORDER =
      Comparator.comparing(ApplicationView::provider).thenComparing(ApplicationView::application);

  private final ProviderBudget budget;
  private final CallCountStore counts;
  private final ThrottleStore throttles;
  private final ApplicationRefusalStore refusals;
  private final int callsPerSecond;
  private final InstantSource clock;

  public ApplicationResource(
      ProviderBudget budget,
      CallCountStore counts,
      ThrottleStore throttles,
      ApplicationRefusalStore refusals,
      int callsPerSecond,
      InstantSource clock) {
    this.budget = budget;
    this.counts = counts;
    this.throttles = throttles;
    this.refusals = refusals;
    this.callsPerSecond = callsPerSecond;
    this.clock = clock;
  }

  public void addTo(Routes routes) {
    routes.owned("GET", "/services/headland/api/provider-applications", this::list);
  }

  private Response list(ApiOwnerId owner, Request request) {
    PageRequest pageRequest = Pages.requested(request);
    budget.flush();
    Instant now = clock.instant();
    Map<String, Instant> throttledUntil = throttles.list(now);
    Map<String, ApplicationRefusal> refused = refusals.list(owner);
    List<ApplicationView> all =
        counts.list(owner, LocalDate.ofInstant(now, ZoneOffset.UTC)).stream()
            .map(
                use ->
                    view(
                        use,
                        throttledUntil,
                        Optional.ofNullable(refused.get(use.application().digest())),
                        now))
            .sorted(IN_ORDER)
            .toList();
    List<ApplicationView> items =
        all.stream().skip(pageRequest.offset()).limit(pageRequest.size()).toList();
    return Pages.response(request, pageRequest, Page.numbered(items, all.size(), pageRequest));
  }

  private ApplicationView view(
      ApplicationUse use,
      Map<String, Instant> throttledUntil,
      Optional<ApplicationRefusal> refusal,
      Instant now) {
    return new ApplicationView(
        use.application().provider().wireName(),
        use.application().shownAs(),
        callsPerSecond == 0 ? null : callsPerSecond,
        use.callsToday(),
        use.callsThisMonth(),
        MonthProjection.of(use.callsThisMonth(), now),
        use.throttledThisMonth(),
        use.lastThrottledAt().orElse(null),
        throttledUntil.get(use.application().digest()),
        refusal.map(RefusalView::of).orElse(null));
  }
}
