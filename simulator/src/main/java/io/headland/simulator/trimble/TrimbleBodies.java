package io.headland.simulator.trimble;

import io.headland.simulator.fielddata.Boundary;
import io.headland.simulator.fielddata.ClientRow;
import io.headland.simulator.fielddata.Spot;
import io.headland.simulator.fielddata.TrimbleForms.ClientLink;
import io.headland.simulator.http.Json;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes organizations and what lies beneath them.
final class TrimbleBodies {
  /// The name of farms that stand for none.
  static final String NO_FARM = "---";

  private TrimbleBodies() {}

  /// @param api the address of the API, for links; empty when none are wanted
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

  /// @param resources the address of the organization's records, for links; empty when none are
  ///   wanted
  static ObjectNode client(ClientRow client, String resources) {
    ObjectNode body = Json.object().put("id", client.id()).put("name", client.name());
    markRetired(body, client.archived());
    addLink(body, resources, "/clients/", client.id());
    return body;
  }

  static ObjectNode farm(Spot.Farmed farmed, ClientLink clientLink, String resources) {
    ObjectNode body = Json.object().put("id", farmed.farm().id()).put("name", farmed.farm().name());
    switch (clientLink) {
      case FARM -> body.put("clientId", farmed.client().id());
      case NESTED -> body.putObject("client").put("id", farmed.client().id());
      case FIELD, ABSENT -> {}
    }
    markRetired(body, farmed.farm().archived());
    addLink(body, resources, "/farms/", farmed.farm().id());
    return body;
  }

  /// A field of a farm without a name belongs to no farm here.
  static ObjectNode field(Spot spot, ClientLink clientLink, String resources) {
    ObjectNode body = Json.object().put("id", spot.field().id()).put("name", spot.field().name());
    if (!spot.farm().name().equals(NO_FARM)) {
      body.put("farmId", spot.farm().id());
      if (clientLink == ClientLink.FIELD) {
        body.put("clientId", spot.client().id());
      }
    }
    spot.field().findActiveBoundary().map(Boundary::hectares).ifPresent(ha -> body.put("area", ha));
    markRetired(body, spot.field().archived());
    addLink(body, resources, "/fields/", spot.field().id());
    return body;
  }

  static ObjectNode boundary(Spot.Bounded bounded, String resources) {
    Boundary boundary = bounded.boundary();
    ObjectNode body =
        Json.object()
            .put("id", boundary.id())
            .put("name", boundary.name())
            .put("fieldId", bounded.spot().field().id())
            .put("area", boundary.hectares());
    body.set("geometry", GeoJson.of(boundary));
    addLink(body, resources, "/boundaries/", boundary.id());
    if (!resources.isEmpty()) {
      ((ArrayNode) body.path("links"))
          .add(link("field", resources + "/fields/" + bounded.spot().field().id()));
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
