package io.headland.simulator.johndeere.platform;

import io.headland.simulator.http.Json;
import io.headland.simulator.http.Routes;
import io.headland.simulator.johndeere.operations.Crop;
import io.headland.simulator.johndeere.operations.Machinery;
import io.headland.simulator.johndeere.operations.MachineryRegistry;
import io.headland.simulator.johndeere.world.Organization;
import java.util.Arrays;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/// The operators of an organization and the types of crops. Both require the scope `ag1`.
final class ReferenceApi {
  private final MachineryRegistry registry;
  private final Listings listings;
  private final AccessCheck accessCheck;
  private final Errors errors;

  ReferenceApi(
      MachineryRegistry registry, Listings listings, AccessCheck accessCheck, Errors errors) {
    this.registry = registry;
    this.listings = listings;
    this.accessCheck = accessCheck;
    this.errors = errors;
  }

  void addTo(Routes<Route> routes) {
    routes
        .on(
            "GET",
            "organizations/{orgId}/operators",
            Route.axiom(
                call ->
                    accessCheck.toConnected(
                        call,
                        ReferenceApi::mayReadFields,
                        organization ->
                            listings.pages(
                                call, Errors.AXIOM_UTF8, operators(call, organization)))))
        .on(
            "GET",
            "organizations/{orgId}/cropTypes",
            Route.axiom(
                call ->
                    accessCheck.toConnected(
                        call, ReferenceApi::mayReadFields, _ -> cropTypes(call))))
        .on(
            "GET",
            "cropTypes",
            Route.axiom(
                call -> mayReadFields(call) ? cropTypes(call) : errors.missingScopes(call)));
  }

  private static boolean mayReadFields(Call call) {
    return OrganizationRels.CLIENTS.isInScope(call.caller().scopes());
  }

  private PagedList<Item> operators(Call call, Organization organization) {
    String uri = TreeBodies.organization(call, organization) + "/operators";
    List<String> wanted = call.parameters().list("operatorGuids");
    return PagedList.of(
        registry.of(organization.id()).operators().stream()
            .filter(operator -> wanted.isEmpty() || wanted.contains(operator.id()))
            .map(
                operator ->
                    new Item(operator.id(), "Operator", uri, () -> operator(call, uri, operator)))
            .toList());
  }

  private static ObjectNode operator(Call call, String list, Machinery.Operator operator) {
    ObjectNode body =
        Json.object()
            .put("@type", "Operator")
            .put("name", operator.name())
            .put("id", operator.id())
            .put("dateModified", operator.dateModified().toString())
            .put("archived", operator.archived());
    String self = list + "?operatorGuids=" + operator.id();
    body.set("links", Links.of(call).add("self", self).array());
    return body;
  }

  private io.headland.simulator.http.Response cropTypes(Call call) {
    List<Item> items =
        Arrays.stream(Crop.values())
            .map(
                crop ->
                    new Item(
                        Integer.toString(crop.id()),
                        "CropType",
                        call.uri("/cropTypes"),
                        () -> cropType(call, crop)))
            .toList();
    return listings.signed(call, () -> items);
  }

  private static ObjectNode cropType(Call call, Crop crop) {
    ObjectNode body =
        Json.object()
            .put("@type", "CropType")
            .put("id", Integer.toString(crop.id()))
            .put("name", crop.name())
            .put("translatedName", crop.label());
    body.set("densityFactor", measurement(crop.kilogramsPerBushel(), "kg1bu-1"));
    body.set("standardPayableMoisture", measurement(crop.payableMoisture(), "prcnt"));
    body.put("lastModifiedTime", "2025-01-15T00:00:00Z");
    body.set("links", Links.of(call).add("self", call.uri("/cropTypes")).array());
    return body;
  }

  private static ObjectNode measurement(double value, String unit) {
    return Json.object()
        .put("@type", "MeasurementAsDouble")
        .put("valueAsDouble", value)
        .put("unit", unit);
  }
}
