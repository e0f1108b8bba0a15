package io.headland.simulator.trimble;

import io.headland.simulator.fielddata.ArchiveFilter;
import io.headland.simulator.fielddata.Boundary;
import io.headland.simulator.fielddata.ClientRow;
import io.headland.simulator.fielddata.Field;
import io.headland.simulator.fielddata.FieldData;
import io.headland.simulator.fielddata.FieldWithParents;
import io.headland.simulator.fielddata.IdGenerator;
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

/// Creates fields and boundaries. The response to a success is 200 with the id and links.
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

  /// Creates a field: `name`, optionally `farmId` and `area` in hectares. The area that a field has
  /// is that of its boundary.
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
            requireUnique(before.fieldData(), name);
            FieldData fieldData = withFarm(before.fieldData(), body);
            Field field = new Field(id, name, false, moment(), List.of());
            return before.withFieldData(fieldData.withField(farmId(fieldData, body), field));
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
            if (before.fieldData().findField(fieldId).isEmpty()) {
              throw new IllegalArgumentException("fieldId: there is no such field");
            }
            return before.withFieldData(
                before
                    .fieldData()
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

  private static void requireUnique(FieldData fieldData, String name) {
    int all = fieldData.countFields(ArchiveFilter.ALL);
    if (fieldData.fields(ArchiveFilter.ALL, 0, all).stream()
        .map(FieldWithParents::field)
        .anyMatch(field -> field.name().equals(name))) {
      throw new IllegalArgumentException("name: another field has this name");
    }
  }

  /// The field data with a placeholder farm, when the body names none.
  private FieldData withFarm(FieldData fieldData, JsonNode body) {
    if (body.has("farmId") || placeholder(fieldData).isPresent()) {
      return fieldData;
    }
    FieldData withClient =
        fieldData.countClients(ArchiveFilter.ALL) > 0
            ? fieldData
            : fieldData.withClient(
                idGenerator.nextUuid("trimble-client").toString(), TrimbleBodies.NO_FARM);
    ClientRow client = withClient.clients(ArchiveFilter.ALL, 0, 1).getFirst();
    return withClient.withFarm(
        client.id(), idGenerator.nextUuid("trimble-farm").toString(), TrimbleBodies.NO_FARM);
  }

  private static String farmId(FieldData fieldData, JsonNode body) {
    if (!body.has("farmId")) {
      return placeholder(fieldData).orElseThrow();
    }
    return fieldData
        .findFarm(body.path("farmId").asString(""))
        .map(found -> found.farm().id())
        .orElseThrow(() -> new IllegalArgumentException("farmId: there is no such farm"));
  }

  private static Optional<String> placeholder(FieldData fieldData) {
    return fieldData.farms(ArchiveFilter.ALL, 0, fieldData.countFarms(ArchiveFilter.ALL)).stream()
        .map(FieldWithParents.FarmWithClient::farm)
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
    return Json.response(200, body);
  }

  private static Response wrong(Exception e) {
    return TrimbleErrors.of(
        400,
        "Bad Request",
        e instanceof JacksonException ? "The body is not JSON." : String.valueOf(e.getMessage()));
  }
}
