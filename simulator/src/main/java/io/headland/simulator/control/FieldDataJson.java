package io.headland.simulator.control;

import io.headland.simulator.fielddata.Boundary;
import io.headland.simulator.fielddata.FieldWithParents;
import io.headland.simulator.http.Json;
import io.headland.simulator.http.Parameters;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Fields and their boundaries as JSON of the control API.
final class FieldDataJson {
  private FieldDataJson() {}

  static ObjectNode write(FieldWithParents fieldWithParents) {
    ObjectNode json =
        Json.object()
            .put("id", fieldWithParents.field().id())
            .put("name", fieldWithParents.field().name())
            .put("archived", fieldWithParents.field().archived())
            .put("lastModifiedTime", fieldWithParents.field().lastModifiedTime().toString())
            .put("farmId", fieldWithParents.farm().id())
            .put("farmName", fieldWithParents.farm().name())
            .put("clientId", fieldWithParents.client().id())
            .put("clientName", fieldWithParents.client().name());
    ArrayNode boundaries = json.putArray("boundaries");
    for (Boundary boundary : fieldWithParents.field().boundaries()) {
      ObjectNode one = boundaries.addObject();
      one.put("id", boundary.id())
          .put("active", boundary.active())
          .put("archived", boundary.archived())
          .put("modifiedTime", boundary.modifiedTime().toString())
          .put("hectares", boundary.hectares());
      boundary.rings().forEach(ring -> write(one.withArray("rings").addObject(), ring));
    }
    return json;
  }

  private static void write(ObjectNode json, Boundary.Ring ring) {
    json.put("exterior", ring.exterior()).put("passable", ring.passable());
    ArrayNode points = json.putArray("points");
    ring.points().forEach(point -> points.addArray().add(point.lat()).add(point.lon()));
  }

  /// A page selected by `offset` and `limit` of the query; by default the first hundred.
  static ObjectNode list(FieldDataControl fieldData, Parameters query) {
    int offset = query.findText("offset").map(Integer::valueOf).orElse(0);
    int limit = query.findText("limit").map(Integer::valueOf).orElse(100);
    if (offset < 0 || limit < 0 || limit > 10_000) {
      throw new IllegalArgumentException("offset and limit: must be 0 or more, limit up to 10000");
    }
    ObjectNode json = Json.object().put("total", fieldData.fieldCount());
    ArrayNode fields = json.putArray("fields");
    fieldData
        .fields(offset, offset + limit)
        .forEach(fieldWithParents -> fields.add(write(fieldWithParents)));
    return json;
  }

  /// Rings in the format of a world file, without validation, so that invalid ones can be sent.
  static List<Boundary.Ring> rings(JsonNode body) {
    if (!body.path("rings").isArray()) {
      throw new IllegalArgumentException("rings: must be an array");
    }
    List<Boundary.Ring> rings = new ArrayList<>();
    for (JsonNode ring : body.path("rings")) {
      List<Boundary.Point> points = new ArrayList<>();
      for (JsonNode pair : ring.path("points")) {
        points.add(new Boundary.Point(pair.path(0).asDouble(), pair.path(1).asDouble()));
      }
      boolean exterior = ring.path("exterior").asBoolean(true);
      rings.add(
          new Boundary.Ring(
              ring.path("polygon").asInt(0),
              exterior,
              ring.path("passable").asBoolean(exterior),
              points));
    }
    return rings;
  }
}
