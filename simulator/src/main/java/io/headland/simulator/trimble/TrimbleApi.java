package io.headland.simulator.trimble;

import io.headland.simulator.fielddata.ArchiveFilter;
import io.headland.simulator.fielddata.FieldData;
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

/// The API below `/Trimble-Ag-Software/externalApi/3.0`. Archived records of the world are called
/// retired here.
final class TrimbleApi {
  private static final String BASE = "/Trimble-Ag-Software/externalApi/3.0";

  /// One call of a signed-in user.
  private record TrimbleCall(Request request, String userName, Map<String, String> variables) {
    boolean includesLinks() {
      return request.parameters().find("includeLinks").filter("true"::equals).isPresent();
    }

    String id() {
      return variables.getOrDefault("id", "");
    }
  }

  /// The handler of a path.
  private interface Action {
    Response respond(TrimbleCall call);
  }

  /// The handler of a path below an authorized organization.
  private interface Listing {
    Response of(TrimbleCall call, TrimbleOrganization organization);
  }

  private final LiveTrimble live;
  private final TrimbleGrants grants;
  private final Supplier<TrimbleRules> rules;
  private final TrimbleWrites writes;
  private final Routes<Action> routes =
      new Routes<Action>()
          .on("GET", "config/organizations", this::organizations)
          .on("GET", "resources/{orgId}/clients", ifSupported(this::clients))
          .on("GET", "resources/{orgId}/clients/{id}", ifSupported(this::client))
          .on("GET", "resources/{orgId}/farms", ifSupported(this::farms))
          .on("GET", "resources/{orgId}/farms/{id}", ifSupported(this::farm))
          .on("GET", "resources/{orgId}/fields", inOrganization(this::fields))
          .on("GET", "resources/{orgId}/fields/{id}", inOrganization(this::field))
          .on("POST", "resources/{orgId}/fields", inOrganization(this::createField))
          .on("GET", "resources/{orgId}/boundaries", inOrganization(this::boundaries))
          .on("GET", "resources/{orgId}/boundaries/{id}", inOrganization(this::boundary))
          .on("POST", "resources/{orgId}/boundaries", inOrganization(this::createBoundary));

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

  Response respond(Request request) {
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
              .map(userName -> action.respond(new TrimbleCall(request, userName, variables)))
              .orElseGet(() -> TrimbleErrors.of(401));
    };
  }

  private Response organizations(TrimbleCall call) {
    List<TrimbleOrganization> all = live.world().authorizedOf(call.userName());
    String api = call.includesLinks() ? rules.get().base() + BASE : "";
    return page(
        call,
        all.size(),
        (from, to) ->
            all.subList(from, to).stream()
                .map(o -> TrimbleBodies.organization(o, api, hasParents()))
                .toList());
  }

  private Response createField(TrimbleCall call, TrimbleOrganization organization) {
    return writes.field(organization, call.request().body().text(), resources(organization));
  }

  private Response createBoundary(TrimbleCall call, TrimbleOrganization organization) {
    return writes.boundary(organization, call.request().body().text(), resources(organization));
  }

  private boolean hasParents() {
    return forms().parents() == TrimbleForms.ParentForm.PRESENT;
  }

  /// Records that not every host supports.
  private Action ifSupported(Listing listing) {
    Action found = inOrganization(listing);
    return call ->
        switch (forms().parents()) {
          case PRESENT -> found.respond(call);
          case NOT_FOUND -> TrimbleErrors.of(404);
          case FORBIDDEN -> TrimbleErrors.of(403);
        };
  }

  private Action inOrganization(Listing listing) {
    return call -> {
      Optional<TrimbleOrganization> found =
          live.world().findOrganization(call.variables().getOrDefault("orgId", ""));
      if (found.isEmpty()) {
        return TrimbleErrors.of(404);
      }
      TrimbleOrganization organization = found.get();
      boolean isOwn =
          call.userName().equals(TrimbleWorld.APPLICATION)
              || organization.userName().equals(call.userName());
      return organization.authorized() && isOwn
          ? listing.of(call, organization)
          : TrimbleErrors.of(403);
    };
  }

  private Response clients(TrimbleCall call, TrimbleOrganization organization) {
    FieldData fieldData = organization.fieldData();
    ArchiveFilter archiveFilter = archiveFilter();
    return page(
        call,
        fieldData.countClients(archiveFilter),
        (from, to) ->
            fieldData.clients(archiveFilter, from, to).stream()
                .map(client -> TrimbleBodies.client(client, links(call, organization)))
                .toList());
  }

  private Response farms(TrimbleCall call, TrimbleOrganization organization) {
    FieldData fieldData = organization.fieldData();
    ArchiveFilter archiveFilter =
        call.request().parameters().find("includeRetired").filter("true"::equals).isPresent()
            ? ArchiveFilter.ALL
            : archiveFilter();
    return page(
        call,
        fieldData.countFarms(archiveFilter),
        (from, to) ->
            fieldData.farms(archiveFilter, from, to).stream()
                .map(
                    farmWithClient ->
                        TrimbleBodies.farm(
                            farmWithClient, forms().clientLink(), links(call, organization)))
                .toList());
  }

  private Response fields(TrimbleCall call, TrimbleOrganization organization) {
    FieldData fieldData = organization.fieldData();
    ArchiveFilter archiveFilter = archiveFilter();
    return page(
        call,
        fieldData.countFields(archiveFilter),
        (from, to) ->
            fieldData.fields(archiveFilter, from, to).stream()
                .map(
                    fieldWithParents ->
                        TrimbleBodies.field(
                            fieldWithParents, forms().clientLink(), links(call, organization)))
                .toList());
  }

  private Response boundaries(TrimbleCall call, TrimbleOrganization organization) {
    FieldData fieldData = organization.fieldData();
    return page(
        call,
        fieldData.countBoundariesInUse(),
        (from, to) ->
            fieldData.boundariesInUse(from, to).stream()
                .map(
                    boundaryWithField ->
                        TrimbleBodies.boundary(boundaryWithField, links(call, organization)))
                .toList());
  }

  private Response client(TrimbleCall call, TrimbleOrganization organization) {
    return one(
        organization
            .fieldData()
            .findClient(call.id())
            .map(client -> TrimbleBodies.client(client, links(call, organization))));
  }

  private Response farm(TrimbleCall call, TrimbleOrganization organization) {
    return one(
        organization
            .fieldData()
            .findFarm(call.id())
            .map(
                farmWithClient ->
                    TrimbleBodies.farm(
                        farmWithClient, forms().clientLink(), links(call, organization))));
  }

  private Response field(TrimbleCall call, TrimbleOrganization organization) {
    return one(
        organization
            .fieldData()
            .findField(call.id())
            .map(
                fieldWithParents ->
                    TrimbleBodies.field(
                        fieldWithParents, forms().clientLink(), links(call, organization))));
  }

  private Response boundary(TrimbleCall call, TrimbleOrganization organization) {
    FieldData fieldData = organization.fieldData();
    return one(
        fieldData.boundariesInUse(0, fieldData.countBoundariesInUse()).stream()
            .filter(boundaryWithField -> boundaryWithField.boundary().id().equals(call.id()))
            .findFirst()
            .map(
                boundaryWithField ->
                    TrimbleBodies.boundary(boundaryWithField, links(call, organization))));
  }

  private static Response one(Optional<ObjectNode> found) {
    return found.map(body -> Json.response(200, body)).orElseGet(() -> TrimbleErrors.of(404));
  }

  private TrimbleForms forms() {
    return rules.get().forms();
  }

  private ArchiveFilter archiveFilter() {
    return switch (forms().retired()) {
      case OMITTED -> ArchiveFilter.ACTIVE;
      case MARKED -> ArchiveFilter.ALL;
    };
  }

  private String links(TrimbleCall call, TrimbleOrganization organization) {
    return call.includesLinks() ? resources(organization) : "";
  }

  private String resources(TrimbleOrganization organization) {
    return rules.get().base() + BASE + "/resources/" + organization.id();
  }

  private Response page(TrimbleCall call, int total, TrimblePages.Slice slice) {
    return TrimblePages.page(call.request(), rules.get().pageSize(), total, slice);
  }
}
