package io.headland.simulator.control;

import io.headland.simulator.http.Json;
import io.headland.simulator.http.Routes;
import io.headland.simulator.johndeere.world.Organization;
import io.headland.simulator.johndeere.world.Restriction;
import io.headland.simulator.johndeere.world.WorldFile;
import java.time.Duration;
import java.time.Instant;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/// The routes of the control API.
final class ControlRoutes {
  private static final String ORG = "organizations/{orgId}";

  private ControlRoutes() {}

  static void addTo(Routes<BiFunction<SimulatorControl, ControlApi.Command, JsonNode>> routes) {
    addWorld(routes);
    new FieldDataRoutes(
            routes, ORG, (control, command) -> control.fieldData(command.variable("orgId")))
        .addAll();
    OperationRoutes.addTo(routes);
    MachineryRoutes.addTo(routes);
    TrimbleRoutes.addTo(routes);
    EventRoutes.addTo(routes);
    addGrants(routes);
    addFaults(routes);
    addClock(routes);
    addRequests(routes);
    routes.on(
        "POST",
        "redirect-uris",
        (control, command) -> {
          control.registerRedirectUri(ControlJson.text(command.body(), "redirectUri"));
          return Json.object();
        });
    routes
        .on("GET", "switches", (control, _) -> SwitchesJson.write(control.switches()))
        .on(
            "PATCH",
            "switches",
            (control, command) -> {
              control.changeSwitches(switches -> SwitchesJson.change(switches, command.body()));
              return SwitchesJson.write(control.switches());
            });
  }

  private static void addWorld(
      Routes<BiFunction<SimulatorControl, ControlApi.Command, JsonNode>> routes) {
    routes
        .on("GET", "world", (control, _) -> WorldFile.write(control.world()))
        .on("POST", "organizations", ControlRoutes::put)
        .on("GET", ORG, (control, command) -> organization(control, command.variable("orgId")))
        .on("PUT", ORG, ControlRoutes::put)
        .on("POST", ORG + "/connect", onOrganization(ControlRoutes::connect))
        .on("POST", ORG + "/disconnect", onOrganization(ControlRoutes::disconnect))
        .on(
            "POST",
            ORG + "/remove",
            onOrganization((c, o) -> c.removeOrganization(o.variable("orgId"))))
        .on(
            "POST",
            ORG + "/restore",
            onOrganization((c, o) -> c.restoreOrganization(o.variable("orgId"))))
        .on(
            "POST",
            ORG + "/rename",
            onOrganization(
                (c, o) -> c.rename(o.variable("orgId"), ControlJson.text(o.body(), "name"))))
        .on("POST", ORG + "/restrict", onOrganization(ControlRoutes::restrict))
        .on(
            "POST",
            ORG + "/unrestrict",
            onOrganization((c, o) -> c.unrestrict(o.variable("orgId"))))
        .on(
            "POST",
            ORG + "/withhold-rels",
            onOrganization(
                (c, o) ->
                    c.withholdRels(
                        o.variable("orgId"),
                        ControlJson.texts(o.body(), "rels").toArray(String[]::new))));
  }

  private static void addGrants(
      Routes<BiFunction<SimulatorControl, ControlApi.Command, JsonNode>> routes) {
    routes
        .on(
            "POST",
            "grants",
            (control, command) ->
                Json.object()
                    .put(
                        "refreshToken",
                        control.issueGrant(
                            ControlJson.text(command.body(), "userName"),
                            clientKey(control, command))))
        .on(
            "POST",
            "grants/revoke",
            (control, command) -> {
              control.revokeGrant(ControlJson.text(command.body(), "refreshToken"));
              return Json.object();
            })
        .on(
            "POST",
            "grants/invalidate-refresh-token",
            (control, command) -> {
              control.invalidateRefreshToken(ControlJson.text(command.body(), "refreshToken"));
              return Json.object();
            });
  }

  private static void addFaults(
      Routes<BiFunction<SimulatorControl, ControlApi.Command, JsonNode>> routes) {
    routes
        .on("GET", "faults", (control, _) -> faults(control))
        .on(
            "POST",
            "faults",
            (control, command) -> {
              control.addFault(FaultJson.read(command.body()));
              return faults(control);
            })
        .on(
            "DELETE",
            "faults",
            (control, _) -> {
              control.clearFaults();
              return faults(control);
            });
  }

  private static void addClock(
      Routes<BiFunction<SimulatorControl, ControlApi.Command, JsonNode>> routes) {
    routes
        .on("GET", "clock", (control, _) -> now(control))
        .on(
            "PUT",
            "clock",
            (control, command) -> {
              control.clock().set(Instant.parse(ControlJson.text(command.body(), "now")));
              return now(control);
            })
        .on(
            "POST",
            "clock/advance",
            (control, command) -> {
              control.clock().advance(Duration.parse(ControlJson.text(command.body(), "by")));
              return now(control);
            });
  }

  private static void addRequests(
      Routes<BiFunction<SimulatorControl, ControlApi.Command, JsonNode>> routes) {
    routes
        .on(
            "GET",
            "requests",
            (control, command) -> ControlJson.requests(control, command.request().parameters()))
        .on(
            "DELETE",
            "requests",
            (control, _) -> {
              control.clearRequests();
              return Json.object();
            })
        .on(
            "GET",
            "call-counts",
            (control, command) -> ControlJson.counts(control, command.request().parameters()))
        .on(
            "DELETE",
            "call-counts",
            (control, _) -> {
              control.clearCallCounts();
              return Json.object();
            });
  }

  private static BiFunction<SimulatorControl, ControlApi.Command, JsonNode> onOrganization(
      BiConsumer<SimulatorControl, ControlApi.Command> change) {
    return (control, command) -> {
      change.accept(control, command);
      return organization(control, command.variable("orgId"));
    };
  }

  private static void connect(SimulatorControl control, ControlApi.Command command) {
    control.connect(command.variable("orgId"), clientKey(control, command));
  }

  private static void disconnect(SimulatorControl control, ControlApi.Command command) {
    control.disconnect(command.variable("orgId"), clientKey(control, command));
  }

  private static void restrict(SimulatorControl control, ControlApi.Command command) {
    boolean listed = command.body().path("listed").asBoolean(false);
    control.restrict(
        command.variable("orgId"),
        new Restriction(ControlJson.text(command.body(), "termsUri"), listed));
  }

  private static String clientKey(SimulatorControl control, ControlApi.Command command) {
    return command.body().path("clientKey").stringValueOpt().orElseGet(control::firstApplication);
  }

  private static JsonNode put(SimulatorControl control, ControlApi.Command command) {
    Organization organization = WorldFile.parseOrganization(command.body(), control.world());
    String named = command.variable("orgId");
    if (!named.isEmpty() && !named.equals(organization.id())) {
      throw new IllegalArgumentException("id: must be the id in the path");
    }
    control.putOrganization(organization);
    return WorldFile.write(organization);
  }

  private static JsonNode organization(SimulatorControl control, String orgId) {
    Optional<Organization> found = control.world().findOrganization(orgId);
    return WorldFile.writeBriefly(
        found.orElseThrow(
            () -> new NoSuchElementException("there is no organization '" + orgId + "'")));
  }

  private static JsonNode faults(SimulatorControl control) {
    ArrayNode faults = Json.array();
    control.faults().forEach(fault -> faults.add(FaultJson.write(fault)));
    return Json.object().set("faults", faults);
  }

  private static JsonNode now(SimulatorControl control) {
    return Json.object().put("now", control.clock().instant().toString());
  }
}
