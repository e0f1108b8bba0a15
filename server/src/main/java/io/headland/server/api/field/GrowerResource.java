package io.headland.server.api.field;

import io.headland.server.core.field.Grower;
import io.headland.server.core.field.GrowerStore;
import io.headland.server.platform.http.Answer;
import io.headland.server.platform.http.Call;
import io.headland.server.platform.http.Pages;
import io.headland.server.platform.http.Routes;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.LeafUserId;
import io.headland.server.platform.paging.Page;
import io.headland.server.platform.paging.PageRequest;
import java.util.Optional;

/// Growers, read.
public final class GrowerResource {
  private final GrowerStore growers;

  public GrowerResource(GrowerStore growers) {
    this.growers = growers;
  }

  public void addTo(Routes routes) {
    routes
        .owned("GET", FieldPath.ROOT + "/growers", this::list)
        .owned("GET", FieldPath.ROOT + "/growers/{growerId}", this::get)
        .owned("GET", FieldPath.USER + "/growers", this::listOfUser)
        .owned("GET", FieldPath.USER + "/growers/{growerId}", this::getOfUser);
  }

  private Answer list(ApiOwnerId owner, Call call) {
    PageRequest request = Pages.requested(call);
    return answer(
        call,
        request,
        growers.list(
            owner, FieldDataFilters.growers(call, FieldDataFilters.accounts(call)), request));
  }

  private Answer listOfUser(ApiOwnerId owner, Call call) {
    LeafUserId leafUser = FieldPath.leafUser(call, FieldDataProblems::noUser);
    PageRequest request = Pages.requested(call);
    Page<Grower> page =
        growers.list(
            owner,
            FieldDataFilters.growers(call, FieldDataFilters.accounts(call, leafUser)),
            request);
    if (page.total() == 0 && !growers.hasLeafUser(owner, leafUser)) {
      throw FieldDataProblems.noUser();
    }
    return answer(call, request, page);
  }

  private static Answer answer(Call call, PageRequest request, Page<Grower> page) {
    return Pages.answer(call, request, page.map(GrowerView::of));
  }

  private Answer get(ApiOwnerId owner, Call call) {
    return answer(growers.find(owner, id(call)));
  }

  private Answer getOfUser(ApiOwnerId owner, Call call) {
    LeafUserId leafUser = FieldPath.leafUser(call, FieldDataProblems::noGrower);
    return answer(growers.find(owner, leafUser, id(call)));
  }

  private static long id(Call call) {
    return FieldPath.number(call, "growerId", FieldDataProblems::noGrower);
  }

  private static Answer answer(Optional<Grower> found) {
    return found
        .map(grower -> Answer.ok(GrowerView.of(grower)))
        .orElseThrow(FieldDataProblems::noGrower);
  }
}
