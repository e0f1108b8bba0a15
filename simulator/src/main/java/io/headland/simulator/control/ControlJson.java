package io.headland.simulator.control;

import io.headland.simulator.http.Glob;
import io.headland.simulator.http.Json;
import io.headland.simulator.http.Parameters;
import io.headland.simulator.traffic.CallCounts;
import io.headland.simulator.traffic.ReceivedRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// JSON of the control API.
final class ControlJson {
  private ControlJson() {}

  static String text(JsonNode body, String key) {
    return body.path(key)
        .stringValueOpt()
        .orElseThrow(() -> new IllegalArgumentException(key + ": must be a string"));
  }

  static List<String> texts(JsonNode body, String key) {
    if (!body.path(key).isArray()) {
      throw new IllegalArgumentException(key + ": must be an array of strings");
    }
    List<String> texts = new ArrayList<>();
    body.path(key).values().forEach(one -> texts.add(one.asString()));
    return texts;
  }

  static ObjectNode summary(SimulatorControl control, Credentials credentials) {
    ObjectNode summary =
        Json.object()
            .put("now", control.clock().instant().toString())
            .put("organizations", control.world().organizations().size())
            .put("requests", control.requestCount())
            .put("faults", control.faults().size());
    summary.set("switches", SwitchesJson.write(control.switches()));
    ArrayNode all = summary.putArray("credentials");
    for (DemoCredentials one : credentials.johnDeere()) {
      all.addObject()
          .put("clientKey", one.clientKey())
          .put("clientSecret", one.clientSecret())
          .put("refreshToken", one.refreshToken())
          .put("userName", one.userName())
          .put("password", one.password());
    }
    ArrayNode trimble = summary.putArray("trimbleCredentials");
    for (TrimbleCredentials one : credentials.trimble()) {
      trimble
          .addObject()
          .put("clientId", one.clientId())
          .put("clientSecret", one.clientSecret())
          .put("refreshToken", one.refreshToken())
          .put("userName", one.userName());
    }
    return summary;
  }

  /// The log, filtered by `method`, `path` (a pattern with `*`), `status` and `limit` (the latest).
  static ObjectNode requests(SimulatorControl control, Parameters filter) {
    Optional<String> method = filter.findText("method");
    Optional<Pattern> path = filter.findText("path").map(Glob::of);
    Optional<Integer> status = filter.findText("status").map(Integer::valueOf);
    List<ReceivedRequest> matching =
        control.requests().stream()
            .filter(r -> method.map(r.method()::equalsIgnoreCase).orElse(true))
            .filter(r -> path.map(p -> p.matcher(r.target()).matches()).orElse(true))
            .filter(r -> status.map(s -> s == r.status()).orElse(true))
            .toList();
    int limit = filter.findText("limit").map(Integer::valueOf).orElse(1000);
    int from = Math.max(0, matching.size() - limit);
    ObjectNode body =
        Json.object().put("received", control.requestCount()).put("matching", matching.size());
    ArrayNode list = body.putArray("requests");
    matching.subList(from, matching.size()).forEach(one -> list.add(request(one)));
    return body;
  }

  /// The counters, filtered by `call`, a pattern over method, path and user.
  static ObjectNode counts(SimulatorControl control, Parameters filter) {
    Pattern wanted = Glob.of(filter.findText("call").orElse("*"));
    CallCounts counts = control.callCounts();
    ObjectNode body =
        Json.object().put("calls", counts.calls()).put("throttled", counts.throttled());
    ObjectNode byCall = body.putObject("byCall");
    counts.byCall().entrySet().stream()
        .filter(entry -> wanted.matcher(entry.getKey()).matches())
        .sorted(Map.Entry.comparingByKey())
        .forEach(
            entry ->
                byCall
                    .putObject(entry.getKey())
                    .put("calls", entry.getValue().calls())
                    .put("throttled", entry.getValue().throttled()));
    return body;
  }

  private static ObjectNode request(ReceivedRequest request) {
    ObjectNode body =
        Json.object()
            .put("number", request.number())
            .put("at", request.at().toString())
            .put("method", request.method())
            .put("target", request.target())
            .put("status", request.status());
    ObjectNode headers = body.putObject("headers");
    request.headers().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(entry -> headers.put(entry.getKey(), String.join(", ", entry.getValue())));
    return body;
  }
}
