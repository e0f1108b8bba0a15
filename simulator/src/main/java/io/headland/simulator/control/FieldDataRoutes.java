package io.headland.simulator.control;

import io.headland.simulator.fielddata.Flaw;
import io.headland.simulator.http.Json;
import io.headland.simulator.http.Routes;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/// The control paths below one organization: fields, farms, clients and boundaries.
final class FieldDataRoutes {
  /// Finds the field data that a control request addresses.
  interface Place extends BiFunction<SimulatorControl, ControlApi.Order, FieldDataControl> {}

  private final Routes<BiFunction<SimulatorControl, ControlApi.Order, JsonNode>> routes;
  private final String prefix;
  private final Place place;

  FieldDataRoutes(
      Routes<BiFunction<SimulatorControl, ControlApi.Order, JsonNode>> routes,
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
    onField("rename", (land, o) -> land.renameField(id(o), ControlJson.text(o.body(), "name")));
    onField("move", (land, o) -> land.moveField(id(o), ControlJson.text(o.body(), "farmId")));
    onField("archive", (land, o) -> land.archiveField(id(o)));
    onField("unarchive", (land, o) -> land.unarchiveField(id(o)));
    onField("boundary/shift", FieldDataRoutes::shift);
    onField("boundary/scale", (l, o) -> l.scaleBoundary(id(o), number(o, "factor")));
    onField("boundary/reshape", (l, o) -> l.reshapeBoundary(id(o), FieldDataJson.rings(o.body())));
    onField("boundary/pierce", (land, o) -> land.pierceBoundary(id(o)));
    onField("boundary/spoil", FieldDataRoutes::spoil);
    onField("boundary/replace", FieldDataRoutes::replace);
    onField("boundary/remove", (land, o) -> land.removeBoundary(id(o)));
  }

  private void onField(String verb, BiConsumer<FieldDataControl, ControlApi.Order> change) {
    routes.on(
        "POST",
        prefix + "/fields/{fieldId}/" + verb,
        (control, order) -> {
          FieldDataControl land = place.apply(control, order);
          change.accept(land, order);
          return field(land, order);
        });
  }

  private BiFunction<SimulatorControl, ControlApi.Order, JsonNode> named(
      BiConsumer<FieldDataControl, ControlApi.Order> change) {
    return (control, order) -> {
      change.accept(place.apply(control, order), order);
      return Json.object().put("name", ControlJson.text(order.body(), "name"));
    };
  }

  private static JsonNode add(FieldDataControl land, ControlApi.Order order) {
    JsonNode body = order.body();
    String name = ControlJson.text(body, "name");
    String id =
        body.has("farmId")
            ? land.addFieldToFarm(ControlJson.text(body, "farmId"), name)
            : land.addField(ControlJson.text(body, "client"), ControlJson.text(body, "farm"), name);
    return FieldDataJson.write(land.field(id));
  }

  private static JsonNode field(FieldDataControl land, ControlApi.Order order) {
    return FieldDataJson.write(land.field(id(order)));
  }

  private static JsonNode remove(FieldDataControl land, ControlApi.Order order) {
    boolean parents =
        order.request().parameters().find("emptyParents").filter("true"::equals).isPresent();
    if (parents) {
      land.removeFieldAndEmptyParents(id(order));
    } else {
      land.removeField(id(order));
    }
    return Json.object().put("removed", id(order));
  }

  private static void renameClient(FieldDataControl land, ControlApi.Order order) {
    land.renameClient(order.variable("clientId"), ControlJson.text(order.body(), "name"));
  }

  private static void renameFarm(FieldDataControl land, ControlApi.Order order) {
    land.renameFarm(order.variable("farmId"), ControlJson.text(order.body(), "name"));
  }

  private static void shift(FieldDataControl land, ControlApi.Order order) {
    land.shiftBoundary(id(order), number(order, "lat"), number(order, "lon"));
  }

  private static void spoil(FieldDataControl land, ControlApi.Order order) {
    String word = ControlJson.text(order.body(), "flaw");
    land.spoilBoundary(id(order), SwitchesJson.choice("flaw", word, Flaw.values()));
  }

  private static void replace(FieldDataControl land, ControlApi.Order order) {
    Function<String, String> drawn =
        order.body().has("rings")
            ? id -> land.replaceBoundary(id, FieldDataJson.rings(order.body()))
            : land::replaceBoundary;
    String _ = drawn.apply(id(order));
  }

  private static String id(ControlApi.Order order) {
    return order.variable("fieldId");
  }

  private static double number(ControlApi.Order order, String key) {
    if (!order.body().path(key).isNumber()) {
      throw new IllegalArgumentException(key + ": must be a number");
    }
    return order.body().path(key).doubleValue();
  }
}
