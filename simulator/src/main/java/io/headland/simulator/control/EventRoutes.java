package io.headland.simulator.control;

import io.headland.simulator.http.Json;
import io.headland.simulator.http.Routes;
import java.net.URI;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import tools.jackson.databind.JsonNode;

/// The control paths below `events`: subscriptions, deliveries, and their faults.
final class EventRoutes {
  private EventRoutes() {}

  static void addTo(Routes<BiFunction<SimulatorControl, ControlApi.Order, JsonNode>> routes) {
    routes
        .on(
            "GET",
            "events/subscriptions",
            (c, _) -> EventJson.subscriptions(c.events().subscriptions()))
        .on(
            "POST",
            "events/subscriptions/{id}/expire",
            onSubscription((events, order) -> events.expire(order.variable("id"))))
        .on(
            "POST",
            "events/subscriptions/{id}/tell",
            onSubscription(
                (events, order) ->
                    events.tell(order.variable("id"), EventJson.event(order.body()))))
        .on("GET", "events/deliveries", (c, _) -> EventJson.deliveries(c.events().deliveries()))
        .on("GET", "events/rules", (c, _) -> EventJson.rules(c.events().rules()))
        .on(
            "PATCH",
            "events/rules",
            (c, order) -> {
              c.events().rule(rules -> EventJson.change(rules, order.body()));
              return EventJson.rules(c.events().rules());
            })
        .on("POST", "events/pause", onApplication(EventControl::pause))
        .on("POST", "events/go-on", onApplication(EventControl::goOn))
        .on("POST", "events/announce", EventRoutes::announce)
        .on("POST", "events/forge", (c, order) -> forge(c.events(), order.body()));
  }

  private static BiFunction<SimulatorControl, ControlApi.Order, JsonNode> onSubscription(
      BiConsumer<EventControl, ControlApi.Order> change) {
    return (control, order) -> {
      change.accept(control.events(), order);
      return EventJson.subscription(control.events().subscription(order.variable("id")));
    };
  }

  private static BiFunction<SimulatorControl, ControlApi.Order, JsonNode> onApplication(
      BiConsumer<EventControl, String> change) {
    return (control, order) -> {
      String clientKey =
          order.body().has("clientKey")
              ? ControlJson.text(order.body(), "clientKey")
              : control.firstApplication();
      change.accept(control.events(), clientKey);
      return Json.object().put("clientKey", clientKey);
    };
  }

  private static JsonNode announce(SimulatorControl control, ControlApi.Order order) {
    JsonNode body = order.body();
    String org = ControlJson.text(body, "orgId");
    String field = ControlJson.text(body, "fieldId");
    if (body.has("boundaryId")) {
      control.events().announceBoundary(org, field, ControlJson.text(body, "boundaryId"));
    } else {
      control.events().announceField(org, field);
    }
    return Json.object();
  }

  private static JsonNode forge(EventControl events, JsonNode body) {
    URI target = URI.create(ControlJson.text(body, "target"));
    try {
      int status =
          events.forge(target, body.path("authorization").asString(""), EventJson.event(body));
      return Json.object().put("status", status);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new IllegalArgumentException("the simulator is stopping");
    }
  }
}
