package io.headland.server.budget;

import io.headland.server.http.Answer;
import io.headland.server.http.Call;
import io.headland.server.http.Page;
import io.headland.server.http.PageRequest;
import io.headland.server.http.Pages;
import io.headland.server.http.Routes;
import io.headland.server.id.ApiOwnerId;
import io.headland.server.provider.Provider;
import io.headland.server.provider.Providers;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What the API owner's credentials cost at each provider application.
public final class ApplicationResource {
  private static final Comparator<ApplicationView> IN_ORDER =
      Comparator.comparing(ApplicationView::provider).thenComparing(ApplicationView::application);

  private final ProviderBudget budget;
  private final CallCountStore counts;
  private final ClosureStore closures;
  private final Providers providers;
  private final int callsPerSecond;
  private final InstantSource clock;

  public ApplicationResource(
      ProviderBudget budget,
      CallCountStore counts,
      ClosureStore closures,
      Providers providers,
      int callsPerSecond,
      InstantSource clock) {
    this.budget = budget;
    this.counts = counts;
    this.closures = closures;
    this.providers = providers;
    this.callsPerSecond = callsPerSecond;
    this.clock = clock;
  }

  public void addTo(Routes routes) {
    routes.owned("GET", "/services/headland/api/provider-applications", this::list);
  }

  private Answer list(ApiOwnerId owner, Call call) {
    PageRequest request = PageRequest.of(call);
    budget.flush();
    Instant now = clock.instant();
    Map<String, Instant> closed = closures.list(now);
    List<ApplicationView> all =
        uses(owner, now).stream().map(use -> view(use, closed, now)).sorted(IN_ORDER).toList();
    List<ApplicationView> items =
        all.stream().skip(request.offset()).limit(request.size()).toList();
    return Pages.answer(call, request, Page.numbered(items, all.size(), request));
  }

  private List<ApplicationUse> uses(ApiOwnerId owner, Instant now) {
    Map<String, ApplicationUse> uses = new TreeMap<>();
    for (Provider provider : providers.callable()) {
      String identification = provider.credentialShape().identification();
      for (String key : counts.listKeys(owner, provider, identification)) {
        Application application = Application.of(provider, key);
        uses.put(application.digest(), ApplicationUse.none(application));
      }
    }
    for (ApplicationUse use : counts.list(owner, LocalDate.ofInstant(now, ZoneOffset.UTC))) {
      uses.put(use.application().digest(), use);
    }
    return List.copyOf(uses.values());
  }

  private ApplicationView view(ApplicationUse use, Map<String, Instant> closed, Instant now) {
    return new ApplicationView(
        use.application().provider().wireName(),
        use.application().shownAs(),
        callsPerSecond == 0 ? null : callsPerSecond,
        use.callsToday(),
        use.callsThisMonth(),
        MonthProjection.of(use.callsThisMonth(), now),
        use.throttledThisMonth(),
        use.lastThrottledAt().orElse(null),
        closed.get(use.application().digest()));
  }
}
