package io.headland.simulator.johndeere.platform;

import io.headland.simulator.http.Response;
import io.headland.simulator.http.Routes;
import java.util.List;
import java.util.Locale;

/// The addresses beneath an organization. Which of them take signatures follows John Deere's own
/// documents: fields of an organization and boundaries do not.
final class TreeRoutes {
  private static final String ORG = "organizations/{orgId}/";

  private final Listings listings;
  private final Errors errors;
  private final Routes<Route> routes;

  TreeRoutes(Listings listings, Errors errors, Routes<Route> routes) {
    this.listings = listings;
    this.errors = errors;
    this.routes = routes;
  }

  void addAll() {
    addClients();
    addFarms();
    addFields();
    addBoundaries();
    Gate gate = new Gate(errors);
    addEmpty(gate, "machines", OrganizationRels.MACHINES);
    addEmpty(gate, "files", OrganizationRels.FILES);
    addEmpty(gate, "fileTransfers", OrganizationRels.SEND_FILE_TO_MACHINE);
    addEmpty(gate, "assets", OrganizationRels.ASSETS);
    addEmpty(gate, "flags", OrganizationRels.FLAGS);
    addEmpty(gate, "flagCategories", OrganizationRels.FLAG_CATEGORY);
    addEmpty(gate, "orgController", OrganizationRels.CONTROLLERS);
    // Linked by the real service, and refused by it to everybody.
    routes.on("GET", ORG + "fieldOperations", Route.axiom(_ -> errors.accessDenied()));
  }

  private void addClients() {
    Tree<Placed.PlacedClient> clients =
        new Tree<>(
            OrganizationRels.CLIENTS,
            Placed::clients,
            place -> place.client().id(),
            place -> place.client().archived(),
            TreeBodies::client,
            listings,
            errors);
    routes
        .on("GET", ORG + "clients", clients.signed((_, _) -> true))
        .on("GET", ORG + "clients/{clientId}", clients.one("clientId", (_, _) -> true))
        .on(
            "GET",
            ORG + "farms/{farmId}/clients",
            clients.signed(
                (call, place) ->
                    place.client().farms().stream()
                        .anyMatch(farm -> farm.id().equals(call.variable("farmId")))))
        .on(
            "GET",
            ORG + "fields/{fieldId}/clients",
            clients.signed(
                (call, place) ->
                    place.client().farms().stream()
                        .flatMap(farm -> farm.fields().stream())
                        .anyMatch(field -> field.id().equals(call.variable("fieldId")))));
  }

  private void addFarms() {
    Tree<Placed.PlacedFarm> farms =
        new Tree<>(
            OrganizationRels.FARMS,
            Placed::farms,
            place -> place.farm().id(),
            place -> place.farm().archived(),
            TreeBodies::farm,
            listings,
            errors);
    routes
        .on("GET", ORG + "farms", farms.signed((_, _) -> true))
        .on("GET", ORG + "farms/{farmId}", farms.one("farmId", (_, _) -> true))
        .on(
            "GET",
            ORG + "clients/{clientId}/farms",
            farms.signed(
                (call, place) ->
                    place.client().id().equals(call.variable("clientId"))
                        && contains(call, "name", place.farm().name())))
        .on(
            "GET",
            ORG + "fields/{fieldId}/farms",
            farms.plain(
                (call, place) ->
                    place.farm().fields().stream()
                        .anyMatch(field -> field.id().equals(call.variable("fieldId")))));
  }

  private void addFields() {
    Tree<Placed.PlacedField> fields =
        new Tree<>(
            OrganizationRels.FIELDS,
            Placed::fields,
            place -> place.field().id(),
            place -> place.field().archived(),
            TreeBodies::field,
            listings,
            errors);
    routes
        .on(
            "GET",
            ORG + "fields",
            fields.plain(
                (call, place) ->
                    contains(call, "clientName", place.client().name())
                        && contains(call, "farmName", place.farm().name())
                        && contains(call, "fieldName", place.field().name())))
        .on("GET", ORG + "fields/{fieldId}", fields.one("fieldId", (_, _) -> true))
        .on(
            "GET",
            ORG + "clients/{clientId}/fields",
            fields.signed((call, place) -> place.client().id().equals(call.variable("clientId"))))
        .on(
            "GET",
            ORG + "farms/{farmId}/fields",
            fields.signed((call, place) -> place.farm().id().equals(call.variable("farmId"))));
  }

  private void addBoundaries() {
    Tree<Placed.PlacedBoundary> boundaries =
        new Tree<>(
            OrganizationRels.BOUNDARIES,
            Placed::boundaries,
            place -> place.boundary().id(),
            place -> place.boundary().archived(),
            BoundaryBody::of,
            listings,
            errors);
    Tree.Narrowing<Placed.PlacedBoundary> ofField =
        (call, place) -> place.place().field().id().equals(call.variable("fieldId"));
    routes
        .on("GET", ORG + "boundaries", boundaries.plain((_, _) -> true))
        .on("GET", ORG + "fields/{fieldId}/boundaries", boundaries.plain(ofField))
        .on(
            "GET",
            ORG + "fields/{fieldId}/boundaries/{boundaryId}",
            boundaries.one("boundaryId", ofField));
  }

  private void addEmpty(Gate gate, String path, OrganizationRels rel) {
    routes.on("GET", ORG + path, Route.axiom(call -> gate.beneath(call, rel, _ -> empty(call))));
  }

  private Response empty(Call call) {
    return listings.plain(call, Errors.AXIOM_UTF8, List::of);
  }

  private static boolean contains(Call call, String parameter, String name) {
    return call.parameters()
        .findText(parameter)
        .map(text -> name.toLowerCase(Locale.ROOT).contains(text.toLowerCase(Locale.ROOT)))
        .orElse(true);
  }
}
