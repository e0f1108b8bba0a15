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

  static void addTo(Routes<BiFunction<SimulatorControl, ControlApi.Command, JsonNode>> routes) {
    routes
        .on(
            "GET",
            "events/subscriptions",
            (c, _) -> EventJson.subscriptions(c.events().subscriptions()))
        .on(
            "POST",
            "events/subscriptions/{id}/expire",
            onSubscription((events, command) -> events.expire(command.variable("id"))))
        .on(
            "POST",
            "events/subscriptions/{id}/send",
            onSubscription(
                (events, command) ->
                    events.send(command.variable("id"), EventJson.event(command.body()))))
        .on("GET", "events/deliveries", (c, _) -> EventJson.deliveries(c.events().deliveries()))
        .on("GET", "events/rules", (c, _) -> EventJson.rules(c.events().rules()))
        .on(
            "PATCH",
            "events/rules",
            (c, command) -> {
              c.events().rule(rules -> EventJson.change(rules, command.body()));
              return EventJson.rules(c.events().rules());
            })
        .on("POST", "events/pause", onApplication(EventControl::pause))
        .on("POST", "events/resume", onApplication(EventControl::resume))
        .on("POST", "events/announce", EventRoutes::announce)
        .on("POST", "events/forge", (c, command) -> forge(c.events(), command.body()));
  }

  private static BiFunction<SimulatorControl, ControlApi.Command, JsonNode> onSubscription(
      BiConsumer<EventControl, ControlApi.Command> change) {
    return (control, command) -> {
      change.accept(control.events(), command);
      return EventJson.subscription(control.events().subscription(command.variable("id")));
    };
  }

  private static BiFunction<SimulatorControl, ControlApi.Command, JsonNode> onApplication(
      BiConsumer<EventControl, String> change) {
    return (control, command) -> {
      String clientKey =
          command.body().has("clientKey")
              ? ControlJson.text(command.body(), "clientKey")
              : control.firstApplication();
      change.accept(control.events(), clientKey);
      return Json.object().put("clientKey", clientKey);
    };
  }

  private static JsonNode announce(SimulatorControl control, ControlApi.Command command) {
    JsonNode body = command.body();
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
