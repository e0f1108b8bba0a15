package io.headland.simulator.johndeere.platform;

import io.headland.simulator.http.Json;
import io.headland.simulator.johndeere.world.Organization;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/// Writes clients, farms and fields.
final class TreeBodies {
  private TreeBodies() {}

  static ObjectNode client(Call call, OrganizationRecord.OrganizationClient place) {
    String organization = organization(call, place.organization());
    String self = organization + "/clients/" + place.client().id();
    ObjectNode body =
        Json.object()
            .put("@type", "Client")
            .put("name", place.client().name())
            .put("archived", place.client().archived())
            .put("id", place.client().id());
    RecordMetadata.embed(call, body);
    body.set(
        "links",
        Links.of(call)
            .add("self", self)
            .add("fields", self + "/fields")
            .add("farms", self + "/farms")
            .add("owningOrganization", organization)
            .array());
    return body;
  }

  static ObjectNode farm(Call call, OrganizationRecord.OrganizationFarm place) {
    String organization = organization(call, place.organization());
    String self = organization + "/farms/" + place.farm().id();
    ObjectNode body =
        Json.object()
            .put("@type", "Farm")
            .put("name", place.farm().name())
            .put("archived", place.farm().archived())
            .put("id", place.farm().id())
            .put("clientUri", organization + "/clients/" + place.client().id());
    RecordMetadata.embed(call, body);
    body.set(
        "links",
        Links.of(call)
            .add("self", self)
            .add("fields", self + "/fields")
            .add("clients", self + "/clients")
            .add("owningOrganization", organization)
            .array());
    return body;
  }

  /// Embedded parents and boundaries are omitted without an error when the caller lacks the right.
  static ObjectNode field(Call call, OrganizationRecord.OrganizationField place) {
    ObjectNode body =
        Json.object()
            .put("@type", "Field")
            .put("name", place.field().name())
            .put("archived", place.field().archived())
            .put("id", place.field().id())
            .put("lastModifiedTime", place.field().lastModifiedTime().toString());
    List<String> embed = call.embed();
    if (embed.contains("clients") && may(call, place, OrganizationRels.CLIENTS)) {
      ObjectNode clients = body.putObject("clients").put("@type", "Clients");
      clients
          .putArray("clients")
          .add(
              client(
                  call,
                  new OrganizationRecord.OrganizationClient(place.organization(), place.client())));
    }
    if (embed.contains("farms") && may(call, place, OrganizationRels.FARMS)) {
      ObjectNode farms = body.putObject("farms").put("@type", "Farms");
      farms
          .putArray("farms")
          .add(
              farm(
                  call,
                  new OrganizationRecord.OrganizationFarm(
                      place.organization(), place.client(), place.farm())));
    }
    if (may(call, place, OrganizationRels.BOUNDARIES)) {
      BoundaryBody.embed(call, place, embed, body);
    }
    // These kinds are not simulated.
    Stream.of("guidanceLines", "accessPoints", "notes")
        .filter(embed::contains)
        .forEach(body::putArray);
    body.set("links", fieldLinks(call, place).array());
    return body;
  }

  private static Links fieldLinks(Call call, OrganizationRecord.OrganizationField place) {
    String organization = organization(call, place.organization());
    String self = organization + "/fields/" + place.field().id();
    Links links =
        Links.of(call)
            .add("self", self)
            .add("clients", self + "/clients")
            .add("notes", self + "/notes")
            .add("farms", self + "/farms")
            .add("owningOrganization", organization);
    if (may(call, place, OrganizationRels.BOUNDARIES)) {
      links
          .add("boundaries", self + "/boundaries")
          .add("simplifiedBoundaries", self + "/boundaries?simple=true");
      if (call.hasScope("ag3")) {
        links.add("addBoundary", self + "/boundaries");
      }
      place
          .field()
          .findActiveBoundary()
          .ifPresent(active -> links.add("activeBoundary", self + "/boundaries/" + active.id()));
    }
    if (may(call, place, OrganizationRels.FIELD_OPERATIONS)) {
      links.add("fieldOperation", self + "/fieldOperations");
    }
    links
        .add("guidanceLines", self + "/guidanceLines")
        .add("mapLayerSummaries", self + "/mapLayerSummaries")
        .add("contributionDefinition", call.uri(EmptyLists.definitionPath()));
    if (call.hasScope("ag3")) {
      links.add("deleteField", self).add("editField", self);
    }
    return links;
  }

  private static boolean may(
      Call call, OrganizationRecord.OrganizationField place, OrganizationRels rel) {
    return rel.isOpen(place.organization(), call.caller().scopes());
  }

  static String organization(Call call, Organization organization) {
    return call.uri("/organizations/" + organization.id());
  }
}
