package io.headland.server.api.field;

import io.headland.server.core.field.CreatedRecords;
import io.headland.server.core.field.SummaryStore;
import io.headland.server.platform.http.Pages;
import io.headland.server.platform.http.Request;
import io.headland.server.platform.http.Response;
import io.headland.server.platform.http.Routes;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.paging.Page;
import io.headland.server.platform.paging.PageRequest;
import io.headland.server.provider.Provider;
import io.headland.server.provider.ProviderAdapter;
import io.headland.server.provider.Providers;
import io.headland.server.provider.RecordKind;
import java.util.EnumSet;
import java.util.Set;

/// The numbers of stored growers, farms and fields, by Leaf user and provider.
public final class SummaryResource {
  private static final String PATH = "/services/integrations/api/resources";

  /// The path in 2023, which some clients still use.
  private static final String EARLIER_PATH = "/services/usermanagement/api/resources";

  private final SummaryStore summaries;
  private final Providers providers;

  public SummaryResource(SummaryStore summaries, Providers providers) {
    this.summaries = summaries;
    this.providers = providers;
  }

  public void addTo(Routes routes) {
    routes.owned("GET", PATH, this::list).owned("GET", EARLIER_PATH, this::list);
  }

  private Response list(ApiOwnerId owner, Request request) {
    PageRequest pageRequest = Pages.requested(request);
    Page<SummaryView.Entry> page =
        summaries
            .list(owner, FieldDataFilters.accounts(request), pageRequest)
            .map(account -> SummaryView.Entry.of(account, kinds(account.provider())));
    return Pages.response(request, pageRequest, page, new SummaryView("SUCCESS", page.items()));
  }

  private Set<RecordKind> kinds(String provider) {
    if (CreatedRecords.isProvider(provider)) {
      return EnumSet.of(RecordKind.GROWER, RecordKind.FARM, RecordKind.FIELD);
    }
    return Provider.ofWireName(provider)
        .flatMap(providers::find)
        .map(ProviderAdapter::kinds)
        .orElse(Set.of());
  }
}
