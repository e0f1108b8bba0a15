package io.headland.server.api.field;

import io.headland.server.core.field.Farm;
import io.headland.server.core.field.FarmStore;
import io.headland.server.platform.http.Answer;
import io.headland.server.platform.http.Call;
import io.headland.server.platform.http.Pages;
import io.headland.server.platform.http.Routes;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.LeafUserId;
import io.headland.server.platform.paging.Page;
import io.headland.server.platform.paging.PageRequest;

/// Farms, read.
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

  private Answer list(ApiOwnerId owner, Call call) {
    PageRequest request = Pages.requested(call);
    return answer(
        call,
        request,
        farms.list(owner, FieldDataFilters.farms(call, FieldDataFilters.accounts(call)), request));
  }

  private Answer listOfUser(ApiOwnerId owner, Call call) {
    LeafUserId leafUser = FieldPath.leafUser(call, FieldDataProblems::noUser);
    PageRequest request = Pages.requested(call);
    Page<Farm> page =
        farms.list(
            owner,
            FieldDataFilters.farms(call, FieldDataFilters.accounts(call, leafUser)),
            request);
    if (page.total() == 0 && !farms.hasLeafUser(owner, leafUser)) {
      throw FieldDataProblems.noUser();
    }
    return answer(call, request, page);
  }

  private static Answer answer(Call call, PageRequest request, Page<Farm> page) {
    return Pages.answer(call, request, page.map(FarmView::of));
  }

  private Answer get(ApiOwnerId owner, Call call) {
    LeafUserId leafUser = FieldPath.leafUser(call, FieldDataProblems::noFarm);
    return farms
        .find(owner, leafUser, FieldPath.number(call, "farmId", FieldDataProblems::noFarm))
        .map(farm -> Answer.ok(FarmView.of(farm)))
        .orElseThrow(FieldDataProblems::noFarm);
  }
}
