package io.headland.server.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.Concurrency;
import io.headland.server.ServerFixture;
import io.headland.server.platform.http.ApiClient;
import io.headland.server.platform.http.ApiResponse;
import io.headland.simulator.Simulator;
import io.headland.simulator.SimulatorOptions;
import io.headland.simulator.control.DemoCredentials;
import io.headland.simulator.control.TrimbleCredentials;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.JsonNode;

/// The console of an API owner with some growers: most accounts are healthy, some are not, one is
/// large, one is empty.
public final class ConsoleFixture implements AutoCloseable {
  private static final String USERS = "/services/usermanagement/api/users";
  private static final String WEBHOOKS = "/services/headland/api/webhooks";
  private static final List<String> GROWERS =
      List.of(
          "Jane Smith",
          "Walter Okafor",
          "Maria da Conceição Albuquerque de Souza e Silva",
          "Þórunn Ægisdóttir",
          "Hollis & Daughters",
          "Prairie Land Cooperative",
          "Ben Carter",
          "Anneke van der Merwe",
          "田中 健",
          "Lucía Fernández",
          "Red River Grain",
          "O'Brien Brothers");

  private final Simulator simulator;
  private final ServerFixture server;
  private final ApiClient api;
  private final Map<String, String> users = new LinkedHashMap<>();

  ConsoleFixture(Simulator simulator, ServerFixture server) {
    this.simulator = simulator;
    this.server = server;
    this.api = server.owner();
  }

  public static ConsoleFixture start() {
    Simulator simulator =
        Simulator.start(
            SimulatorOptions.defaults()
                .withSeed(11)
                .withOrganizations(12)
                .withUsers(14)
                .withFields(12)
                .withTrimbleUsers(3));
    ConsoleFixture fixture =
        new ConsoleFixture(simulator, ServerFixture.start(simulator.baseUri()));
    fixture.api.patch(
        "/services/config/api/configs", "{\"organizationDataSync\": \"SELECTED_ONLY\"}");
    fixture.addUsers();
    return fixture;
  }

  /// Creates activity of its growers: selections, due repairs, a refused credential, a large
  /// account, a credential of a provider that is not called, and open links.
  public void simulateSomeDays() {
    api.patch("/services/config/api/configs", "{\"customDataSync\": false}");
    api.post(WEBHOOKS, "{\"name\": \"Field map\", \"url\": \"http://127.0.0.1:9/events\"}");
    attach("Jane Smith", 0);
    attachTrimble("Jane Smith", 0);
    select("Jane Smith", 4);
    connectEverythingTo(1);
    attach("Prairie Land Cooperative", 1);
    select("Prairie Land Cooperative", 30);
    attach("Walter Okafor", 2);
    select("Walter Okafor", 2);
    attach("Ben Carter", 3);
    select("Ben Carter", 3);
    attach("Red River Grain", 4);
    attach("Lucía Fernández", 5);
    select("Lucía Fernández", 3);
    attachTrimble("Anneke van der Merwe", 1);
    post(
        "Þórunn Ægisdóttir",
        "raven-credentials",
        "{\"clientId\": \"a\", \"clientSecret\": \"b\", \"refreshToken\": \"c\"}");
    simulator
        .control()
        .restrict(organizations("Jane Smith", "SELECTED").getFirst(), "https://my.deere.com/terms");
    sync("Jane Smith");
    simulator.control().revokeGrant(simulator.credentials(4).refreshToken());
    sync("Red River Grain");
    sendLinks();
  }

  private void sendLinks() {
    DemoCredentials demo = simulator.demoCredentials();
    api.post(
        "/services/usermanagement/api/app-keys/JohnDeere/acme-agronomy/STAGE",
        """
        {"clientKey": "%s", "clientSecret": "%s"}
        """
            .formatted(demo.clientKey(), demo.clientSecret()));
    for (String name : List.of("O'Brien Brothers", GROWERS.get(2))) {
      api.post(
          "/services/widgets/api/magic-link/users/" + user(name) + "/provider",
          "{\"expiresIn\": 86400}");
    }
  }

  /// The id of the webhook, whose receiver does not respond.
  public String webhook() {
    return api.get(WEBHOOKS).json().get(0).path("id").stringValue();
  }

  public ServerFixture server() {
    return server;
  }

  public Simulator simulator() {
    return simulator;
  }

  public ApiClient api() {
    return api;
  }

  public String user(String name) {
    return Objects.requireNonNull(users.get(name), name);
  }

  void addUsers() {
    GROWERS.forEach(this::addUser);
  }

  public String addUser(String name) {
    int number = users.size() + 1;
    ApiResponse user =
        api.post(
            USERS,
            """
            {"name": "%s", "email": "grower%d@example.com", "externalId": "G-%05d"}
            """
                .formatted(name, number, 1000 + number * 37));
    assertThat(user.status()).isEqualTo(201);
    users.put(name, user.id());
    return user.id();
  }

  /// A Leaf user with an account at John Deere, without a selection.
  public String attach(String name, int grower) {
    DemoCredentials demo = simulator.credentials(grower);
    post(
        name,
        "john-deere-credentials",
        """
        {"clientKey": "%s", "clientSecret": "%s", "refreshToken": "%s"}
        """
            .formatted(demo.clientKey(), demo.clientSecret(), demo.refreshToken()));
    return user(name);
  }

  public void attachTrimble(String name, int grower) {
    TrimbleCredentials demo = simulator.trimbleCredentials(grower);
    post(
        name,
        "trimble-credentials",
        """
        {"clientId": "%s", "clientSecret": "%s", "refreshToken": "%s"}
        """
            .formatted(demo.clientId(), demo.clientSecret(), demo.refreshToken()));
  }

  /// Grants a grower of the provider access to the organizations of all others, too.
  public void connectEverythingTo(int grower) {
    String userName = simulator.credentials(grower).userName();
    simulator.control().world().organizations().stream()
        .map(organization -> organization.withMember(userName, true))
        .forEach(simulator.control()::putOrganization);
  }

  /// Selects this number of selectable organizations, and waits until they are read.
  public void select(String name, int count) {
    organizations(name, "PREVIEW").stream()
        .limit(count)
        .forEach(
            id ->
                assertThat(
                        api.patch(
                                USERS
                                    + "/"
                                    + user(name)
                                    + "/JohnDeere/organizations/"
                                    + id
                                    + "/SELECTED")
                            .status())
                    .isEqualTo(200));
    awaitRuns(name);
  }

  public List<String> organizations(String name, String status) {
    return api.get(USERS + "/" + user(name) + "/JohnDeere/organizations?size=100")
        .json()
        .valueStream()
        .filter(organization -> organization.path("status").stringValue().equals(status))
        .map(organization -> organization.path("providerOrgId").stringValue())
        .toList();
  }

  long fields(String name) {
    return api.get("/services/fields/api/users/" + user(name) + "/fields?size=1").total();
  }

  public void sync(String name) {
    api.post(USERS + "/" + user(name) + "/JohnDeere/organizations/sync");
    awaitRuns(name);
  }

  public void awaitRuns(String name) {
    Concurrency.await(
        () ->
            api.get("/services/headland/api/sync-runs?leafUserId=" + user(name))
                .json()
                .valueStream()
                .noneMatch(run -> run.path("state").stringValue().equals("RUNNING")));
  }

  /// Waits for the end of the latest run, which may take minutes.
  void awaitLongRun(String name) {
    Concurrency.await(
        Duration.ofMinutes(5), () -> !lastRun(name).path("state").stringValue().equals("RUNNING"));
  }

  public JsonNode lastRun(String name) {
    return api.get("/services/headland/api/sync-runs?size=1&leafUserId=" + user(name))
        .json()
        .get(0);
  }

  private void post(String name, String kind, String body) {
    assertThat(api.post(USERS + "/" + user(name) + "/" + kind, body).status()).isEqualTo(201);
  }

  @Override
  public void close() {
    server.close();
    simulator.close();
  }
}
