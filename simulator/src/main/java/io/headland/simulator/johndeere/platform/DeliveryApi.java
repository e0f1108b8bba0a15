package io.headland.simulator.johndeere.platform;

import io.headland.simulator.http.Json;
import io.headland.simulator.http.Response;
import io.headland.simulator.johndeere.events.DataSubscriptions;
import io.headland.simulator.johndeere.events.DeliverySettings;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The delivery settings of an application, which apply to all its subscriptions.
final class DeliveryApi {
  private static final int LONGEST_HEADER = 4096;
  private static final int MOST_DELIVERIES = 10;
  private static final int LARGEST_BATCH = 256;

  private final DataSubscriptions events;
  private final Errors errors;

  DeliveryApi(DataSubscriptions events, Errors errors) {
    this.events = events;
    this.errors = errors;
  }

  Response get(Call call) {
    return Response.of(200, Errors.AXIOM_UTF8, Json.bytes(body(call)));
  }

  Response change(Call call) {
    JsonNode body;
    try {
      body = Json.read(call.request().body().text());
    } catch (JacksonException _) {
      return errors.bare(400, "", "The body is not JSON.");
    }
    Optional<String> wrong = wrong(body);
    if (wrong.isPresent()) {
      return errors.bare(400, wrong.get(), "The value is not allowed.");
    }
    events.settings(call.clientKey(), before -> changed(before, body));
    return Response.empty(204);
  }

  private static Optional<String> wrong(JsonNode body) {
    if (body.path("authorizationHeaderValue").asString("").length() > LONGEST_HEADER) {
      return Optional.of("authorizationHeaderValue");
    }
    if (exceeds(body.path("concurrentDeliveries"), MOST_DELIVERIES)) {
      return Optional.of("concurrentDeliveries");
    }
    if (exceeds(body.path("maxBatchSize"), LARGEST_BATCH)) {
      return Optional.of("maxBatchSize");
    }
    String status = body.path("status").asString("Active");
    return status.equals("Active") || status.equals("Paused")
        ? Optional.empty()
        : Optional.of("status");
  }

  private static boolean exceeds(JsonNode number, int most) {
    return !number.isMissingNode()
        && (!number.isInt() || number.intValue() < 1 || number.intValue() > most);
  }

  private static DeliverySettings changed(DeliverySettings before, JsonNode body) {
    return before
        .withAuthorization(authorization(before, body.path("authorizationHeaderValue")))
        .withConcurrentDeliveries(
            body.path("concurrentDeliveries").asInt(before.concurrentDeliveries()))
        .withMaxBatchSize(body.path("maxBatchSize").asInt(before.maxBatchSize()))
        .paused(
            body.has("status")
                ? body.path("status").asString("").equals("Paused")
                : before.paused());
  }

  /// Null removes the header.
  private static String authorization(DeliverySettings before, JsonNode value) {
    return value.isNull() ? "" : value.asString(before.authorizationHeaderValue());
  }

  private ObjectNode body(Call call) {
    DeliverySettings settings = events.settings(call.clientKey());
    ObjectNode body =
        Json.object()
            .put("authorizationHeaderValue", settings.authorizationHeaderValue())
            .put("clientKey", call.clientKey())
            .put("concurrentDeliveries", settings.concurrentDeliveries())
            .put("maxBatchSize", settings.maxBatchSize())
            .put("status", settings.paused() ? "Paused" : "Active");
    body.set("links", Links.of(call).add("self", call.uri("/eventSubscriptionDelivery")).array());
    return body;
  }
}
