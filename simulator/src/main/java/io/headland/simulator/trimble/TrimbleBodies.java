package io.headland.simulator.trimble;

import io.headland.simulator.http.Json;
import io.headland.simulator.world.Boundary;
import io.headland.simulator.world.ClientRow;
import io.headland.simulator.world.Spot;
import tools.jackson.databind.node.ObjectNode;

/// Writes organizations and what lies beneath them.
final class TrimbleBodies {
  private TrimbleBodies() {}

  /// @param api the address of the API, for links; empty when none are wanted
  static ObjectNode organization(TrimbleOrganization organization, String api) {
    ObjectNode body =
        Json.object()
            .put("id", organization.id())
            .put("name", organization.name())
            .put("timezoneName", organization.timezoneName())
            .put("currencyCode", organization.currencyCode())
            .put("isMetric", organization.metric());
    if (!api.isEmpty()) {
      String resources = api + "/resources/" + organization.id();
      body.putArray("links")
          .add(link("fields", resources + "/fields"))
          .add(link("boundaries", resources + "/boundaries"));
    }
    return body;
  }

  private static ObjectNode link(String rel, String href) {
    return Json.object().put("href", href).put("rel", rel).put("method", "GET");
  }

  static ObjectNode client(ClientRow client) {
    return Json.object().put("id", client.id()).put("name", client.name());
  }

  static ObjectNode farm(Spot.Farmed farmed) {
    return Json.object()
        .put("id", farmed.farm().id())
        .put("name", farmed.farm().name())
        .put("clientId", farmed.client().id());
  }

  /// A field of a farm without a name belongs to no farm here.
  static ObjectNode field(Spot spot, String resources) {
    ObjectNode body = Json.object().put("id", spot.field().id()).put("name", spot.field().name());
    if (!spot.farm().name().equals("---")) {
      body.put("farmId", spot.farm().id());
    }
    spot.field().findActiveBoundary().map(Boundary::hectares).ifPresent(ha -> body.put("area", ha));
    if (!resources.isEmpty()) {
      body.putArray("links").add(link("self", resources + "/fields/" + spot.field().id()));
    }
    return body;
  }

  static ObjectNode boundary(Spot.Bounded bounded) {
    Boundary boundary = bounded.boundary();
    ObjectNode body =
        Json.object()
            .put("id", boundary.id())
            .put("fieldId", bounded.spot().field().id())
            .put("area", boundary.hectares());
    body.set("geometry", GeoJson.of(boundary));
    return body;
  }
}
