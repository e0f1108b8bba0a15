package io.headland.server.api.field;

import io.headland.server.core.field.Farm;
import io.headland.server.core.field.FarmStore;
import io.headland.server.platform.http.Pages;
import io.headland.server.platform.http.Request;
import io.headland.server.platform.http.Response;
import io.headland.server.platform.http.Routes;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.LeafUserId;
import io.headland.server.platform.paging.Page;
import io.headland.server.platform.paging.PageRequest;

/// Reads farms.
public final class FarmResource {
  private final FarmStore farms;

  public FarmResource(FarmStore farms) {
    this.farms = farms;
  }

  public void addTo(Routes routes) {
    routes
        .owned("GET", FieldPath.ROOT + "/farms", this::list)
        .owned("GET", FieldPath.USER + "/farms", this::listOfUser)
        .owned("GET", FieldPath.USER + "/farms/{farmId}", this::get);
  }

  private Response list(ApiOwnerId owner, Request request) {
    PageRequest pageRequest = Pages.requested(request);
    return respond(
        request,
        pageRequest,
        farms.list(
            owner,
            FieldDataFilters.farms(request, FieldDataFilters.accounts(request)),
            pageRequest));
  }

  private Response listOfUser(ApiOwnerId owner, Request request) {
    LeafUserId leafUser = FieldPath.leafUser(request, FieldDataProblems::noUser);
    PageRequest pageRequest = Pages.requested(request);
    Page<Farm> page =
        farms.list(
            owner,
            FieldDataFilters.farms(request, FieldDataFilters.accounts(request, leafUser)),
            pageRequest);
    if (page.total() == 0 && !farms.hasLeafUser(owner, leafUser)) {
      throw FieldDataProblems.noUser();
    }
    return respond(request, pageRequest, page);
  }

  private static Response respond(Request request, PageRequest pageRequest, Page<Farm> page) {
    return Pages.response(request, pageRequest, page.map(FarmView::of));
  }

  private Response get(ApiOwnerId owner, Request request) {
    LeafUserId leafUser = FieldPath.leafUser(request, FieldDataProblems::noFarm);
    return farms
        .find(owner, leafUser, FieldPath.number(request, "farmId", FieldDataProblems::noFarm))
        .map(farm -> Response.ok(FarmView.of(farm)))
        .orElseThrow(FieldDataProblems::noFarm);
  }
}
