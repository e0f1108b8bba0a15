package io.headland.server.api.field;

import io.headland.server.core.credential.AccountKey;
import io.headland.server.core.field.FieldStore;
import io.headland.server.core.field.OrganizationCountStore;
import io.headland.server.core.field.OrganizationCountStore.OrganizationCount;
import io.headland.server.platform.http.Pages;
import io.headland.server.platform.http.Request;
import io.headland.server.platform.http.Response;
import io.headland.server.platform.http.Routes;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.LeafUserId;
import io.headland.server.platform.paging.Page;
import io.headland.server.platform.paging.PageRequest;
import io.headland.server.provider.Provider;
import io.headland.server.provider.Providers;

/// The stored records by organization of an account. Added by Headland.
public final class OrganizationCountResource {
  private static final String PATH =
      "/services/headland/api/users/{leafUserId}/{provider}/organizations/counts";

  private final OrganizationCountStore counts;
  private final FieldStore fields;
  private final Providers providers;

  public OrganizationCountResource(
      OrganizationCountStore counts, FieldStore fields, Providers providers) {
    this.counts = counts;
    this.fields = fields;
    this.providers = providers;
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
    PageRequest pageRequest = Pages.requested(request);
    Page<OrganizationCount> page =
        counts.list(new AccountKey(owner, leafUser, provider), pageRequest);
    if (page.total() == 0 && !fields.hasLeafUser(owner, leafUser)) {
      throw FieldDataProblems.noUser();
    }
    return Pages.response(request, pageRequest, page.map(OrganizationCountView::of));
  }
}
