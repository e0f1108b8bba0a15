package io.headland.simulator.control;

import io.headland.simulator.fielddata.ArchiveFilter;
import io.headland.simulator.http.Json;
import io.headland.simulator.http.Routes;
import io.headland.simulator.trimble.TrimbleOrganization;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The control paths of the simulated Trimble.
final class TrimbleRoutes {
  private static final String ORG = "trimble/organizations/{orgId}";

  private TrimbleRoutes() {}

  static void addTo(Routes<BiFunction<SimulatorControl, ControlApi.Command, JsonNode>> routes) {
    routes
        .on("GET", "trimble/organizations", (c, o) -> list(c.trimble(), o))
        .on("POST", "trimble/organizations", (c, o) -> add(c.trimble(), o))
        .on("GET", ORG, (c, o) -> write(c.trimble().organization(o.variable("orgId"))))
        .on("POST", ORG + "/authorize", on((t, o) -> t.authorize(o.variable("orgId"))))
        .on("POST", ORG + "/unauthorize", on((t, o) -> t.unauthorize(o.variable("orgId"))))
        .on(
            "POST",
            ORG + "/rename",
            on((t, o) -> t.rename(o.variable("orgId"), ControlJson.text(o.body(), "name"))))
        .on("POST", "trimble/grants", (c, o) -> grant(c.trimble(), o))
        .on("POST", "trimble/grants/revoke", onToken(TrimbleControl::revokeGrant))
        .on(
            "POST",
            "trimble/grants/invalidate-refresh-token",
            onToken(TrimbleControl::invalidateRefreshToken));
    new FieldDataRoutes(routes, ORG, (c, o) -> c.trimble().fieldData(o.variable("orgId"))).addAll();
  }

  private static JsonNode list(TrimbleControl trimble, ControlApi.Command command) {
    String first = trimble.world().users().getFirst().userName();
    String userName = command.request().parameters().findText("userName").orElse(first);
    ObjectNode json = Json.object();
    ArrayNode all = json.putArray("organizations");
    trimble.organizations(userName).forEach(organization -> all.add(write(organization)));
    return json;
  }

  private static JsonNode add(TrimbleControl trimble, ControlApi.Command command) {
    String name = ControlJson.text(command.body(), "name");
    return write(trimble.organization(trimble.addOrganization(userName(trimble, command), name)));
  }

  private static JsonNode grant(TrimbleControl trimble, ControlApi.Command command) {
    return Json.object().put("refreshToken", trimble.issueGrant(userName(trimble, command)));
  }

  private static String userName(TrimbleControl trimble, ControlApi.Command command) {
    return command
        .body()
        .path("userName")
        .stringValueOpt()
        .orElseGet(() -> trimble.world().users().getFirst().userName());
  }

  private static BiFunction<SimulatorControl, ControlApi.Command, JsonNode> on(
      BiConsumer<TrimbleControl, ControlApi.Command> change) {
    return (control, command) -> {
      change.accept(control.trimble(), command);
      return write(control.trimble().organization(command.variable("orgId")));
    };
  }

  private static BiFunction<SimulatorControl, ControlApi.Command, JsonNode> onToken(
      BiConsumer<TrimbleControl, String> change) {
    return (control, command) -> {
      change.accept(control.trimble(), ControlJson.text(command.body(), "refreshToken"));
      return Json.object();
    };
  }

  private static ObjectNode write(TrimbleOrganization organization) {
    return Json.object()
        .put("id", organization.id())
        .put("name", organization.name())
        .put("userName", organization.userName())
        .put("authorized", organization.authorized())
        .put("fields", organization.fieldData().countFields(ArchiveFilter.ALL));
  }
}
