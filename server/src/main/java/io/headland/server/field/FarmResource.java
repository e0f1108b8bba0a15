package io.headland.server.field;

import io.headland.server.http.Answer;
import io.headland.server.http.Call;
import io.headland.server.http.Page;
import io.headland.server.http.PageRequest;
import io.headland.server.http.Pages;
import io.headland.server.http.Routes;
import io.headland.server.id.ApiOwnerId;
import io.headland.server.id.LeafUserId;

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
    return answer(call, request, farms.list(owner, LandFilters.farms(call, LandFilters.accounts(call)), request));
  }

  private Answer listOfUser(ApiOwnerId owner, Call call) {
    LeafUserId leafUser = FieldPath.leafUser(call, LandProblems::noUser);
    PageRequest request = Pages.requested(call);
    Page<Farm> page = farms.list(owner, LandFilters.farms(call, LandFilters.accounts(call, leafUser)), request);
    if (page.total() == 0 && !farms.hasLeafUser(owner, leafUser)) {
      throw LandProblems.noUser();
    }
    return answer(call, request, page);
  }

  private static Answer answer(Call call, PageRequest request, Page<Farm> page) {
    return Pages.answer(call, request, page.map(FarmView::of));
  }

  private Answer get(ApiOwnerId owner, Call call) {
    LeafUserId leafUser = FieldPath.leafUser(call, LandProblems::noFarm);
    return farms
        .find(owner, leafUser, FieldPath.number(call, "farmId", LandProblems::noFarm))
        .map(farm -> Answer.ok(FarmView.of(farm)))
        .orElseThrow(LandProblems::noFarm);
  }
}
