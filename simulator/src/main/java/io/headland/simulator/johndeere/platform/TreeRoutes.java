package io.headland.simulator.johndeere.platform;

import io.headland.simulator.fielddata.ClientRow;
import io.headland.simulator.fielddata.Shown;
import io.headland.simulator.fielddata.Spot;
import io.headland.simulator.http.Routes;
import io.headland.simulator.johndeere.world.Organization;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// The paths below an organization. Which of them support signatures follows John Deere's
/// documents; its notebook sends one for the fields of an organization, which the documents do not
/// list as a parameter, so that is a switch.
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
  }

  private void addClients() {
    Tree<Placed.PlacedClient> clients =
        new Tree<>(
            OrganizationRels.CLIENTS,
            "Client",
            place -> place.client().id(),
            TreeBodies::client,
            listings,
            errors);
    routes
        .on("GET", ORG + "clients", clients.signed((_, o, shown) -> Shelves.clients(o, shown)))
        .on(
            "GET",
            ORG + "clients/{clientId}",
            clients.one(
                (call, o) ->
                    o.land()
                        .findClient(call.variable("clientId"))
                        .map(row -> new Placed.PlacedClient(o, row))))
        .on(
            "GET",
            ORG + "farms/{farmId}/clients",
            clients.signed((call, o, shown) -> clientOf(o, knownFarm(call, o), shown)))
        .on(
            "GET",
            ORG + "fields/{fieldId}/clients",
            clients.signed((call, o, shown) -> clientOf(o, farmed(knownField(call, o)), shown)));
  }

  private static Shelf<Placed.PlacedClient> clientOf(
      Organization organization, Spot.Farmed farm, Shown shown) {
    return Shelf.of(
        Stream.of(farm.client())
            .filter(row -> shown.shows(row.archived()))
            .map(row -> new Placed.PlacedClient(organization, row))
            .toList());
  }

  private void addFarms() {
    Tree<Placed.PlacedFarm> farms =
        new Tree<>(
            OrganizationRels.FARMS,
            "Farm",
            place -> place.farm().id(),
            TreeBodies::farm,
            listings,
            errors);
    routes
        .on("GET", ORG + "farms", farms.signed((_, o, shown) -> Shelves.farms(o, shown)))
        .on(
            "GET",
            ORG + "farms/{farmId}",
            farms.one((call, o) -> farm(call, o).map(f -> Placed.PlacedFarm.of(o, f))))
        .on(
            "GET",
            ORG + "clients/{clientId}/farms",
            farms.signed(
                (call, o, shown) ->
                    farms(
                        o,
                        o.land().farmsOf(knownClient(call, o).id()).stream()
                            .filter(farmed -> contains(call, "name", farmed.farm().name())),
                        shown)))
        .on(
            "GET",
            ORG + "fields/{fieldId}/farms",
            farms.plain(
                (call, o, shown) -> farms(o, Stream.of(farmed(knownField(call, o))), shown)));
  }

  private static Shelf<Placed.PlacedFarm> farms(
      Organization organization, Stream<Spot.Farmed> farms, Shown shown) {
    return Shelf.of(
        farms
            .filter(farmed -> shown.shows(farmed.farm().archived()))
            .map(farmed -> Placed.PlacedFarm.of(organization, farmed))
            .toList());
  }

  private void addFields() {
    Tree<Placed.PlacedField> fields =
        new Tree<>(
            OrganizationRels.FIELDS,
            "Field",
            place -> place.field().id(),
            TreeBodies::field,
            listings,
            errors);
    routes
        .on("GET", ORG + "fields", fields.perhapsSigned(TreeRoutes::allFields))
        .on(
            "GET",
            ORG + "fields/{fieldId}",
            fields.one((call, o) -> field(call, o).map(s -> Placed.PlacedField.of(o, s))))
        .on(
            "GET",
            ORG + "clients/{clientId}/fields",
            fields.signed(
                (call, o, shown) ->
                    fields(o, o.land().fieldsOfClient(knownClient(call, o).id()), shown)))
        .on(
            "GET",
            ORG + "farms/{farmId}/fields",
            fields.signed(
                (call, o, shown) ->
                    fields(o, o.land().fieldsOfFarm(knownFarm(call, o).farm().id()), shown)));
  }

  /// Filters by name read all records; without them only the requested page is read.
  private static Shelf<Placed.PlacedField> allFields(
      Call call, Organization organization, Shown shown) {
    Shelf<Placed.PlacedField> all = Shelves.fields(organization, shown);
    boolean filtered =
        Stream.of("clientName", "farmName", "fieldName")
            .anyMatch(name -> call.parameters().findText(name).isPresent());
    if (!filtered) {
      return all;
    }
    return all.filter(
        place ->
            contains(call, "clientName", place.client().name())
                && contains(call, "farmName", place.farm().name())
                && contains(call, "fieldName", place.field().name()));
  }

  private static Shelf<Placed.PlacedField> fields(
      Organization organization, List<Spot> spots, Shown shown) {
    return Shelf.of(
        spots.stream()
            .filter(spot -> shown.shows(spot.field().archived()))
            .map(spot -> Placed.PlacedField.of(organization, spot))
            .toList());
  }

  private void addBoundaries() {
    Tree<Placed.PlacedBoundary> boundaries =
        new Tree<>(
            OrganizationRels.BOUNDARIES,
            "Boundary",
            place -> place.boundary().id(),
            BoundaryBody::of,
            listings,
            errors);
    routes
        .on(
            "GET",
            ORG + "boundaries",
            boundaries.perhapsSigned((_, o, shown) -> Shelves.boundaries(o, shown)))
        .on(
            "GET",
            ORG + "fields/{fieldId}/boundaries",
            boundaries.perhapsSigned(
                (call, o, shown) ->
                    Shelf.of(
                        boundaries(o, knownField(call, o))
                            .filter(place -> shown.shows(place.boundary().archived()))
                            .toList())))
        .on(
            "GET",
            ORG + "fields/{fieldId}/boundaries/{boundaryId}",
            boundaries.one(
                (call, o) ->
                    boundaries(o, knownField(call, o))
                        .filter(b -> b.boundary().id().equals(call.variable("boundaryId")))
                        .findFirst()));
  }

  private static Stream<Placed.PlacedBoundary> boundaries(Organization organization, Spot spot) {
    Placed.PlacedField place = Placed.PlacedField.of(organization, spot);
    return spot.field().boundaries().stream()
        .map(boundary -> new Placed.PlacedBoundary(place, boundary));
  }

  /// The client whose lists are requested; 404 if it does not exist.
  private static ClientRow knownClient(Call call, Organization organization) {
    return organization
        .land()
        .findClient(call.variable("clientId"))
        .orElseThrow(RefusedException::notFound);
  }

  private static Spot.Farmed knownFarm(Call call, Organization organization) {
    return farm(call, organization).orElseThrow(RefusedException::notFound);
  }

  private static Spot knownField(Call call, Organization organization) {
    return field(call, organization).orElseThrow(RefusedException::notFound);
  }

  private static Optional<Spot.Farmed> farm(Call call, Organization organization) {
    return organization.land().findFarm(call.variable("farmId"));
  }

  private static Optional<Spot> field(Call call, Organization organization) {
    return organization.land().findField(call.variable("fieldId"));
  }

  private static Spot.Farmed farmed(Spot spot) {
    return new Spot.Farmed(spot.client(), spot.farm());
  }

  private static boolean contains(Call call, String parameter, String name) {
    return call.parameters()
        .findText(parameter)
        .map(text -> name.toLowerCase(Locale.ROOT).contains(text.toLowerCase(Locale.ROOT)))
        .orElse(true);
  }
}
