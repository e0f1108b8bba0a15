package io.headland.simulator.johndeere.world;

import io.headland.simulator.fielddata.Boundary;
import io.headland.simulator.fielddata.Client;
import io.headland.simulator.fielddata.Farm;
import io.headland.simulator.fielddata.Field;
import io.headland.simulator.http.Json;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes a world so that it reads back as it was.
final class WorldWriter {
  private WorldWriter() {}

  static ObjectNode write(World world) {
    ObjectNode file = Json.object();
    ArrayNode applications = file.putArray("applications");
    for (Application application : world.applications()) {
      ObjectNode node =
          applications
              .addObject()
              .put("clientKey", application.clientKey())
              .put("clientSecret", application.clientSecret())
              .put("name", application.name());
      application.redirectUris().forEach(node.putArray("redirectUris")::add);
      application.scopes().forEach(node.putArray("scopes")::add);
    }
    ArrayNode users = file.putArray("users");
    for (Grower grower : world.growers()) {
      users
          .addObject()
          .put("userName", grower.userName())
          .put("password", grower.password())
          .put("givenName", grower.givenName())
          .put("familyName", grower.familyName());
    }
    ArrayNode grants = file.putArray("grants");
    for (Grant grant : world.grants()) {
      ObjectNode node =
          grants
              .addObject()
              .put("clientKey", grant.clientKey())
              .put("userName", grant.userName())
              .put("refreshToken", grant.refreshToken());
      grant.scopes().forEach(node.putArray("scopes")::add);
    }
    ArrayNode organizations = file.putArray("organizations");
    world.organizations().forEach(organization -> organizations.add(write(organization)));
    return file;
  }

  static ObjectNode write(Organization organization) {
    ObjectNode node =
        Json.object()
            .put("id", organization.id())
            .put("name", organization.name())
            .put("type", organization.type())
            .put("internal", organization.internal());
    ObjectNode members = node.putObject("members");
    organization.members().forEach(members::put);
    ObjectNode connections = node.putObject("connections");
    organization.connections().forEach((key, at) -> connections.put(key, at.toString()));
    organization.withheldRels().forEach(node.putArray("withheldRels")::add);
    node.put("removed", organization.removed());
    organization
        .findRestriction()
        .ifPresent(
            restriction ->
                node.putObject("restriction")
                    .put("termsUri", restriction.termsUri())
                    .put("listed", restriction.listed()));
    ArrayNode clients = node.putArray("clients");
    organization.clients().forEach(client -> write(clients.addObject(), client));
    return node;
  }

  private static void write(ObjectNode node, Client client) {
    node.put("id", client.id()).put("name", client.name()).put("archived", client.archived());
    ArrayNode farms = node.putArray("farms");
    client.farms().forEach(farm -> write(farms.addObject(), farm));
  }

  private static void write(ObjectNode node, Farm farm) {
    node.put("id", farm.id()).put("name", farm.name()).put("archived", farm.archived());
    ArrayNode fields = node.putArray("fields");
    farm.fields().forEach(field -> write(fields.addObject(), field));
  }

  private static void write(ObjectNode node, Field field) {
    node.put("id", field.id())
        .put("name", field.name())
        .put("archived", field.archived())
        .put("lastModifiedTime", field.lastModifiedTime().toString());
    ArrayNode boundaries = node.putArray("boundaries");
    field.boundaries().forEach(boundary -> write(boundaries.addObject(), boundary));
  }

  private static void write(ObjectNode node, Boundary boundary) {
    node.put("id", boundary.id())
        .put("name", boundary.name())
        .put("sourceType", boundary.sourceType())
        .put("active", boundary.active())
        .put("archived", boundary.archived())
        .put("irrigated", boundary.irrigated())
        .put("createdTime", boundary.createdTime().toString())
        .put("modifiedTime", boundary.modifiedTime().toString());
    ArrayNode rings = node.putArray("rings");
    for (Boundary.Ring ring : boundary.rings()) {
      ObjectNode one = rings.addObject();
      if (ring.polygon() > 0) {
        one.put("polygon", ring.polygon());
      }
      one.put("exterior", ring.exterior()).put("passable", ring.passable());
      ArrayNode points = one.putArray("points");
      ring.points().forEach(point -> points.addArray().add(point.lat()).add(point.lon()));
    }
  }
}
