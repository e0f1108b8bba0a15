package io.headland.simulator.control;

import io.headland.simulator.fault.Fault;
import io.headland.simulator.http.Json;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Faults as JSON.
final class FaultJson {
  private static final Set<String> KEYS =
      Set.of(
          "method",
          "path",
          "effect",
          "status",
          "retryAfter",
          "body",
          "delay",
          "after",
          "times",
          "share",
          "records",
          "name",
          "values");

  private FaultJson() {}

  /// Reads a fault. Without `times` it applies once, or always when it has a `share`.
  ///
  /// @throws IllegalArgumentException naming the invalid value
  static Fault read(JsonNode json) {
    for (String key : json.propertyNames()) {
      if (!KEYS.contains(key)) {
        throw new IllegalArgumentException(key + ": is not a key of a fault");
      }
    }
    double share = json.path("share").asDouble(1.0);
    int once = json.has("share") ? Fault.ALWAYS : 1;
    return new Fault(
        json.path("method").asString("*"),
        json.path("path").asString("*"),
        effect(json),
        json.path("delay").stringValueOpt().map(Duration::parse).orElse(Duration.ZERO),
        json.path("after").asInt(0),
        times(json.path("times")).orElse(once),
        share);
  }

  private static Optional<Integer> times(JsonNode times) {
    return times.isString() && times.stringValue().equals("always")
        ? Optional.of(Fault.ALWAYS)
        : Optional.of(times).filter(JsonNode::isInt).map(JsonNode::intValue);
  }

  private static Fault.Effect effect(JsonNode json) {
    int status = json.path("status").asInt(503);
    String otherwise = json.has("status") ? "status" : "slow";
    String effect = json.path("effect").asString(otherwise);
    return switch (effect) {
      case "status" ->
          new Fault.Effect.Status(
              status, textOf(json.path("retryAfter")), textOf(json.path("body")));
      case "cutBody" -> new Fault.Effect.CutBody();
      case "html" -> new Fault.Effect.HtmlPage(json.path("status").asInt(200));
      case "brokenJson" -> new Fault.Effect.BrokenJson();
      case "expireToken" -> new Fault.Effect.ExpireToken();
      case "repeatedPage" -> new Fault.Effect.RepeatedPage();
      case "missingRecords" -> new Fault.Effect.MissingRecords(json.path("records").asDouble(0.1));
      case "setValues" ->
          new Fault.Effect.SetValues(json.path("name").asString("*"), values(json.path("values")));
      case "slow" -> new Fault.Effect.Slow();
      default ->
          throw new IllegalArgumentException(
              "effect: must be status, cutBody, html, brokenJson, expireToken, repeatedPage,"
                  + " missingRecords, setValues or slow");
    };
  }

  private static String values(JsonNode values) {
    if (!values.isObject()) {
      throw new IllegalArgumentException("values: must be an object");
    }
    return values.toString();
  }

  private static @Nullable String textOf(JsonNode node) {
    return node.isMissingNode() || node.isNull() ? null : node.asString();
  }

  static ObjectNode write(Fault fault) {
    ObjectNode json = Json.object().put("method", fault.method()).put("path", fault.path());
    switch (fault.effect()) {
      case Fault.Effect.Status effect -> {
        json.put("effect", "status").put("status", effect.status());
        effect.findRetryAfter().ifPresent(wait -> json.put("retryAfter", wait));
        effect.findBody().ifPresent(body -> json.put("body", body));
      }
      case Fault.Effect.HtmlPage(int status) -> json.put("effect", "html").put("status", status);
      case Fault.Effect.CutBody() -> json.put("effect", "cutBody");
      case Fault.Effect.BrokenJson() -> json.put("effect", "brokenJson");
      case Fault.Effect.ExpireToken() -> json.put("effect", "expireToken");
      case Fault.Effect.RepeatedPage() -> json.put("effect", "repeatedPage");
      case Fault.Effect.MissingRecords(double part) ->
          json.put("effect", "missingRecords").put("records", part);
      case Fault.Effect.SetValues(String name, String values) ->
          json.put("effect", "setValues").put("name", name).set("values", Json.read(values));
      case Fault.Effect.Slow() -> json.put("effect", "slow");
    }
    json.put("delay", fault.delay().toString()).put("after", fault.after());
    if (fault.times() == Fault.ALWAYS) {
      json.put("times", "always");
    } else {
      json.put("times", fault.times());
    }
    return json.put("share", fault.share());
  }
}
