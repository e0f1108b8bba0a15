package io.headland.simulator.trimble;

import io.headland.simulator.http.Request;
import io.headland.simulator.http.Response;
import io.headland.simulator.http.Routes;
import io.headland.simulator.world.Land;
import io.headland.simulator.world.Shown;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// The API beneath `/Trimble-Ag-Software/externalApi/3.0`. Archived records are left out.
final class TrimbleApi {
  private static final String BASE = "/Trimble-Ag-Software/externalApi/3.0";

  /// One call of a signed-in user.
  private record Call(Request request, String userName, Map<String, String> variables) {
    boolean wantsLinks() {
      return request.parameters().find("includeLinks").filter("true"::equals).isPresent();
    }
  }

  /// What stands behind an address.
  private interface Action {
    Response answer(Call call);
  }

  /// A list beneath an authorized organization.
  private interface Listing {
    Response of(Call call, TrimbleOrganization organization);
  }

  private final LiveTrimble live;
  private final TrimbleGrants grants;
  private final Supplier<TrimbleRules> rules;
  private final Routes<Action> routes =
      new Routes<Action>()
          .on("GET", "config/organizations", this::organizations)
          .on("GET", "resources/{orgId}/clients", beneath(this::clients))
          .on("GET", "resources/{orgId}/farms", beneath(this::farms))
          .on("GET", "resources/{orgId}/fields", beneath(this::fields))
          .on("GET", "resources/{orgId}/boundaries", beneath(this::boundaries));

  TrimbleApi(LiveTrimble live, TrimbleGrants grants, Supplier<TrimbleRules> rules) {
    this.live = live;
    this.grants = grants;
    this.rules = rules;
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
            all.subList(from, to).stream().map(o -> TrimbleBodies.organization(o, api)).toList());
  }

  private Action beneath(Listing listing) {
    return call -> {
      Optional<TrimbleOrganization> found =
          live.world().findOrganization(call.variables().getOrDefault("orgId", ""));
      if (found.isEmpty()) {
        return TrimbleErrors.of(404);
      }
      TrimbleOrganization organization = found.get();
      return organization.authorized() && organization.userName().equals(call.userName())
          ? listing.of(call, organization)
          : TrimbleErrors.of(403);
    };
  }

  private Response clients(Call call, TrimbleOrganization organization) {
    Land land = organization.land();
    return page(
        call,
        land.countClients(Shown.ACTIVE),
        (from, to) ->
            land.clients(Shown.ACTIVE, from, to).stream().map(TrimbleBodies::client).toList());
  }

  private Response farms(Call call, TrimbleOrganization organization) {
    Land land = organization.land();
    return page(
        call,
        land.countFarms(Shown.ACTIVE),
        (from, to) ->
            land.farms(Shown.ACTIVE, from, to).stream().map(TrimbleBodies::farm).toList());
  }

  private Response fields(Call call, TrimbleOrganization organization) {
    Land land = organization.land();
    String resources =
        call.wantsLinks() ? rules.get().base() + BASE + "/resources/" + organization.id() : "";
    return page(
        call,
        land.countFields(Shown.ACTIVE),
        (from, to) ->
            land.fields(Shown.ACTIVE, from, to).stream()
                .map(spot -> TrimbleBodies.field(spot, resources))
                .toList());
  }

  private Response boundaries(Call call, TrimbleOrganization organization) {
    Land land = organization.land();
    return page(
        call,
        land.countBoundariesInUse(),
        (from, to) ->
            land.boundariesInUse(from, to).stream().map(TrimbleBodies::boundary).toList());
  }

  private Response page(Call call, int total, TrimblePages.Slice slice) {
    return TrimblePages.page(call.request(), rules.get().pageSize(), total, slice);
  }
}
