package io.headland.simulator.trimble;

import io.headland.simulator.fielddata.Boundary;
import io.headland.simulator.fielddata.ClientRow;
import io.headland.simulator.fielddata.FieldWithParents;
import io.headland.simulator.fielddata.TrimbleForms.ClientLink;
import io.headland.simulator.http.Json;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes organizations and their records.
final class TrimbleBodies {
  /// The name of placeholder farms.
  static final String NO_FARM = "---";

  private TrimbleBodies() {}

  /// @param api the address of the API, for links; empty for none
  /// @param withParents whether there are lists of clients and farms
  static ObjectNode organization(
      TrimbleOrganization organization, String api, boolean withParents) {
    ObjectNode body =
        Json.object()
            .put("id", organization.id())
            .put("name", organization.name())
            .put("timezoneName", organization.timezoneName())
            .put("currencyCode", organization.currencyCode())
            .put("isMetric", organization.metric());
    if (!api.isEmpty()) {
      String resources = api + "/resources/" + organization.id();
      ArrayNode links =
          body.putArray("links")
              .add(link("fields", resources + "/fields"))
              .add(link("boundaries", resources + "/boundaries"));
      if (withParents) {
        links.add(link("clients", resources + "/clients")).add(link("farms", resources + "/farms"));
      }
    }
    return body;
  }

  static ObjectNode link(String rel, String href) {
    return Json.object().put("href", href).put("rel", rel).put("method", "GET");
  }

  /// @param resources the address of the organization's records, for links; empty for none
  static ObjectNode client(ClientRow client, String resources) {
    ObjectNode body = Json.object().put("id", client.id()).put("name", client.name());
    markRetired(body, client.archived());
    addLink(body, resources, "/clients/", client.id());
    return body;
  }

  static ObjectNode farm(
      FieldWithParents.FarmWithClient farmWithClient, ClientLink clientLink, String resources) {
    ObjectNode body =
        Json.object()
            .put("id", farmWithClient.farm().id())
            .put("name", farmWithClient.farm().name());
    switch (clientLink) {
      case FARM -> body.put("clientId", farmWithClient.client().id());
      case NESTED -> body.putObject("client").put("id", farmWithClient.client().id());
      case FIELD, ABSENT -> {}
    }
    markRetired(body, farmWithClient.farm().archived());
    addLink(body, resources, "/farms/", farmWithClient.farm().id());
    return body;
  }

  /// A field of a farm without a name belongs to no farm here.
  static ObjectNode field(
      FieldWithParents fieldWithParents, ClientLink clientLink, String resources) {
    ObjectNode body =
        Json.object()
            .put("id", fieldWithParents.field().id())
            .put("name", fieldWithParents.field().name());
    if (!fieldWithParents.farm().name().equals(NO_FARM)) {
      body.put("farmId", fieldWithParents.farm().id());
      if (clientLink == ClientLink.FIELD) {
        body.put("clientId", fieldWithParents.client().id());
      }
    }
    fieldWithParents
        .field()
        .findActiveBoundary()
        .map(Boundary::hectares)
        .ifPresent(ha -> body.put("area", ha));
    markRetired(body, fieldWithParents.field().archived());
    addLink(body, resources, "/fields/", fieldWithParents.field().id());
    return body;
  }

  static ObjectNode boundary(
      FieldWithParents.BoundaryWithField boundaryWithField, String resources) {
    Boundary boundary = boundaryWithField.boundary();
    ObjectNode body =
        Json.object()
            .put("id", boundary.id())
            .put("name", boundary.name())
            .put("fieldId", boundaryWithField.fieldWithParents().field().id())
            .put("area", boundary.hectares());
    body.set("geometry", GeoJson.of(boundary));
    addLink(body, resources, "/boundaries/", boundary.id());
    if (!resources.isEmpty()) {
      ((ArrayNode) body.path("links"))
          .add(
              link(
                  "field",
                  resources + "/fields/" + boundaryWithField.fieldWithParents().field().id()));
    }
    return body;
  }

  private static void markRetired(ObjectNode body, boolean retired) {
    if (retired) {
      body.put("retired", true);
    }
  }

  private static void addLink(ObjectNode body, String resources, String list, String id) {
    if (!resources.isEmpty()) {
      body.putArray("links").add(link("self", resources + list + id));
    }
  }
}
