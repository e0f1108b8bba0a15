package io.headland.simulator.johndeere.platform;

import io.headland.simulator.fielddata.Boundary;
import io.headland.simulator.http.Response;
import io.headland.simulator.http.Routes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// Creates, updates and deletes boundaries. A field with boundaries that are not archived has
/// exactly one active boundary, as John Deere's document states.
final class BoundaryWrites {
  private static final String BOUNDARIES = "organizations/{orgId}/fields/{fieldId}/boundaries";
  private static final String EXTERNAL = "External";
  private static final int LONGEST_NAME = 20;

  private final FieldDataWriter writer;

  BoundaryWrites(FieldDataWriter writer) {
    this.writer = writer;
  }

  void addTo(Routes<Route> routes) {
    String one = BOUNDARIES + "/{boundaryId}";
    routes
        .on("POST", BOUNDARIES, writer.route(OrganizationRels.BOUNDARIES, BoundaryWrites::create))
        .on("PUT", one, writer.route(OrganizationRels.BOUNDARIES, BoundaryWrites::update))
        .on("DELETE", one, writer.route(OrganizationRels.BOUNDARIES, BoundaryWrites::delete));
  }

  private static Response create(Call call, FieldDataEdit edit) {
    String fieldId = call.variable("fieldId");
    List<Boundary> others = edit.field(fieldId).field().boundaries();
    WriteBody body = WriteBody.of(call);
    Boundary drawn = read(body, edit.newId("boundary"), Optional.empty(), edit.now());
    edit.changeBoundaries(fieldId, drawn.id(), withOneActive(others, drawn));
    return FieldDataWriter.created(call, 200, "/fields/" + fieldId + "/boundaries/" + drawn.id());
  }

  /// The body must contain the complete boundary.
  private static Response update(Call call, FieldDataEdit edit) {
    String fieldId = call.variable("fieldId");
    List<Boundary> others = new ArrayList<>(edit.field(fieldId).field().boundaries());
    Boundary before = find(others, call.variable("boundaryId"));
    WriteBody body = WriteBody.of(call);
    for (String key : List.of("name", "active", "irrigated", "sourceType", "multipolygons")) {
      if (body.json().path(key).isMissingNode()) {
        throw RefusedException.rule(key, "", "The body of an update must include " + key + ".");
      }
    }
    others.remove(before);
    Boundary drawn = read(body, before.id(), Optional.of(before), edit.now());
    edit.changeBoundaries(fieldId, drawn.id(), withOneActive(others, drawn));
    return FieldDataWriter.done(call, 200);
  }

  private static Response delete(Call call, FieldDataEdit edit) {
    String fieldId = call.variable("fieldId");
    List<Boundary> others = new ArrayList<>(edit.field(fieldId).field().boundaries());
    Boundary before = find(others, call.variable("boundaryId"));
    others.remove(before);
    edit.changeBoundaries(fieldId, before.id(), withOneActive(others));
    return FieldDataWriter.done(call, 200);
  }

  private static Boundary find(List<Boundary> boundaries, String id) {
    return boundaries.stream()
        .filter(boundary -> boundary.id().equals(id))
        .findFirst()
        .orElseThrow(RefusedException::notFound);
  }

  private static Boundary read(WriteBody body, String id, Optional<Boundary> before, Instant now) {
    JsonNode json = body.json();
    String name = json.path("name").asString("").strip();
    if (name.isEmpty() || name.length() > LONGEST_NAME) {
      throw RefusedException.rule(
          "name", name, "The boundary name must be between 1-20 characters.");
    }
    return new Boundary(
        id,
        name,
        sourceType(json, before),
        body.findFlag("active").orElse(false),
        body.findFlag("archived").or(() -> body.findFlag("archive")).orElse(false),
        body.findFlag("irrigated").orElse(false),
        before.map(Boundary::createdTime).orElse(now),
        before.map(Boundary::modifiedTime).filter(at -> !at.isBefore(now)).orElse(now),
        ShapeBody.rings(json.path("multipolygons")));
  }

  /// A type other than External requires a licence, which no application has here; an update may
  /// repeat the present type of a boundary.
  private static String sourceType(JsonNode json, Optional<Boundary> before) {
    String type = json.path("sourceType").asString(EXTERNAL);
    boolean unchanged = before.map(Boundary::sourceType).filter(type::equals).isPresent();
    if (!type.equals(EXTERNAL) && !unchanged) {
      throw RefusedException.rule(
          "sourceType", type, "A licence is required to set a source type other than External.");
    }
    return type;
  }

  /// The boundaries of a field with a new or changed one first; if it is active, the only active
  /// one.
  private static List<Boundary> withOneActive(List<Boundary> others, Boundary drawn) {
    List<Boundary> all = new ArrayList<>();
    all.add(drawn);
    boolean replaces = drawn.active() && !drawn.archived();
    others.forEach(other -> all.add(replaces ? other.active(false) : other));
    return withOneActive(all);
  }

  /// If none is active, the one that was modified last becomes active (inferred).
  private static List<Boundary> withOneActive(List<Boundary> all) {
    boolean some = all.stream().anyMatch(one -> one.active() && !one.archived());
    Optional<Boundary> latest =
        all.stream()
            .filter(one -> !one.archived())
            .max(Comparator.comparing(Boundary::modifiedTime));
    return some || latest.isEmpty()
        ? all
        : all.stream().map(one -> one.equals(latest.get()) ? one.active(true) : one).toList();
  }
}
