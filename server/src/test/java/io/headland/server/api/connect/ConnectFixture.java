package io.headland.server.api.connect;

import io.headland.server.MovableClock;
import io.headland.server.ServerFixture;
import io.headland.server.platform.http.ApiClient;
import io.headland.server.platform.http.ApiResponse;
import io.headland.simulator.Simulator;
import io.headland.simulator.SimulatorOptions;
import io.headland.simulator.control.DemoCredentials;
import io.headland.simulator.control.TrimbleCredentials;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/// A server and a simulator that redirects browsers back to it, with an API owner that has an app
/// key for each provider.
final class ConnectFixture implements AutoCloseable {
  static final String USERS = "/services/usermanagement/api/users/";
  private static final String KEYS = "/services/usermanagement/api/app-keys/";
  private static final String LINKS = "/services/widgets/api/magic-link";

  private final MovableClock clock = new MovableClock();
  private final Simulator simulator;
  private final ServerFixture server;
  private final ApiClient api;

  private ConnectFixture(SimulatorOptions options) {
    simulator = Simulator.start(options);
    server = ServerFixture.start(simulator.baseUri(), clock, config -> config);
    simulator.control().registerRedirectUri(server.baseUri() + "/connect/callback");
    api = server.owner();
    DemoCredentials deere = simulator.demoCredentials();
    api.post(
        KEYS + "JohnDeere/acme",
        """
        {"clientKey": "%s", "clientSecret": "%s"}
        """
            .formatted(deere.clientKey(), deere.clientSecret()));
    TrimbleCredentials trimble = simulator.trimbleCredentials();
    api.post(
        KEYS + "Trimble/acme",
        """
        {"applicationName": "headland-demo", "clientId": "%s", "clientSecret": "%s"}
        """
            .formatted(trimble.clientId(), trimble.clientSecret()));
  }

  static ConnectFixture start() {
    return start(SimulatorOptions.defaults().withOrganizations(4).withFields(2));
  }

  static ConnectFixture start(SimulatorOptions options) {
    return new ConnectFixture(options);
  }

  /// A link as returned by the API.
  record Link(String kind, String id, String leafUser, String address) {}

  /// A link to one provider, for a new grower.
  Link linkTo(String provider, String externalId, String settings) {
    return link(
        "authentication",
        """
        {"externalId": "%s", "name": "Jane Smith", "provider": "%s", "settings": %s}
        """
            .formatted(externalId, provider, settings));
  }

  Link link(String kind, String body) {
    ApiResponse made = api.post(LINKS + "/" + kind, body);
    JsonNode json = made.json();
    return new Link(
        kind, made.id(), json.path("leafUserId").stringValue(), json.path("link").stringValue());
  }

  JsonNode read(Link link) {
    return api.get(LINKS + "/" + link.kind() + "/" + link.id()).json();
  }

  void delete(Link link) {
    api.delete(LINKS + "/" + link.kind() + "/" + link.id());
  }

  ApiClient api() {
    return api;
  }

  Simulator simulator() {
    return simulator;
  }

  ServerFixture server() {
    return server;
  }

  MovableClock clock() {
    return clock;
  }

  /// Ensures that exactly one organization at John Deere is unconnected.
  ///
  /// @return its id
  String connectAllButOne() {
    var all = simulator.control().world().organizations().stream().map(one -> one.id()).toList();
    // Connected first: a user without any connection would lose the grant.
    all.forEach(simulator.control()::connect);
    simulator.control().disconnect(all.get(1));
    return all.get(1);
  }

  /// Statuses of a grower's organizations by their ids.
  Map<String, String> statuses(Link link, String provider) {
    Map<String, String> statuses = new TreeMap<>();
    api.get(USERS + link.leafUser() + "/" + provider + "/organizations?size=100")
        .json()
        .forEach(
            one ->
                statuses.put(
                    one.path("providerOrgId").asString(""), one.path("status").asString("")));
    return statuses;
  }

  /// The number of stored fields of a grower.
  long fields(Link link) {
    return api.get("/services/fields/api/users/" + link.leafUser() + "/fields").total();
  }

  @Override
  public void close() {
    server.close();
    simulator.close();
  }
}
