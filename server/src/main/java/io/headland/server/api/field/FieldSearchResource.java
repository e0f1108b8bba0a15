package io.headland.server.api.field;

import io.headland.server.core.field.FieldSearchStore;
import io.headland.server.core.field.FieldStore;
import io.headland.server.core.field.geometry.Bounds;
import io.headland.server.core.field.geometry.GeoJsonText;
import io.headland.server.core.field.geometry.Overlap;
import io.headland.server.core.field.geometry.StoredGeometry;
import io.headland.server.platform.http.BodyReader;
import io.headland.server.platform.http.Problem;
import io.headland.server.platform.http.ProblemException;
import io.headland.server.platform.http.Request;
import io.headland.server.platform.http.Response;
import io.headland.server.platform.http.Routes;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.LeafUserId;
import io.headland.server.platform.json.Json;
import io.headland.server.platform.paging.ByteBudget;
import io.headland.server.provider.Shape;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.MultiPolygon;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Fields by geometry: those that overlap a geometry, and the intersection of fields.
public final class FieldSearchResource {
  /// The largest number of positions of a search geometry.
  private static final int MAX_POSITIONS = 10_000;

  /// The largest number of fields whose bounds intersect those of the geometry.
  private static final int MAX_FIELDS = 500;

  private static final int MAX_IDS = 100;
  private static final double LEAST_THRESHOLD = 0.01;
  private static final double MAX_THRESHOLD = 100;

  private final FieldStore fields;
  private final FieldSearchStore search;

  public FieldSearchResource(FieldStore fields, FieldSearchStore search) {
    this.fields = fields;
    this.search = search;
  }

  public void addTo(Routes routes) {
    routes
        .owned("POST", FieldPath.ROOT + "/fields/query/intersects", this::findOfAll)
        .owned("POST", FieldPath.FIELDS + "/intersects", this::findOfUser)
        .owned("POST", FieldPath.FIELDS + "/intersect", this::intersect);
  }

  private Response findOfAll(ApiOwnerId owner, Request request) {
    return find(owner, Optional.empty(), request);
  }

  private Response findOfUser(ApiOwnerId owner, Request request) {
    return find(owner, Optional.of(existingUser(owner, request)), request);
  }

  private Response find(ApiOwnerId owner, Optional<LeafUserId> leafUser, Request request) {
    ObjectNode json = request.body();
    FieldDataRequest input = new FieldDataRequest("fields", json);
    double threshold = threshold(input.body(), json);
    input.refuseInvalid();
    Shape sent = input.positions(MAX_POSITIONS);
    // Repaired in any case, because it is not stored.
    MultiPolygon geometry = StoredGeometry.read(BoundaryShapes.accepted(sent, true).geometry());
    Bounds bounds = Bounds.of(GeoJsonText.of(geometry)).orElseThrow();
    Set<UUID> found = new LinkedHashSet<>();
    ByteBudget budget = request.responseBudget("fieldsField", "search with a smaller geometry");
    int[] read = {0};
    search.read(
        owner,
        leafUser,
        bounds,
        MAX_FIELDS + 1,
        budget,
        (id, stored) -> {
          read[0]++;
          if (read[0] <= MAX_FIELDS
              && Overlap.reaches(geometry, StoredGeometry.read(stored), threshold)) {
            found.add(id);
          }
        });
    if (read[0] > MAX_FIELDS) {
      throw new ProblemException(
          Problem.rule(
              400,
              "fieldsField",
              "tooManyFields",
              "More than "
                  + MAX_FIELDS
                  + " fields are within the bounds of the geometry; use a smaller one."));
    }
    List<FieldView> views =
        found.isEmpty()
            ? List.of()
            : fields.findAll(owner, found, budget).stream().map(FieldView::of).toList();
    return Response.ok(views);
  }

  private static double threshold(BodyReader body, ObjectNode json) {
    JsonNode threshold = json.path("intersectionThreshold");
    if (threshold.isMissingNode() || threshold.isNull()) {
      return LEAST_THRESHOLD;
    }
    if (!threshold.isNumber()) {
      body.fail("intersectionThreshold", "Number");
      return LEAST_THRESHOLD;
    }
    double percent = threshold.doubleValue();
    if (!(percent >= LEAST_THRESHOLD && percent <= MAX_THRESHOLD)) {
      body.fail("intersectionThreshold", "Min 0.01, Max 100");
    }
    return percent;
  }

  private Response intersect(ApiOwnerId owner, Request request) {
    LeafUserId leafUser = existingUser(owner, request);
    Set<UUID> ids = ids(request.bytes());
    int[] read = {0};
    @Nullable MultiPolygon[] common = {null};
    search.read(
        owner,
        leafUser,
        ids,
        request.responseBudget("fieldsField", "the geometry of a field is too large"),
        (_, stored) -> {
          read[0]++;
          MultiPolygon next = StoredGeometry.read(stored);
          MultiPolygon before = common[0];
          common[0] = before == null ? next : Overlap.common(before, next);
        });
    if (read[0] < ids.size()) {
      throw new ProblemException(
          Problem.rule(
              400,
              "fieldsField",
              "fieldsNotFound",
              "Each id must be that of a field of the Leaf user that has a valid active boundary; "
                  + (ids.size() - read[0])
                  + " of them are not."));
    }
    return Response.ok(Json.MAPPER.readTree(GeoJsonText.of(Objects.requireNonNull(common[0]))));
  }

  private static Set<UUID> ids(byte[] body) {
    Set<UUID> ids = new TreeSet<>();
    JsonNode array = parsed(body);
    for (JsonNode item : array) {
      ids.add(
          LeafUserId.parse(item.asString(""))
              .map(LeafUserId::value)
              .orElseThrow(FieldSearchResource::badIds));
    }
    if (!array.isArray() || ids.size() < 2 || ids.size() > MAX_IDS) {
      throw badIds();
    }
    return ids;
  }

  private static JsonNode parsed(byte[] body) {
    try {
      return Json.MAPPER.readTree(body);
    } catch (JacksonException _) {
      throw badIds();
    }
  }

  private static ProblemException badIds() {
    return new ProblemException(
        Problem.of(
            400,
            "The request body must be a JSON array of the ids of 2 to "
                + MAX_IDS
                + " different fields."));
  }

  private LeafUserId existingUser(ApiOwnerId owner, Request request) {
    LeafUserId leafUser = FieldPath.leafUser(request, FieldDataProblems::noUser);
    if (!fields.hasLeafUser(owner, leafUser)) {
      throw FieldDataProblems.noUser();
    }
    return leafUser;
  }
}
