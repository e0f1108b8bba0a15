package io.headland.simulator.control;

import io.headland.simulator.fielddata.RingDefect;
import io.headland.simulator.http.Json;
import io.headland.simulator.http.Routes;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/// The control paths below one organization: fields, farms, clients and boundaries.
final class FieldDataRoutes {
  /// Finds the field data that a control request addresses.
  interface Place extends BiFunction<SimulatorControl, ControlApi.Command, FieldDataControl> {}

  private final Routes<BiFunction<SimulatorControl, ControlApi.Command, JsonNode>> routes;
  private final String prefix;
  private final Place place;

  FieldDataRoutes(
      Routes<BiFunction<SimulatorControl, ControlApi.Command, JsonNode>> routes,
      String prefix,
      Place place) {
    this.routes = routes;
    this.prefix = prefix;
    this.place = place;
  }

  void addAll() {
    routes
        .on(
            "GET",
            prefix + "/fields",
            (c, o) -> FieldDataJson.list(place.apply(c, o), o.request().parameters()))
        .on("POST", prefix + "/fields", (c, o) -> add(place.apply(c, o), o))
        .on("GET", prefix + "/fields/{fieldId}", (c, o) -> field(place.apply(c, o), o))
        .on("DELETE", prefix + "/fields/{fieldId}", (c, o) -> remove(place.apply(c, o), o))
        .on("POST", prefix + "/clients/{clientId}/rename", named(FieldDataRoutes::renameClient))
        .on("POST", prefix + "/farms/{farmId}/rename", named(FieldDataRoutes::renameFarm));
    onField(
        "rename",
        (fieldData, o) -> fieldData.renameField(id(o), ControlJson.text(o.body(), "name")));
    onField(
        "move", (fieldData, o) -> fieldData.moveField(id(o), ControlJson.text(o.body(), "farmId")));
    onField("archive", (fieldData, o) -> fieldData.archiveField(id(o)));
    onField("unarchive", (fieldData, o) -> fieldData.unarchiveField(id(o)));
    onField("boundary/shift", FieldDataRoutes::shift);
    onField("boundary/scale", (l, o) -> l.scaleBoundary(id(o), number(o, "factor")));
    onField("boundary/reshape", (l, o) -> l.reshapeBoundary(id(o), FieldDataJson.rings(o.body())));
    onField("boundary/add-hole", (fieldData, o) -> fieldData.addHole(id(o)));
    onField("boundary/invalidate", FieldDataRoutes::invalidateBoundary);
    onField("boundary/replace", FieldDataRoutes::replace);
    onField("boundary/remove", (fieldData, o) -> fieldData.removeBoundary(id(o)));
  }

  private void onField(String verb, BiConsumer<FieldDataControl, ControlApi.Command> change) {
    routes.on(
        "POST",
        prefix + "/fields/{fieldId}/" + verb,
        (control, command) -> {
          FieldDataControl fieldData = place.apply(control, command);
          change.accept(fieldData, command);
          return field(fieldData, command);
        });
  }

  private BiFunction<SimulatorControl, ControlApi.Command, JsonNode> named(
      BiConsumer<FieldDataControl, ControlApi.Command> change) {
    return (control, command) -> {
      change.accept(place.apply(control, command), command);
      return Json.object().put("name", ControlJson.text(command.body(), "name"));
    };
  }

  private static JsonNode add(FieldDataControl fieldData, ControlApi.Command command) {
    JsonNode body = command.body();
    String name = ControlJson.text(body, "name");
    String id =
        body.has("farmId")
            ? fieldData.addFieldToFarm(ControlJson.text(body, "farmId"), name)
            : fieldData.addField(
                ControlJson.text(body, "client"), ControlJson.text(body, "farm"), name);
    return FieldDataJson.write(fieldData.field(id));
  }

  private static JsonNode field(FieldDataControl fieldData, ControlApi.Command command) {
    return FieldDataJson.write(fieldData.field(id(command)));
  }

  private static JsonNode remove(FieldDataControl fieldData, ControlApi.Command command) {
    boolean parents =
        command.request().parameters().find("emptyParents").filter("true"::equals).isPresent();
    if (parents) {
      fieldData.removeFieldAndEmptyParents(id(command));
    } else {
      fieldData.removeField(id(command));
    }
    return Json.object().put("removed", id(command));
  }

  private static void renameClient(FieldDataControl fieldData, ControlApi.Command command) {
    fieldData.renameClient(command.variable("clientId"), ControlJson.text(command.body(), "name"));
  }

  private static void renameFarm(FieldDataControl fieldData, ControlApi.Command command) {
    fieldData.renameFarm(command.variable("farmId"), ControlJson.text(command.body(), "name"));
  }

  private static void shift(FieldDataControl fieldData, ControlApi.Command command) {
    fieldData.shiftBoundary(id(command), number(command, "lat"), number(command, "lon"));
  }

  private static void invalidateBoundary(FieldDataControl fieldData, ControlApi.Command command) {
    String word = ControlJson.text(command.body(), "defect");
    fieldData.invalidateBoundary(
        id(command), SwitchesJson.choice("defect", word, RingDefect.values()));
  }

  private static void replace(FieldDataControl fieldData, ControlApi.Command command) {
    Function<String, String> drawn =
        command.body().has("rings")
            ? id -> fieldData.replaceBoundary(id, FieldDataJson.rings(command.body()))
            : fieldData::replaceBoundary;
    String _ = drawn.apply(id(command));
  }

  private static String id(ControlApi.Command command) {
    return command.variable("fieldId");
  }

  private static double number(ControlApi.Command command, String key) {
    if (!command.body().path(key).isNumber()) {
      throw new IllegalArgumentException(key + ": must be a number");
    }
    return command.body().path(key).doubleValue();
  }
}
