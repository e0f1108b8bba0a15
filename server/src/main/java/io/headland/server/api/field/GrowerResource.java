package io.headland.server.api.field;

import io.headland.server.core.field.Grower;
import io.headland.server.core.field.GrowerStore;
import io.headland.server.platform.http.Pages;
import io.headland.server.platform.http.Request;
import io.headland.server.platform.http.Response;
import io.headland.server.platform.http.Routes;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.LeafUserId;
import io.headland.server.platform.paging.Page;
import io.headland.server.platform.paging.PageRequest;
import java.util.Optional;

/// Reads growers.
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

  private Response list(ApiOwnerId owner, Request request) {
    PageRequest pageRequest = Pages.requested(request);
    return respond(
        request,
        pageRequest,
        growers.list(
            owner,
            FieldDataFilters.growers(request, FieldDataFilters.accounts(request)),
            pageRequest));
  }

  private Response listOfUser(ApiOwnerId owner, Request request) {
    LeafUserId leafUser = FieldPath.leafUser(request, FieldDataProblems::noUser);
    PageRequest pageRequest = Pages.requested(request);
    Page<Grower> page =
        growers.list(
            owner,
            FieldDataFilters.growers(request, FieldDataFilters.accounts(request, leafUser)),
            pageRequest);
    if (page.total() == 0 && !growers.hasLeafUser(owner, leafUser)) {
      throw FieldDataProblems.noUser();
    }
    return respond(request, pageRequest, page);
  }

  private static Response respond(Request request, PageRequest pageRequest, Page<Grower> page) {
    return Pages.response(request, pageRequest, page.map(GrowerView::of));
  }

  private Response get(ApiOwnerId owner, Request request) {
    return respond(growers.find(owner, id(request)));
  }

  private Response getOfUser(ApiOwnerId owner, Request request) {
    LeafUserId leafUser = FieldPath.leafUser(request, FieldDataProblems::noGrower);
    return respond(growers.find(owner, leafUser, id(request)));
  }

  private static long id(Request request) {
    return FieldPath.number(request, "growerId", FieldDataProblems::noGrower);
  }

  private static Response respond(Optional<Grower> found) {
    return found
        .map(grower -> Response.ok(GrowerView.of(grower)))
        .orElseThrow(FieldDataProblems::noGrower);
  }
}
