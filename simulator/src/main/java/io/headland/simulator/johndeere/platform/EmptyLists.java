package io.headland.simulator.johndeere.platform;

import io.headland.simulator.http.Json;
import io.headland.simulator.http.Response;
import io.headland.simulator.http.Routes;
import java.util.List;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/// Resources that responses link to and whose content is not simulated. Each is a list without
/// entries in John Deere's envelope, for callers who may read it.
final class EmptyLists {
  private static final String ORG = "organizations/{orgId}/";
  private static final String FIELD = ORG + "fields/{fieldId}/";

  /// The definition that John Deere's example of a field links to.
  private static final String DEFINITION = "32a256ea-0000-4756-b000-b6dabda856ef";

  private final Listings listings;
  private final AccessCheck accessCheck;
  private final Errors errors;

  EmptyLists(Listings listings, AccessCheck accessCheck, Errors errors) {
    this.listings = listings;
    this.accessCheck = accessCheck;
    this.errors = errors;
  }

  /// The path of the definition that fields link to.
  static String definitionPath() {
    return "/contributionDefinitions/" + DEFINITION;
  }

  void addTo(Routes<Route> routes) {
    addTop(routes);
    add(routes, "machines", OrganizationRels.MACHINES);
    add(routes, "files", OrganizationRels.FILES);
    add(routes, "fileTransfers", OrganizationRels.SEND_FILE_TO_MACHINE);
    add(routes, "assets", OrganizationRels.ASSETS);
    add(routes, "flags", OrganizationRels.FLAGS);
    add(routes, "flagCategories", OrganizationRels.FLAG_CATEGORY);
    add(routes, "orgController", OrganizationRels.CONTROLLERS);
    addUnderField(routes, "flags", OrganizationRels.FLAGS);
    addUnderField(routes, "notes", OrganizationRels.FIELDS);
    addUnderField(routes, "guidanceLines", OrganizationRels.FIELDS);
    addUnderField(routes, "accessPoints", OrganizationRels.FIELDS);
    addUnderField(routes, "mapLayerSummaries", OrganizationRels.FIELDS);
    for (String path : List.of("machines", "files", "fileTransfers")) {
      routes.on("POST", ORG + path, Route.axiom(_ -> notSimulated()));
    }
    routes.on("POST", FIELD + "guidanceLines", Route.axiom(_ -> notSimulated()));
  }

  private void addTop(Routes<Route> routes) {
    routes
        .on("GET", "agencies", Route.open(this::empty))
        .on("GET", "assetCatalog", Route.axiom(this::empty))
        .on("GET", "contributionProducts", Route.axiom(this::empty))
        .on("GET", "contributionDefinitions", Route.axiom(this::empty))
        .on("GET", "contributionDefinitions/{id}", Route.axiom(this::definition))
        .on("GET", "files", Route.axiom(this::files));
  }

  private void add(Routes<Route> routes, String path, OrganizationRels rel) {
    routes.on(
        "GET", ORG + path, Route.axiom(call -> accessCheck.toRecords(call, rel, _ -> empty(call))));
  }

  private void addUnderField(Routes<Route> routes, String path, OrganizationRels rel) {
    Function<Call, Response> list =
        call ->
            accessCheck.toRecords(
                call,
                rel,
                organization ->
                    organization.fieldData().findField(call.variable("fieldId")).isPresent()
                        ? empty(call)
                        : errors.notFound());
    routes.on("GET", FIELD + path, Route.axiom(list));
  }

  private Response files(Call call) {
    return call.hasScope("files") ? empty(call) : errors.missingScopes(call);
  }

  private Response definition(Call call) {
    if (!call.variable("id").equals(DEFINITION)) {
      return errors.notFound();
    }
    ObjectNode body =
        Json.object().put("@type", "ContributionDefinition").put("name", "Operations Center");
    body.putArray("actionDefinitions");
    body.put("id", DEFINITION);
    body.set("links", Links.of(call).add("self", call.uri(definitionPath())).array());
    return Response.of(200, Errors.AXIOM_UTF8, Json.bytes(body));
  }

  private Response notSimulated() {
    return errors.of(501, "The simulator does not support this write.");
  }

  private Response empty(Call call) {
    return listings.pages(call, Errors.AXIOM_UTF8, PagedList.of(List.of()));
  }
}
