package io.headland.simulator.johndeere.world;

import io.headland.simulator.fielddata.Boundary;
import io.headland.simulator.fielddata.Client;
import io.headland.simulator.fielddata.Farm;
import io.headland.simulator.fielddata.Field;
import io.headland.simulator.fielddata.IdGenerator;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// Reads the clients of an organization with their farms, fields and boundaries. Ids that are left
/// out are made from the place in the tree, so that they stay the same from start to start.
final class TreeReader {
  private final String organizationId;

  TreeReader(String organizationId) {
    this.organizationId = organizationId;
  }

  List<Client> clients(JsonPosition organization) {
    List<Client> clients = new ArrayList<>();
    for (JsonPosition place : organization.objects("clients")) {
      String path = organizationId + "/client/" + clients.size();
      clients.add(
          new Client(
              id(place, path),
              place.text("name").orElse("---"),
              place.flag("archived", false),
              farms(place, path)));
      place.refuseOtherKeys();
    }
    return clients;
  }

  private static List<Farm> farms(JsonPosition client, String above) {
    List<Farm> farms = new ArrayList<>();
    for (JsonPosition place : client.objects("farms")) {
      String path = above + "/farm/" + farms.size();
      farms.add(
          new Farm(
              id(place, path),
              place.text("name").orElse("---"),
              place.flag("archived", false),
              fields(place, path)));
      place.refuseOtherKeys();
    }
    return farms;
  }

  private static List<Field> fields(JsonPosition farm, String above) {
    List<Field> fields = new ArrayList<>();
    for (JsonPosition place : farm.objects("fields")) {
      String path = above + "/field/" + fields.size();
      fields.add(
          new Field(
              id(place, path),
              place.requiredText("name"),
              place.flag("archived", false),
              place.moment("lastModifiedTime", WorldGenerator.STORY_BEGINS),
              boundaries(place, path)));
      place.refuseOtherKeys();
    }
    return fields;
  }

  private static List<Boundary> boundaries(JsonPosition field, String above) {
    List<Boundary> boundaries = new ArrayList<>();
    for (JsonPosition place : field.objects("boundaries")) {
      boundaries.add(
          new Boundary(
              id(place, above + "/boundary/" + boundaries.size()),
              place.text("name").orElse("Boundary"),
              place.text("sourceType").orElse("HandDrawn"),
              place.flag("active", true),
              place.flag("archived", false),
              place.flag("irrigated", false),
              place.moment("createdTime", WorldGenerator.STORY_BEGINS),
              place.moment("modifiedTime", WorldGenerator.STORY_BEGINS),
              place.objects("rings").stream().map(TreeReader::ring).toList()));
      place.refuseOtherKeys();
    }
    return boundaries;
  }

  private static Boundary.Ring ring(JsonPosition place) {
    List<Boundary.Point> points = new ArrayList<>();
    for (JsonNode pair : place.elements("points")) {
      if (pair.isArray() && pair.size() == 2 && pair.get(0).isNumber() && pair.get(1).isNumber()) {
        points.add(new Boundary.Point(pair.get(0).doubleValue(), pair.get(1).doubleValue()));
      } else {
        place.problem("points", "must hold pairs such as [41.5, -93.6]");
      }
    }
    if (points.size() < 4) {
      place.problem("points", "must hold at least four points, the last like the first");
    }
    Boundary.Ring ring =
        new Boundary.Ring(
            place.number("polygon", 0),
            place.flag("exterior", true),
            place.flag("passable", true),
            points);
    place.refuseOtherKeys();
    return ring;
  }

  private static String id(JsonPosition place, String path) {
    return place.text("id").orElseGet(() -> IdGenerator.uuid(path).toString());
  }
}
