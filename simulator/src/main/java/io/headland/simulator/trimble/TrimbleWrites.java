package io.headland.simulator.trimble;

import io.headland.simulator.fielddata.Boundary;
import io.headland.simulator.fielddata.ClientRow;
import io.headland.simulator.fielddata.Field;
import io.headland.simulator.fielddata.FieldData;
import io.headland.simulator.fielddata.IdGenerator;
import io.headland.simulator.fielddata.Shown;
import io.headland.simulator.fielddata.Spot;
import io.headland.simulator.http.Json;
import io.headland.simulator.http.Response;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Creates fields and boundaries. What succeeds is answered with 200, the id and links.
final class TrimbleWrites {
  private static final int LONGEST_NAME = 50;
  private static final Pattern FORBIDDEN = Pattern.compile("[/\\\\:*<>|.\"]");

  private final LiveTrimble live;
  private final InstantSource clock;
  private final IdGenerator idGenerator;

  TrimbleWrites(LiveTrimble live, InstantSource clock, IdGenerator idGenerator) {
    this.live = live;
    this.clock = clock;
    this.idGenerator = idGenerator;
  }

  /// Creates a field: `name`, optionally `farmId` and `area` in hectares. The area that a field
  /// shows is the one of its boundary.
  ///
  /// @param resources the address of the organization's records
  Response field(TrimbleOrganization organization, String text, String resources) {
    try {
      JsonNode body = Json.read(text);
      String id = idGenerator.nextUuid("trimble-field").toString();
      String name = name(body);
      requireArea(body);
      live.change(
          organization.id(),
          before -> {
            requireUnique(before.land(), name);
            FieldData land = withFarm(before.land(), body);
            Field field = new Field(id, name, false, moment(), List.of());
            return before.withFieldData(land.withField(farmId(land, body), field));
          });
      return created(id, resources + "/fields/" + id);
    } catch (JacksonException | IllegalArgumentException e) {
      return wrong(e);
    }
  }

  /// Creates the boundary of a field, in place of the one that it has: `fieldId`, `geometry` as
  /// GeoJSON, optionally `name`.
  ///
  /// @param resources the address of the organization's records
  Response boundary(TrimbleOrganization organization, String text, String resources) {
    try {
      JsonNode body = Json.read(text);
      String id = idGenerator.nextUuid("trimble-boundary").toString();
      String fieldId = body.path("fieldId").asString("");
      List<Boundary.Ring> rings = GeoJson.rings(body.path("geometry"));
      String name = body.path("name").asString("Boundary");
      Boundary boundary =
          new Boundary(id, name, "HandDrawn", true, false, false, moment(), moment(), rings);
      live.change(
          organization.id(),
          before -> {
            if (before.land().findField(fieldId).isEmpty()) {
              throw new IllegalArgumentException("fieldId: there is no such field");
            }
            return before.withFieldData(
                before
                    .land()
                    .withField(
                        fieldId,
                        field ->
                            field
                                .withActiveBoundary(_ -> Optional.of(boundary))
                                .touched(moment())));
          });
      return created(id, resources + "/boundaries/" + id);
    } catch (JacksonException | IllegalArgumentException e) {
      return wrong(e);
    }
  }

  private static String name(JsonNode body) {
    String name = body.path("name").asString("").strip();
    if (name.isEmpty() || name.length() > LONGEST_NAME) {
      throw new IllegalArgumentException("name: must have 1 to " + LONGEST_NAME + " characters");
    }
    if (FORBIDDEN.matcher(name).find()) {
      throw new IllegalArgumentException("name: must not contain / \\ : * < > | . or \"");
    }
    return name;
  }

  private static void requireArea(JsonNode body) {
    JsonNode area = body.path("area");
    if (!area.isMissingNode() && !(area.isNumber() && area.doubleValue() >= 0)) {
      throw new IllegalArgumentException("area: must be a number of hectares");
    }
  }

  private static void requireUnique(FieldData land, String name) {
    int all = land.countFields(Shown.ALL);
    if (land.fields(Shown.ALL, 0, all).stream()
        .map(Spot::field)
        .anyMatch(field -> field.name().equals(name))) {
      throw new IllegalArgumentException("name: another field has this name");
    }
  }

  /// The land with a farm that stands for none, when the body names none.
  private FieldData withFarm(FieldData land, JsonNode body) {
    if (body.has("farmId") || standIn(land).isPresent()) {
      return land;
    }
    FieldData withClient =
        land.countClients(Shown.ALL) > 0
            ? land
            : land.withClient(
                idGenerator.nextUuid("trimble-client").toString(), TrimbleBodies.NO_FARM);
    ClientRow client = withClient.clients(Shown.ALL, 0, 1).getFirst();
    return withClient.withFarm(
        client.id(), idGenerator.nextUuid("trimble-farm").toString(), TrimbleBodies.NO_FARM);
  }

  private static String farmId(FieldData land, JsonNode body) {
    if (!body.has("farmId")) {
      return standIn(land).orElseThrow();
    }
    return land.findFarm(body.path("farmId").asString(""))
        .map(found -> found.farm().id())
        .orElseThrow(() -> new IllegalArgumentException("farmId: there is no such farm"));
  }

  private static Optional<String> standIn(FieldData land) {
    return land.farms(Shown.ALL, 0, land.countFarms(Shown.ALL)).stream()
        .map(Spot.Farmed::farm)
        .filter(farm -> farm.name().equals(TrimbleBodies.NO_FARM))
        .map(farm -> farm.id())
        .findFirst();
  }

  private Instant moment() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  private static Response created(String id, String self) {
    ObjectNode body = Json.object().put("id", id);
    body.putArray("links").add(TrimbleBodies.link("self", self));
    return Json.answer(200, body);
  }

  private static Response wrong(Exception e) {
    return TrimbleErrors.of(
        400,
        "Bad Request",
        e instanceof JacksonException ? "The body is not JSON." : String.valueOf(e.getMessage()));
  }
}
