package io.headland.simulator.johndeere.platform;

import io.headland.simulator.fielddata.Boundary;
import io.headland.simulator.http.Json;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes boundaries.
final class BoundaryBody {
  private static final double ACRES_PER_HECTARE = 2.471053814671653;

  private BoundaryBody() {}

  static void embed(
      Call call, OrganizationRecord.OrganizationField place, List<String> embed, ObjectNode field) {
    if (embed.contains("boundaries")) {
      ArrayNode all = field.putArray("boundaries");
      place
          .field()
          .boundaries()
          .forEach(
              boundary ->
                  all.add(of(call, new OrganizationRecord.OrganizationBoundary(place, boundary))));
    }
    if (embed.contains("simplifiedBoundaries")) {
      ArrayNode all = field.putArray("simplifiedBoundaries");
      place
          .field()
          .boundaries()
          .forEach(
              boundary ->
                  all.add(of(call, new OrganizationRecord.OrganizationBoundary(place, boundary))));
    }
    if (embed.contains("activeBoundary")) {
      place
          .field()
          .findActiveBoundary()
          .ifPresent(
              active ->
                  field.set(
                      "activeBoundary",
                      of(call, new OrganizationRecord.OrganizationBoundary(place, active))));
    }
  }

  static ObjectNode of(Call call, OrganizationRecord.OrganizationBoundary place) {
    Boundary boundary = place.boundary();
    ObjectNode body =
        Json.object()
            .put("@type", "Boundary")
            .put("id", boundary.id())
            .put("name", boundary.name())
            .put("sourceType", boundary.sourceType())
            .put("createdTime", boundary.createdTime().toString())
            .put("modifiedTime", boundary.modifiedTime().toString());
    body.set("area", area(call, boundary));
    body.set("workableArea", area(call, boundary));
    body.set("multipolygons", polygons(boundary));
    body.set("extent", extent(boundary));
    body.put("active", boundary.active())
        .put("archived", boundary.archived())
        .put("irrigated", boundary.irrigated())
        .put("signalType", "dtiSignalTypeRTK");
    RecordMetadata.embed(call, boundary.createdTime(), boundary.modifiedTime(), body);
    String organization = TreeBodies.organization(call, place.place().organization());
    String field = organization + "/fields/" + place.place().field().id();
    body.set(
        "links",
        Links.of(call)
            .add("self", field + "/boundaries/" + boundary.id())
            .add("owningOrganization", organization)
            .add("field", field)
            .array());
    return body;
  }

  private static ObjectNode area(Call call, Boundary boundary) {
    boolean english = call.requestsEnglishUnits();
    double area =
        english
            ? Math.round(boundary.hectares() * ACRES_PER_HECTARE * 10_000) / 10_000.0
            : boundary.hectares();
    return Json.object()
        .put("@type", "MeasurementAsDouble")
        .put("valueAsDouble", area)
        .put("unit", english ? "ac" : "ha");
  }

  /// Serialized without a tree: points are most of the content of a boundary.
  private static JsonNode polygons(Boundary boundary) {
    StringBuilder json = new StringBuilder("[{\"@type\":\"Polygon\",\"rings\":[");
    for (int i = 0; i < boundary.rings().size(); i++) {
      Boundary.Ring ring = boundary.rings().get(i);
      if (i > 0) {
        boolean same = boundary.rings().get(i - 1).polygon() == ring.polygon();
        json.append(same ? "," : "]},{\"@type\":\"Polygon\",\"rings\":[");
      }
      json.append("{\"@type\":\"Ring\",\"points\":[");
      points(json, ring.points());
      json.append("],\"type\":\"")
          .append(ring.exterior() ? "exterior" : "interior")
          .append("\",\"passable\":")
          .append(ring.passable())
          .append('}');
    }
    return Json.raw(json.append("]}]").toString());
  }

  private static void points(StringBuilder json, List<Boundary.Point> points) {
    for (int i = 0; i < points.size(); i++) {
      json.append(i > 0 ? "," : "")
          .append("{\"@type\":\"Point\",\"lat\":")
          .append(points.get(i).lat())
          .append(",\"lon\":")
          .append(points.get(i).lon())
          .append('}');
    }
  }

  private static ObjectNode extent(Boundary boundary) {
    ObjectNode extent = Json.object().put("@type", "Extent");
    extent
        .putObject("topLeft")
        .put("@type", "Point")
        .put("lat", all(boundary, Boundary.Point::lat).max().orElse(0))
        .put("lon", all(boundary, Boundary.Point::lon).min().orElse(0));
    extent
        .putObject("bottomRight")
        .put("@type", "Point")
        .put("lat", all(boundary, Boundary.Point::lat).min().orElse(0))
        .put("lon", all(boundary, Boundary.Point::lon).max().orElse(0));
    return extent;
  }

  private static DoubleStream all(Boundary boundary, ToDoubleFunction<Boundary.Point> part) {
    return boundary.rings().stream().flatMap(ring -> ring.points().stream()).mapToDouble(part);
  }
}
