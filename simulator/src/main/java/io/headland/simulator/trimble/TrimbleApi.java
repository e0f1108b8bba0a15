package io.headland.simulator.trimble;

import io.headland.simulator.fielddata.FieldData;
import io.headland.simulator.fielddata.Shown;
import io.headland.simulator.fielddata.TrimbleForms;
import io.headland.simulator.http.Json;
import io.headland.simulator.http.Request;
import io.headland.simulator.http.Response;
import io.headland.simulator.http.Routes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/// The API beneath `/Trimble-Ag-Software/externalApi/3.0`. What the world calls archived is retired
/// here.
final class TrimbleApi {
  private static final String BASE = "/Trimble-Ag-Software/externalApi/3.0";

  /// One call of a signed-in user.
  private record Call(Request request, String userName, Map<String, String> variables) {
    boolean wantsLinks() {
      return request.parameters().find("includeLinks").filter("true"::equals).isPresent();
    }

    String id() {
      return variables.getOrDefault("id", "");
    }
  }

  /// What stands behind an address.
  private interface Action {
    Response answer(Call call);
  }

  /// What lies beneath an authorized organization.
  private interface Listing {
    Response of(Call call, TrimbleOrganization organization);
  }

  private final LiveTrimble live;
  private final TrimbleGrants grants;
  private final Supplier<TrimbleRules> rules;
  private final TrimbleWrites writes;
  private final Routes<Action> routes =
      new Routes<Action>()
          .on("GET", "config/organizations", this::organizations)
          .on("GET", "resources/{orgId}/clients", ifGiven(this::clients))
          .on("GET", "resources/{orgId}/clients/{id}", ifGiven(this::client))
          .on("GET", "resources/{orgId}/farms", ifGiven(this::farms))
          .on("GET", "resources/{orgId}/farms/{id}", ifGiven(this::farm))
          .on("GET", "resources/{orgId}/fields", beneath(this::fields))
          .on("GET", "resources/{orgId}/fields/{id}", beneath(this::field))
          .on("POST", "resources/{orgId}/fields", beneath(this::createField))
          .on("GET", "resources/{orgId}/boundaries", beneath(this::boundaries))
          .on("GET", "resources/{orgId}/boundaries/{id}", beneath(this::boundary))
          .on("POST", "resources/{orgId}/boundaries", beneath(this::createBoundary));

  TrimbleApi(
      LiveTrimble live, TrimbleGrants grants, Supplier<TrimbleRules> rules, TrimbleWrites writes) {
    this.live = live;
    this.grants = grants;
    this.rules = rules;
    this.writes = writes;
  }

  static boolean owns(Request request) {
    return request.parsedPath().startsWith("Trimble-Ag-Software");
  }

  Response answer(Request request) {
    if (!request.path().startsWith(BASE + "/")) {
      return TrimbleErrors.of(404);
    }
    List<String> segments = request.parsedPath().segments();
    return switch (routes.find(request.method(), segments.subList(3, segments.size()))) {
      case Routes.Match.Unknown<Action> _ -> TrimbleErrors.of(404);
      case Routes.Match.WrongMethod<Action>(List<String> allowed) ->
          TrimbleErrors.of(405).with("Allow", String.join(", ", allowed));
      case Routes.Match.Found<Action>(Action action, Map<String, String> variables) ->
          request
              .bearer()
              .flatMap(grants::findUser)
              .map(userName -> action.answer(new Call(request, userName, variables)))
              .orElseGet(() -> TrimbleErrors.of(401));
    };
  }

  private Response organizations(Call call) {
    List<TrimbleOrganization> all = live.world().authorizedOf(call.userName());
    String api = call.wantsLinks() ? rules.get().base() + BASE : "";
    return page(
        call,
        all.size(),
        (from, to) ->
            all.subList(from, to).stream()
                .map(o -> TrimbleBodies.organization(o, api, hasParents()))
                .toList());
  }

  private Response createField(Call call, TrimbleOrganization organization) {
    return writes.field(organization, call.request().body().text(), resources(organization));
  }

  private Response createBoundary(Call call, TrimbleOrganization organization) {
    return writes.boundary(organization, call.request().body().text(), resources(organization));
  }

  private boolean hasParents() {
    return forms().parents() == TrimbleForms.Parents.PRESENT;
  }

  /// Records that not every host has.
  private Action ifGiven(Listing listing) {
    Action found = beneath(listing);
    return call ->
        switch (forms().parents()) {
          case PRESENT -> found.answer(call);
          case NOT_FOUND -> TrimbleErrors.of(404);
          case FORBIDDEN -> TrimbleErrors.of(403);
        };
  }

  private Action beneath(Listing listing) {
    return call -> {
      Optional<TrimbleOrganization> found =
          live.world().findOrganization(call.variables().getOrDefault("orgId", ""));
      if (found.isEmpty()) {
        return TrimbleErrors.of(404);
      }
      TrimbleOrganization organization = found.get();
      boolean isCallers =
          call.userName().equals(TrimbleWorld.APPLICATION)
              || organization.userName().equals(call.userName());
      return organization.authorized() && isCallers
          ? listing.of(call, organization)
          : TrimbleErrors.of(403);
    };
  }

  private Response clients(Call call, TrimbleOrganization organization) {
    FieldData land = organization.land();
    Shown shown = shown();
    return page(
        call,
        land.countClients(shown),
        (from, to) ->
            land.clients(shown, from, to).stream()
                .map(client -> TrimbleBodies.client(client, links(call, organization)))
                .toList());
  }

  private Response farms(Call call, TrimbleOrganization organization) {
    FieldData land = organization.land();
    Shown shown =
        call.request().parameters().find("includeRetired").filter("true"::equals).isPresent()
            ? Shown.ALL
            : shown();
    return page(
        call,
        land.countFarms(shown),
        (from, to) ->
            land.farms(shown, from, to).stream()
                .map(
                    farmed ->
                        TrimbleBodies.farm(farmed, forms().clientLink(), links(call, organization)))
                .toList());
  }

  private Response fields(Call call, TrimbleOrganization organization) {
    FieldData land = organization.land();
    Shown shown = shown();
    return page(
        call,
        land.countFields(shown),
        (from, to) ->
            land.fields(shown, from, to).stream()
                .map(
                    spot ->
                        TrimbleBodies.field(spot, forms().clientLink(), links(call, organization)))
                .toList());
  }

  private Response boundaries(Call call, TrimbleOrganization organization) {
    FieldData land = organization.land();
    return page(
        call,
        land.countBoundariesInUse(),
        (from, to) ->
            land.boundariesInUse(from, to).stream()
                .map(bounded -> TrimbleBodies.boundary(bounded, links(call, organization)))
                .toList());
  }

  private Response client(Call call, TrimbleOrganization organization) {
    return one(
        organization
            .land()
            .findClient(call.id())
            .map(client -> TrimbleBodies.client(client, links(call, organization))));
  }

  private Response farm(Call call, TrimbleOrganization organization) {
    return one(
        organization
            .land()
            .findFarm(call.id())
            .map(
                farmed ->
                    TrimbleBodies.farm(farmed, forms().clientLink(), links(call, organization))));
  }

  private Response field(Call call, TrimbleOrganization organization) {
    return one(
        organization
            .land()
            .findField(call.id())
            .map(
                spot ->
                    TrimbleBodies.field(spot, forms().clientLink(), links(call, organization))));
  }

  private Response boundary(Call call, TrimbleOrganization organization) {
    FieldData land = organization.land();
    return one(
        land.boundariesInUse(0, land.countBoundariesInUse()).stream()
            .filter(bounded -> bounded.boundary().id().equals(call.id()))
            .findFirst()
            .map(bounded -> TrimbleBodies.boundary(bounded, links(call, organization))));
  }

  private static Response one(Optional<ObjectNode> found) {
    return found.map(body -> Json.answer(200, body)).orElseGet(() -> TrimbleErrors.of(404));
  }

  private TrimbleForms forms() {
    return rules.get().forms();
  }

  private Shown shown() {
    return switch (forms().retired()) {
      case OMITTED -> Shown.ACTIVE;
      case MARKED -> Shown.ALL;
    };
  }

  private String links(Call call, TrimbleOrganization organization) {
    return call.wantsLinks() ? resources(organization) : "";
  }

  private String resources(TrimbleOrganization organization) {
    return rules.get().base() + BASE + "/resources/" + organization.id();
  }

  private Response page(Call call, int total, TrimblePages.Slice slice) {
    return TrimblePages.page(call.request(), rules.get().pageSize(), total, slice);
  }
}
