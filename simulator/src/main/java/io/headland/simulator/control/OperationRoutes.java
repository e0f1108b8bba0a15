package io.headland.simulator.control;

import io.headland.simulator.http.Json;
import io.headland.simulator.http.Routes;
import io.headland.simulator.johndeere.operations.Crop;
import io.headland.simulator.johndeere.operations.FieldOperation;
import io.headland.simulator.johndeere.operations.OperationKind;
import io.headland.simulator.johndeere.operations.OperationRegistry;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The control paths of field operations.
final class OperationRoutes {
  private static final String FIELD = "organizations/{orgId}/fields/{fieldId}/operations";
  private static final String ONE = "organizations/{orgId}/operations/{id}";
  private static final int POINTS = 1_000;

  private OperationRoutes() {}

  static void addTo(Routes<BiFunction<SimulatorControl, ControlApi.Command, JsonNode>> routes) {
    routes
        .on("GET", FIELD, (control, command) -> list(of(control, command), command))
        .on("POST", FIELD, (control, command) -> add(of(control, command), command))
        .on("POST", ONE + "/touch", on((operations, command) -> operations.touch(id(command))))
        .on("POST", ONE + "/change", on(OperationRoutes::change))
        .on(
            "POST",
            ONE + "/announce",
            on((operations, command) -> operations.announce(id(command))))
        .on("DELETE", ONE, on((operations, command) -> operations.remove(id(command))));
  }

  private static BiFunction<SimulatorControl, ControlApi.Command, JsonNode> on(
      BiConsumer<OperationControl, ControlApi.Command> change) {
    return (control, command) -> {
      change.accept(of(control, command), command);
      return Json.object().put("id", id(command));
    };
  }

  private static OperationControl of(SimulatorControl control, ControlApi.Command command) {
    return control.operations(command.variable("orgId"));
  }

  private static String id(ControlApi.Command command) {
    return command.variable("id");
  }

  private static JsonNode list(OperationControl operations, ControlApi.Command command) {
    ArrayNode all = Json.array();
    operations
        .of(command.variable("fieldId"))
        .forEach(operation -> all.add(write(operations, operation)));
    return Json.object().set("operations", all);
  }

  private static ObjectNode write(OperationControl operations, FieldOperation operation) {
    OperationControl.Calls calls = operations.calls(operations.id(operation));
    ObjectNode json =
        Json.object()
            .put("id", operations.id(operation))
            .put("type", operation.kind().name())
            .put("cropSeason", operation.season())
            .put("crop", operation.crop().name())
            .put("startDate", operation.startDate().toString())
            .put("modifiedTime", operation.modifiedTime().toString())
            .put("points", operation.points());
    json.putObject("calls")
        .put("reads", calls.reads())
        .put("exports", calls.exports())
        .put("downloads", calls.downloads());
    return json;
  }

  private static JsonNode add(OperationControl operations, ControlApi.Command command) {
    JsonNode body = command.body();
    Instant start = Instant.parse(ControlJson.text(body, "startDate"));
    OperationRegistry.NewOperation wanted =
        new OperationRegistry.NewOperation(
            kind(ControlJson.text(body, "type")),
            body.path("cropSeason").asInt(start.atZone(ZoneOffset.UTC).getYear()),
            crop(body.path("crop").asString(Crop.CORN_WET.name())),
            start,
            body.path("points").asInt(POINTS));
    return Json.object().put("id", operations.add(command.variable("fieldId"), wanted));
  }

  private static void change(OperationControl operations, ControlApi.Command command) {
    JsonNode body = command.body();
    operations.change(
        id(command),
        before -> {
          FieldOperation after = before;
          if (body.has("points")) {
            after = after.withPoints(body.path("points").asInt());
          }
          return body.has("crop") ? after.withCrop(crop(ControlJson.text(body, "crop"))) : after;
        });
  }

  private static OperationKind kind(String name) {
    return OperationKind.find(name)
        .orElseThrow(() -> new IllegalArgumentException("type: is not a type of operation"));
  }

  private static Crop crop(String token) {
    return Crop.find(token)
        .orElseThrow(() -> new IllegalArgumentException("crop: is not a crop of /cropTypes"));
  }
}
