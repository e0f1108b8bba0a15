package io.headland.server.api.asset;

import io.headland.server.api.machinefile.TimeParameter;
import io.headland.server.core.asset.Asset;
import io.headland.server.core.asset.AssetOrigin;
import io.headland.server.core.asset.AssetStore;
import io.headland.server.core.asset.CreatedMachineStore;
import io.headland.server.core.leafuser.LeafUserStore;
import io.headland.server.platform.http.Pages;
import io.headland.server.platform.http.Request;
import io.headland.server.platform.http.Response;
import io.headland.server.platform.http.Routes;
import io.headland.server.platform.http.SortParameter;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.LeafUserId;
import io.headland.server.platform.id.UuidGenerator;
import io.headland.server.platform.id.Uuids;
import io.headland.server.platform.jdbc.RowFilter;
import io.headland.server.platform.paging.Page;
import io.headland.server.platform.paging.PageRequest;
import io.headland.server.provider.AssetKind;
import io.headland.server.provider.Provider;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/// The machines, implements and operators of a Leaf user. Machines can also be created.
public final class AssetResource {
  private static final String USER = "/services/beta/api/users/{leafUserId}";
  private static final String MACHINES = USER + "/machines";
  private static final String MACHINE = MACHINES + "/{machineId}";
  private static final String IMPLEMENTS = USER + "/implements";
  private static final String OPERATORS = USER + "/operators";

  private static final Set<String> MACHINE_KEYS =
      Set.of(
          "id",
          "leafUserId",
          "name",
          "provider",
          "providerOrganizationId",
          "providerMachineId",
          "serialNumber",
          "vin",
          "model",
          "make",
          "category",
          "modelYear");
  private static final Set<String> IMPLEMENT_KEYS =
      Set.of(
          "id",
          "leafUserId",
          "name",
          "provider",
          "providerOrganizationId",
          "providerImplementId",
          "serialNumber",
          "model",
          "make",
          "category");
  private static final Set<String> OPERATOR_KEYS =
      Set.of(
          "id", "leafUserId", "name", "provider", "providerOrganizationId", "providerOperatorId");

  private final AssetStore assets;
  private final CreatedMachineStore machines;
  private final LeafUserStore users;
  private final UuidGenerator ids;
  private final InstantSource clock;

  public AssetResource(
      AssetStore assets,
      CreatedMachineStore machines,
      LeafUserStore users,
      UuidGenerator ids,
      InstantSource clock) {
    this.assets = assets;
    this.machines = machines;
    this.users = users;
    this.ids = ids;
    this.clock = clock;
  }

  public void addTo(Routes routes) {
    routes
        .owned("GET", MACHINES, list(AssetKind.MACHINE, MACHINE_KEYS, MachineView::of))
        .owned("POST", MACHINES, this::create)
        .owned("GET", MACHINE, one(AssetKind.MACHINE, "machineId", MachineView::of))
        .owned("PATCH", MACHINE, this::update)
        .owned("DELETE", MACHINE, this::delete)
        .owned("GET", IMPLEMENTS, list(AssetKind.IMPLEMENT, IMPLEMENT_KEYS, ImplementView::of))
        .owned(
            "GET",
            IMPLEMENTS + "/{implementId}",
            one(AssetKind.IMPLEMENT, "implementId", ImplementView::of))
        .owned("GET", OPERATORS, list(AssetKind.OPERATOR, OPERATOR_KEYS, OperatorView::of))
        .owned(
            "GET",
            OPERATORS + "/{operatorId}",
            one(AssetKind.OPERATOR, "operatorId", OperatorView::of));
  }

  private Routes.OwnedRoute list(
      AssetKind kind, Set<String> sortKeys, Function<Asset, Object> view) {
    return (owner, request) -> {
      LeafUserId user = user(owner, request);
      PageRequest pageRequest = Pages.requested(request);
      Page<Asset> page =
          assets.list(
              owner,
              user,
              kind,
              filter(kind, request),
              SortParameter.of(request, sortKeys),
              pageRequest);
      return Pages.response(request, pageRequest, page.map(view));
    };
  }

  private static RowFilter filter(AssetKind kind, Request request) {
    RowFilter filter =
        new RowFilter()
            .equal(request.query("name"), "name", Optional::of)
            .equal(request.query("provider"), "provider", Provider::ofWireName)
            .equal(request.query("providerOrganizationId"), "provider_org_id", Optional::of);
    return switch (kind) {
      case MACHINE ->
          times(filter, request)
              .equal(request.query("serialNumber"), "serial_number", Optional::of)
              .equal(request.query("vin"), "vin", Optional::of)
              .equal(request.query("originType"), "origin", AssetResource::origin);
      case IMPLEMENT ->
          exactly(
                  exactly(filter, request, "createdTime", "created_at"),
                  request,
                  "updatedTime",
                  "updated_at")
              .equal(request.query("providerImplementId"), "provider_asset_id", Optional::of);
      case OPERATOR -> filter;
    };
  }

  private static RowFilter times(RowFilter filter, Request request) {
    return exactly(filter, request, "createdTime", "created_at")
        .where(
            request.query("beforeCreatedTime"),
            "createdBefore",
            "record.created_at < :createdBefore",
            _ -> TimeParameter.find(request, "beforeCreatedTime"))
        .where(
            request.query("afterCreatedTime"),
            "createdAfter",
            "record.created_at > :createdAfter",
            _ -> TimeParameter.find(request, "afterCreatedTime"));
  }

  private static RowFilter exactly(
      RowFilter filter, Request request, String parameter, String column) {
    return filter.equal(
        request.query(parameter), column, _ -> TimeParameter.find(request, parameter));
  }

  private static Optional<String> origin(String text) {
    return Arrays.stream(AssetOrigin.values()).map(Enum::name).filter(text::equals).findFirst();
  }

  private Routes.OwnedRoute one(AssetKind kind, String parameter, Function<Asset, Object> view) {
    return (owner, request) ->
        Response.ok(view.apply(find(owner, user(owner, request), kind, request.path(parameter))));
  }

  private Asset find(ApiOwnerId owner, LeafUserId user, AssetKind kind, String id) {
    return Uuids.parse(id)
        .flatMap(uuid -> assets.find(owner, user, kind, uuid))
        .orElseThrow(() -> AssetProblems.notFound(kind));
  }

  private LeafUserId user(ApiOwnerId owner, Request request) {
    return LeafUserId.parse(request.path("leafUserId"))
        .filter(id -> users.find(owner, id).isPresent())
        .orElseThrow(AssetProblems::noUser);
  }

  private Response create(ApiOwnerId owner, Request request) {
    MachineRequest input = MachineRequest.complete(request.body());
    LeafUserId user = user(owner, request);
    UUID id = ids.next();
    Instant now = clock.instant();
    Asset machine =
        new Asset(id, user, AssetOrigin.USER_CREATED, null, null, input.toRecord(), now, now);
    if (!machines.create(owner, machine)) {
      throw AssetProblems.noUser();
    }
    return Response.created(
        "/services/beta/api/users/%s/machines/%s".formatted(user, id), stored(owner, user, id));
  }

  private Response update(ApiOwnerId owner, Request request) {
    MachineRequest input = MachineRequest.patch(request.body());
    LeafUserId user = user(owner, request);
    Asset machine = editable(owner, user, request);
    machines.update(owner, user, machine.id(), input.values(), clock.instant());
    return Response.ok(stored(owner, user, machine.id()));
  }

  private Response delete(ApiOwnerId owner, Request request) {
    LeafUserId user = user(owner, request);
    Asset machine = editable(owner, user, request);
    if (!machines.delete(owner, user, machine.id(), clock.instant())) {
      throw AssetProblems.notFound(AssetKind.MACHINE);
    }
    return Response.noContent();
  }

  private Asset editable(ApiOwnerId owner, LeafUserId user, Request request) {
    Asset machine = find(owner, user, AssetKind.MACHINE, request.path("machineId"));
    if (machine.origin() != AssetOrigin.USER_CREATED) {
      throw AssetProblems.notEditable();
    }
    return machine;
  }

  private MachineView stored(ApiOwnerId owner, LeafUserId user, UUID id) {
    return MachineView.changed(find(owner, user, AssetKind.MACHINE, id.toString()));
  }
}
