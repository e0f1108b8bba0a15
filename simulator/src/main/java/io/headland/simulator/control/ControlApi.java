package io.headland.simulator.control;

import io.headland.simulator.http.Json;
import io.headland.simulator.http.Request;
import io.headland.simulator.http.Response;
import io.headland.simulator.http.Routes;
import io.headland.simulator.johndeere.world.WorldException;
import java.time.DateTimeException;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.BiFunction;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The control API: all paths below `/_simulator`, as JSON. Its calls are not logged, and faults do
/// not apply to them.
public final class ControlApi {
  private static final String PREFIX = "_simulator";

  /// One request: its body, an empty object when there is none, and the variables of its route.
  record Command(Request request, JsonNode body, Map<String, String> variables) {
    String variable(String name) {
      return variables.getOrDefault(name, "");
    }
  }

  private final Routes<BiFunction<SimulatorControl, Command, JsonNode>> routes = new Routes<>();
  private final SimulatorControl control;

  public ControlApi(SimulatorControl control, Credentials credentials) {
    this.control = control;
    routes.on("GET", "", (c, _) -> ControlJson.summary(c, credentials));
    ControlRoutes.addTo(routes);
  }

  public static boolean owns(Request request) {
    return request.parsedPath().startsWith(PREFIX);
  }

  public Response respond(Request request) {
    List<String> segments = request.parsedPath().segments();
    return switch (routes.find(request.method(), segments.subList(1, segments.size()))) {
      case Routes.Match.Unknown<BiFunction<SimulatorControl, Command, JsonNode>> _ ->
          problem(404, "there is no such control path");
      case Routes.Match.WrongMethod<BiFunction<SimulatorControl, Command, JsonNode>>(
              List<String> allowed) ->
          problem(405, "allowed methods: " + String.join(", ", allowed));
      case Routes.Match.Found<BiFunction<SimulatorControl, Command, JsonNode>>(
              var action,
              Map<String, String> variables) ->
          obey(request, action, variables);
    };
  }

  private Response obey(
      Request request,
      BiFunction<SimulatorControl, Command, JsonNode> action,
      Map<String, String> variables) {
    JsonNode body;
    try {
      String text = request.body().text();
      body = text.isBlank() ? Json.object() : Json.read(text);
    } catch (JacksonException e) {
      return problem(400, "the body is not JSON: " + e.getOriginalMessage());
    }
    try {
      return Json.response(200, action.apply(control, new Command(request, body, variables)));
    } catch (NoSuchElementException e) {
      return problem(404, String.valueOf(e.getMessage()));
    } catch (JacksonException e) {
      return problem(400, String.valueOf(e.getOriginalMessage()));
    } catch (IllegalArgumentException | DateTimeException | WorldException e) {
      return problem(400, String.valueOf(e.getMessage()));
    }
  }

  private static Response problem(int status, String message) {
    ObjectNode body = Json.object().put("error", message);
    return Json.response(status, body);
  }
}
