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

  static void addTo(Routes<BiFunction<SimulatorControl, ControlApi.Order, JsonNode>> routes) {
    addWorld(routes);
    new FieldDataRoutes(routes, ORG, (control, order) -> control.land(order.variable("orgId")))
        .addAll();
    TrimbleRoutes.addTo(routes);
    EventRoutes.addTo(routes);
    addGrants(routes);
    addFaults(routes);
    addClock(routes);
    addRequests(routes);
    routes.on(
        "POST",
        "redirect-uris",
        (control, order) -> {
          control.registerRedirectUri(ControlJson.text(order.body(), "redirectUri"));
          return Json.object();
        });
    routes
        .on("GET", "switches", (control, _) -> SwitchesJson.write(control.switches()))
        .on(
            "PATCH",
            "switches",
            (control, order) -> {
              control.switchTo(switches -> SwitchesJson.change(switches, order.body()));
              return SwitchesJson.write(control.switches());
            });
  }

  private static void addWorld(
      Routes<BiFunction<SimulatorControl, ControlApi.Order, JsonNode>> routes) {
    routes
        .on("GET", "world", (control, _) -> WorldFile.write(control.world()))
        .on("POST", "organizations", ControlRoutes::put)
        .on("GET", ORG, (control, order) -> organization(control, order.variable("orgId")))
        .on("PUT", ORG, ControlRoutes::put)
        .on("POST", ORG + "/connect", onOrganization(ControlRoutes::connect))
        .on("POST", ORG + "/disconnect", onOrganization(ControlRoutes::disconnect))
        .on("POST", ORG + "/vanish", onOrganization((c, o) -> c.vanish(o.variable("orgId"))))
        .on("POST", ORG + "/reappear", onOrganization((c, o) -> c.reappear(o.variable("orgId"))))
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
      Routes<BiFunction<SimulatorControl, ControlApi.Order, JsonNode>> routes) {
    routes
        .on(
            "POST",
            "grants",
            (control, order) ->
                Json.object()
                    .put(
                        "refreshToken",
                        control.issueGrant(
                            ControlJson.text(order.body(), "userName"), clientKey(control, order))))
        .on(
            "POST",
            "grants/revoke",
            (control, order) -> {
              control.revokeGrant(ControlJson.text(order.body(), "refreshToken"));
              return Json.object();
            })
        .on(
            "POST",
            "grants/kill-refresh-token",
            (control, order) -> {
              control.killRefreshToken(ControlJson.text(order.body(), "refreshToken"));
              return Json.object();
            });
  }

  private static void addFaults(
      Routes<BiFunction<SimulatorControl, ControlApi.Order, JsonNode>> routes) {
    routes
        .on("GET", "faults", (control, _) -> faults(control))
        .on(
            "POST",
            "faults",
            (control, order) -> {
              control.addFault(FaultJson.read(order.body()));
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
      Routes<BiFunction<SimulatorControl, ControlApi.Order, JsonNode>> routes) {
    routes
        .on("GET", "clock", (control, _) -> now(control))
        .on(
            "PUT",
            "clock",
            (control, order) -> {
              control.clock().set(Instant.parse(ControlJson.text(order.body(), "now")));
              return now(control);
            })
        .on(
            "POST",
            "clock/advance",
            (control, order) -> {
              control.clock().advance(Duration.parse(ControlJson.text(order.body(), "by")));
              return now(control);
            });
  }

  private static void addRequests(
      Routes<BiFunction<SimulatorControl, ControlApi.Order, JsonNode>> routes) {
    routes
        .on(
            "GET",
            "requests",
            (control, order) -> ControlJson.requests(control, order.request().parameters()))
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
            (control, order) -> ControlJson.counts(control, order.request().parameters()))
        .on(
            "DELETE",
            "call-counts",
            (control, _) -> {
              control.clearCallCounts();
              return Json.object();
            });
  }

  private static BiFunction<SimulatorControl, ControlApi.Order, JsonNode> onOrganization(
      BiConsumer<SimulatorControl, ControlApi.Order> change) {
    return (control, order) -> {
      change.accept(control, order);
      return organization(control, order.variable("orgId"));
    };
  }

  private static void connect(SimulatorControl control, ControlApi.Order order) {
    control.connect(order.variable("orgId"), clientKey(control, order));
  }

  private static void disconnect(SimulatorControl control, ControlApi.Order order) {
    control.disconnect(order.variable("orgId"), clientKey(control, order));
  }

  private static void restrict(SimulatorControl control, ControlApi.Order order) {
    boolean listed = order.body().path("listed").asBoolean(false);
    control.restrict(
        order.variable("orgId"),
        new Restriction(ControlJson.text(order.body(), "termsUri"), listed));
  }

  private static String clientKey(SimulatorControl control, ControlApi.Order order) {
    return order.body().path("clientKey").stringValueOpt().orElseGet(control::firstApplication);
  }

  private static JsonNode put(SimulatorControl control, ControlApi.Order order) {
    Organization organization = WorldFile.parseOrganization(order.body(), control.world());
    String named = order.variable("orgId");
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
