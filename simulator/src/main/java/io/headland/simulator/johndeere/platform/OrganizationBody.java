package io.headland.simulator.johndeere.platform;

import io.headland.simulator.http.Json;
import io.headland.simulator.johndeere.world.Organization;
import io.headland.simulator.johndeere.world.Switches;
import tools.jackson.databind.node.ObjectNode;

/// Writes an organization as visible to this user through this application.
final class OrganizationBody {
  private OrganizationBody() {}

  static Item item(Call call, Organization organization, String connectPage) {
    return new Item(
        organization.id(),
        "Organization",
        uri(call, organization),
        () -> of(call, organization, connectPage));
  }

  static ObjectNode of(Call call, Organization organization, String connectPage) {
    ObjectNode body =
        Json.object()
            .put("@type", "Organization")
            .put("name", organization.name())
            .put("type", organization.type())
            .put("member", call.userName().map(organization::hasMember).orElse(false))
            .put("internal", organization.internal())
            .put("id", organization.id());
    Links links = Links.of(call).add("self", uri(call, organization));
    if (organization.isConnectedTo(call.clientKey())) {
      connected(call, organization, links);
    } else {
      links.add("connections", connections(call) + "/" + connectPage);
    }
    body.set("links", links.array());
    return body;
  }

  private static void connected(Call call, Organization organization, Links links) {
    boolean sparse = call.now().switches().organizationLinks() == Switches.OrganizationLinks.SPARSE;
    for (OrganizationRels rel : OrganizationRels.values()) {
      if (!sparse && rel.isOpen(organization, call.caller().scopes())) {
        links.add(rel.rel(), uri(call, organization) + "/" + rel.path());
      }
    }
    if (!organization.withheldRels().contains("manage_connections")) {
      links.add(
          "manage_connections",
          connections(call) + "/connections-dialog?orgId=" + organization.id());
    }
  }

  private static String uri(Call call, Organization organization) {
    return call.uri("/organizations/" + organization.id());
  }

  private static String connections(Call call) {
    return call.now().connectionsBase() + "/connections/" + call.clientKey();
  }
}
