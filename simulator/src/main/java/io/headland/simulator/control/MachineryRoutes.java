package io.headland.simulator.control;

import io.headland.simulator.http.Json;
import io.headland.simulator.http.Routes;
import io.headland.simulator.johndeere.operations.Machinery;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The control paths of machines, implements and operators.
final class MachineryRoutes {
  private static final String ALL = "organizations/{orgId}/machinery";
  private static final String ONE = ALL + "/{id}";

  private MachineryRoutes() {}

  static void addTo(Routes<BiFunction<SimulatorControl, ControlApi.Command, JsonNode>> routes) {
    routes
        .on("GET", ALL, (control, command) -> write(of(control, command)))
        .on("POST", ALL + "/restore", on((machinery, _) -> machinery.restore()))
        .on("DELETE", ONE, on((machinery, command) -> machinery.remove(command.variable("id"))))
        .on(
            "POST",
            ONE + "/rename",
            on(
                (machinery, command) ->
                    machinery.rename(
                        command.variable("id"), ControlJson.text(command.body(), "name"))));
  }

  private static BiFunction<SimulatorControl, ControlApi.Command, JsonNode> on(
      BiConsumer<MachineryControl, ControlApi.Command> change) {
    return (control, command) -> {
      MachineryControl machinery = of(control, command);
      change.accept(machinery, command);
      return write(machinery);
    };
  }

  private static MachineryControl of(SimulatorControl control, ControlApi.Command command) {
    return control.machinery(command.variable("orgId"));
  }

  private static ObjectNode write(MachineryControl machinery) {
    Machinery all = machinery.all();
    ObjectNode json = Json.object();
    all.machines().forEach(each -> add(json, "machines", each.principalId(), each.name()));
    all.implementList().forEach(each -> add(json, "implements", each.principalId(), each.name()));
    all.operators().forEach(each -> add(json, "operators", each.id(), each.name()));
    return json;
  }

  private static void add(ObjectNode json, String list, String id, String name) {
    json.withArray(list).addObject().put("id", id).put("name", name);
  }
}
