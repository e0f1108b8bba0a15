package io.headland.server.api.field;

import io.headland.server.core.field.CreatedFarmStore;
import io.headland.server.core.field.FarmStore;
import io.headland.server.core.field.GrowerStore;
import io.headland.server.core.field.ParentChange;
import io.headland.server.platform.http.Request;
import io.headland.server.platform.http.Response;
import io.headland.server.platform.http.Routes;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.LeafUserId;
import java.time.InstantSource;
import java.util.Optional;

/// Creates and changes growers and farms. Only those that were created through the API can be
/// changed.
public final class FarmWriteResource {
  private static final String FARM = "farm";
  private static final String GROWER = "grower";

  private final FarmStore farms;
  private final GrowerStore growers;
  private final CreatedFarmStore created;
  private final InstantSource clock;

  public FarmWriteResource(
      FarmStore farms, GrowerStore growers, CreatedFarmStore created, InstantSource clock) {
    this.farms = farms;
    this.growers = growers;
    this.created = created;
    this.clock = clock;
  }

  public void addTo(Routes routes) {
    routes
        .owned("POST", FieldPath.USER + "/farms", this::createFarm)
        .owned("PUT", FieldPath.USER + "/farms/{farmId}", this::updateFarm)
        .owned("POST", FieldPath.USER + "/growers", this::createGrower)
        .owned("PUT", FieldPath.USER + "/growers/{growerId}", this::updateGrower);
  }

  private Response createFarm(ApiOwnerId owner, Request request) {
    LeafUserId leafUser = FieldPath.leafUser(request, FieldDataProblems::noUser);
    FieldDataRequest body = new FieldDataRequest(FARM, request.body());
    Optional<String> name = body.name("name");
    Optional<Long> growerId = body.parent("growerId");
    body.refuseInvalid();
    CreatedFarmStore.Written written =
        created.createFarm(owner, leafUser, name.orElse(""), growerId, clock.instant());
    FieldDataProblems.refuse(written.outcome(), FARM);
    return Response.created(
        FieldPath.ROOT + "/users/" + leafUser + "/farms/" + written.id(),
        farm(owner, leafUser, written.id()));
  }

  private Response updateFarm(ApiOwnerId owner, Request request) {
    LeafUserId leafUser = FieldPath.leafUser(request, FieldDataProblems::noFarm);
    long id = FieldPath.number(request, "farmId", FieldDataProblems::noFarm);
    FieldDataRequest body = new FieldDataRequest(FARM, request.body());
    Optional<String> name = body.name("name");
    ParentChange grower = body.parentChange("growerId");
    body.refuseInvalid();
    FieldDataProblems.refuse(
        created.updateFarm(owner, leafUser, id, name, grower, clock.instant()), FARM);
    return Response.ok(farm(owner, leafUser, id));
  }

  private Response createGrower(ApiOwnerId owner, Request request) {
    LeafUserId leafUser = FieldPath.leafUser(request, FieldDataProblems::noUser);
    FieldDataRequest body = new FieldDataRequest(GROWER, request.body());
    Optional<String> name = body.name("name");
    body.refuseInvalid();
    CreatedFarmStore.Written written =
        created.createGrower(owner, leafUser, name.orElse(""), clock.instant());
    FieldDataProblems.refuse(written.outcome(), GROWER);
    return Response.created(
        FieldPath.ROOT + "/users/" + leafUser + "/growers/" + written.id(),
        grower(owner, leafUser, written.id()));
  }

  private Response updateGrower(ApiOwnerId owner, Request request) {
    LeafUserId leafUser = FieldPath.leafUser(request, FieldDataProblems::noGrower);
    long id = FieldPath.number(request, "growerId", FieldDataProblems::noGrower);
    FieldDataRequest body = new FieldDataRequest(GROWER, request.body());
    Optional<String> name = body.name("name");
    body.refuseInvalid();
    FieldDataProblems.refuse(
        created.updateGrower(owner, leafUser, id, name, clock.instant()), GROWER);
    return Response.ok(grower(owner, leafUser, id));
  }

  private FarmView farm(ApiOwnerId owner, LeafUserId leafUser, long id) {
    return farms.find(owner, leafUser, id).map(FarmView::of).orElseThrow(FieldDataProblems::noFarm);
  }

  private GrowerView grower(ApiOwnerId owner, LeafUserId leafUser, long id) {
    return growers
        .find(owner, leafUser, id)
        .map(GrowerView::of)
        .orElseThrow(FieldDataProblems::noGrower);
  }
}
