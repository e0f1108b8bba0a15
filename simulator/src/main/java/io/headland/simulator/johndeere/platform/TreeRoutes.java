package io.headland.simulator.johndeere.platform;

import io.headland.simulator.fielddata.ArchiveFilter;
import io.headland.simulator.fielddata.ClientRow;
import io.headland.simulator.fielddata.FieldWithParents;
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
    Tree<OrganizationRecord.OrganizationClient> clients =
        new Tree<>(
            OrganizationRels.CLIENTS,
            "Client",
            place -> place.client().id(),
            TreeBodies::client,
            listings,
            errors);
    routes
        .on(
            "GET",
            ORG + "clients",
            clients.signed((_, o, archiveFilter) -> RecordLists.clients(o, archiveFilter)))
        .on(
            "GET",
            ORG + "clients/{clientId}",
            clients.one(
                (call, o) ->
                    o.fieldData()
                        .findClient(call.variable("clientId"))
                        .map(row -> new OrganizationRecord.OrganizationClient(o, row))))
        .on(
            "GET",
            ORG + "farms/{farmId}/clients",
            clients.signed(
                (call, o, archiveFilter) -> clientOf(o, knownFarm(call, o), archiveFilter)))
        .on(
            "GET",
            ORG + "fields/{fieldId}/clients",
            clients.signed(
                (call, o, archiveFilter) ->
                    clientOf(o, farmWithClient(knownField(call, o)), archiveFilter)));
  }

  private static PagedList<OrganizationRecord.OrganizationClient> clientOf(
      Organization organization,
      FieldWithParents.FarmWithClient farm,
      ArchiveFilter archiveFilter) {
    return PagedList.of(
        Stream.of(farm.client())
            .filter(row -> archiveFilter.includes(row.archived()))
            .map(row -> new OrganizationRecord.OrganizationClient(organization, row))
            .toList());
  }

  private void addFarms() {
    Tree<OrganizationRecord.OrganizationFarm> farms =
        new Tree<>(
            OrganizationRels.FARMS,
            "Farm",
            place -> place.farm().id(),
            TreeBodies::farm,
            listings,
            errors);
    routes
        .on(
            "GET",
            ORG + "farms",
            farms.signed((_, o, archiveFilter) -> RecordLists.farms(o, archiveFilter)))
        .on(
            "GET",
            ORG + "farms/{farmId}",
            farms.one(
                (call, o) -> farm(call, o).map(f -> OrganizationRecord.OrganizationFarm.of(o, f))))
        .on(
            "GET",
            ORG + "clients/{clientId}/farms",
            farms.signed(
                (call, o, archiveFilter) ->
                    farms(
                        o,
                        o.fieldData().farmsOf(knownClient(call, o).id()).stream()
                            .filter(
                                farmWithClient ->
                                    contains(call, "name", farmWithClient.farm().name())),
                        archiveFilter)))
        .on(
            "GET",
            ORG + "fields/{fieldId}/farms",
            farms.plain(
                (call, o, archiveFilter) ->
                    farms(o, Stream.of(farmWithClient(knownField(call, o))), archiveFilter)));
  }

  private static PagedList<OrganizationRecord.OrganizationFarm> farms(
      Organization organization,
      Stream<FieldWithParents.FarmWithClient> farms,
      ArchiveFilter archiveFilter) {
    return PagedList.of(
        farms
            .filter(farmWithClient -> archiveFilter.includes(farmWithClient.farm().archived()))
            .map(
                farmWithClient ->
                    OrganizationRecord.OrganizationFarm.of(organization, farmWithClient))
            .toList());
  }

  private void addFields() {
    Tree<OrganizationRecord.OrganizationField> fields =
        new Tree<>(
            OrganizationRels.FIELDS,
            "Field",
            place -> place.field().id(),
            TreeBodies::field,
            listings,
            errors);
    routes
        .on("GET", ORG + "fields", fields.optionallySigned(TreeRoutes::allFields))
        .on(
            "GET",
            ORG + "fields/{fieldId}",
            fields.one(
                (call, o) ->
                    field(call, o).map(s -> OrganizationRecord.OrganizationField.of(o, s))))
        .on(
            "GET",
            ORG + "clients/{clientId}/fields",
            fields.signed(
                (call, o, archiveFilter) ->
                    fields(
                        o, o.fieldData().fieldsOfClient(knownClient(call, o).id()), archiveFilter)))
        .on(
            "GET",
            ORG + "farms/{farmId}/fields",
            fields.signed(
                (call, o, archiveFilter) ->
                    fields(
                        o,
                        o.fieldData().fieldsOfFarm(knownFarm(call, o).farm().id()),
                        archiveFilter)));
  }

  /// Filters by name read all records; without them only the requested page is read.
  private static PagedList<OrganizationRecord.OrganizationField> allFields(
      Call call, Organization organization, ArchiveFilter archiveFilter) {
    PagedList<OrganizationRecord.OrganizationField> all =
        RecordLists.fields(organization, archiveFilter);
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

  private static PagedList<OrganizationRecord.OrganizationField> fields(
      Organization organization, List<FieldWithParents> spots, ArchiveFilter archiveFilter) {
    return PagedList.of(
        spots.stream()
            .filter(fieldWithParents -> archiveFilter.includes(fieldWithParents.field().archived()))
            .map(
                fieldWithParents ->
                    OrganizationRecord.OrganizationField.of(organization, fieldWithParents))
            .toList());
  }

  private void addBoundaries() {
    Tree<OrganizationRecord.OrganizationBoundary> boundaries =
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
            boundaries.optionallySigned(
                (_, o, archiveFilter) -> RecordLists.boundaries(o, archiveFilter)))
        .on(
            "GET",
            ORG + "fields/{fieldId}/boundaries",
            boundaries.optionallySigned(
                (call, o, archiveFilter) ->
                    PagedList.of(
                        boundaries(o, knownField(call, o))
                            .filter(place -> archiveFilter.includes(place.boundary().archived()))
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

  private static Stream<OrganizationRecord.OrganizationBoundary> boundaries(
      Organization organization, FieldWithParents fieldWithParents) {
    OrganizationRecord.OrganizationField place =
        OrganizationRecord.OrganizationField.of(organization, fieldWithParents);
    return fieldWithParents.field().boundaries().stream()
        .map(boundary -> new OrganizationRecord.OrganizationBoundary(place, boundary));
  }

  /// The client whose lists are requested; 404 if it does not exist.
  private static ClientRow knownClient(Call call, Organization organization) {
    return organization
        .fieldData()
        .findClient(call.variable("clientId"))
        .orElseThrow(RefusedException::notFound);
  }

  private static FieldWithParents.FarmWithClient knownFarm(Call call, Organization organization) {
    return farm(call, organization).orElseThrow(RefusedException::notFound);
  }

  private static FieldWithParents knownField(Call call, Organization organization) {
    return field(call, organization).orElseThrow(RefusedException::notFound);
  }

  private static Optional<FieldWithParents.FarmWithClient> farm(
      Call call, Organization organization) {
    return organization.fieldData().findFarm(call.variable("farmId"));
  }

  private static Optional<FieldWithParents> field(Call call, Organization organization) {
    return organization.fieldData().findField(call.variable("fieldId"));
  }

  private static FieldWithParents.FarmWithClient farmWithClient(FieldWithParents fieldWithParents) {
    return new FieldWithParents.FarmWithClient(fieldWithParents.client(), fieldWithParents.farm());
  }

  private static boolean contains(Call call, String parameter, String name) {
    return call.parameters()
        .findText(parameter)
        .map(text -> name.toLowerCase(Locale.ROOT).contains(text.toLowerCase(Locale.ROOT)))
        .orElse(true);
  }
}
