package io.headland.simulator.control;

import io.headland.simulator.http.Json;
import io.headland.simulator.johndeere.events.Delivery;
import io.headland.simulator.johndeere.events.Event;
import io.headland.simulator.johndeere.events.EventRules;
import io.headland.simulator.johndeere.events.Subscription;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// JSON of the control API for subscriptions and events.
final class EventJson {
  private EventJson() {}

  static JsonNode subscriptions(List<Subscription> subscriptions) {
    ObjectNode body = Json.object();
    ArrayNode list = body.putArray("subscriptions");
    subscriptions.forEach(one -> list.add(subscription(one)));
    return body;
  }

  static ObjectNode subscription(Subscription subscription) {
    ObjectNode body =
        Json.object()
            .put("id", subscription.id())
            .put("clientKey", subscription.clientKey())
            .put("userName", subscription.userName())
            .put("eventTypeId", subscription.eventTypeId())
            .put("target", subscription.target().toString())
            .put("status", subscription.status().word())
            .put("verified", subscription.verified());
    ObjectNode filters = body.putObject("filters");
    subscription.filters().forEach((key, values) -> values.forEach(filters.withArray(key)::add));
    return body;
  }

  static JsonNode deliveries(List<Delivery> deliveries) {
    ObjectNode body = Json.object();
    ArrayNode list = body.putArray("deliveries");
    for (Delivery delivery : deliveries) {
      ArrayNode events =
          list.addObject()
              .put("at", delivery.at().toString())
              .put("target", delivery.target().toString())
              .put("attempt", delivery.attempt())
              .put("status", delivery.status())
              .putArray("events");
      delivery
          .events()
          .forEach(
              event ->
                  events
                      .addObject()
                      .put("eventTypeId", event.eventTypeId())
                      .put("targetResource", event.targetResource()));
    }
    return body;
  }

  static ObjectNode rules(EventRules rules) {
    return Json.object()
        .put("responseTimeout", rules.responseTimeout().toString())
        .put("retryAfter", rules.retryAfter().toString())
        .put("attempts", rules.attempts())
        .put("duplicates", rules.duplicates())
        .put("latestFirst", rules.latestFirst());
  }

  static EventRules change(EventRules rules, JsonNode body) {
    return rules
        .withResponseTimeout(time(body, "responseTimeout", rules.responseTimeout()))
        .withRetryAfter(time(body, "retryAfter", rules.retryAfter()))
        .withAttempts(body.path("attempts").asInt(rules.attempts()))
        .withDuplicates(body.path("duplicates").asBoolean(rules.duplicates()))
        .withLatestFirst(body.path("latestFirst").asBoolean(rules.latestFirst()));
  }

  private static Duration time(JsonNode body, String key, Duration otherwise) {
    return body.has(key) ? Duration.parse(ControlJson.text(body, key)) : otherwise;
  }

  static Event event(JsonNode body) {
    Map<String, String> metadata = new HashMap<>();
    body.path("metadata")
        .properties()
        .forEach(entry -> metadata.put(entry.getKey(), entry.getValue().asString("")));
    return new Event(
        body.path("clientKey").asString(""),
        ControlJson.text(body, "eventTypeId"),
        body.path("targetResource").asString(""),
        body.path("token").asString(""),
        metadata);
  }
}
