package io.headland.server.api.asset;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.Concurrency;
import io.headland.server.ServerFixture;
import io.headland.server.core.webhook.WebhookFixture;
import io.headland.server.engine.sync.FieldDataAccount;
import io.headland.server.platform.http.ApiClient;
import io.headland.server.platform.json.Json;
import io.headland.server.platform.safehttp.Receiver;
import io.headland.simulator.Simulator;
import io.headland.simulator.SimulatorOptions;
import io.headland.simulator.control.MachineryControl;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// The events and alerts of assets. Each test has a separate user at the provider.
class AssetEventIT {
  private static Simulator simulator;
  private static ServerFixture server;
  private static ApiClient api;

  @BeforeAll
  static void start() {
    simulator =
        Simulator.start(SimulatorOptions.defaults().withSeed(7).withOrganizations(4).withUsers(12));
    server = ServerFixture.start(simulator.baseUri());
    api = server.owner();
    UserAssets.readAll(api);
  }

  @AfterAll
  static void stop() {
    server.close();
    simulator.close();
  }

  @Test
  void changesAtTheProviderAreSentToWebhooks() throws Exception {
    try (Receiver alerts = Receiver.start();
        Receiver webhook = Receiver.start()) {
      register(
          alerts,
          "machineCreated",
          "machineDeleted",
          "implementCreated",
          "operatorCreated",
          "operatorUpdated");
      WebhookFixture.Made made = WebhookFixture.create(api, webhook, "machine.*", "operator.*");
      FieldDataAccount account = FieldDataAccount.attach(server, api, simulator.credentials(0));
      UserAssets assets = new UserAssets(api, account.grower().leafUserId());
      String org = account.readOrganization();
      Concurrency.await(() -> of(alerts, "operatorCreated").size() == 3);
      Concurrency.await(() -> of(alerts, "implementCreated").size() == 2);
      Concurrency.await(() -> of(alerts, "machineCreated").size() == 3);
      JsonNode combine = assets.find("machines?name=S770%20Combine");
      assertThat(of(alerts, "machineCreated"))
          .allSatisfy(
              body ->
                  assertThat(body.propertyNames())
                      .containsExactly("leafUserId", "machineId", "type", "timestamp"))
          .anySatisfy(
              body ->
                  assertThat(body.path("machineId").stringValue())
                      .isEqualTo(combine.path("id").stringValue()));

      MachineryControl provider = simulator.control().machinery(org);
      provider.remove(provider.all().machines().getFirst().principalId());
      provider.rename(provider.all().operators().getFirst().id(), "Alex Smith");
      account.syncToItsEnd();

      Concurrency.await(() -> of(alerts, "machineDeleted").size() == 1);
      Concurrency.await(() -> of(alerts, "operatorUpdated").size() == 1);
      Concurrency.await(() -> of(webhook, "machine.removed").size() == 1);
      Concurrency.await(() -> of(webhook, "operator.updated").size() == 1);
      assertThat(webhook.received())
          .allMatch(call -> WebhookFixture.isGenuine(call, made.secret()));
      JsonNode renamed = of(webhook, "operator.updated").getFirst();
      assertThat(renamed.path("provider").stringValue()).isEqualTo("JohnDeere");
      assertThat(renamed.path("data").path("name").stringValue()).isEqualTo("Alex Smith");
      assertThat(renamed.path("data").path("providerOrgId").stringValue()).isEqualTo(org);
      assertThat(renamed.path("data").path("operatorId").stringValue())
          .isEqualTo(assets.find("operators?name=Alex%20Smith").path("id").stringValue());
      Concurrency.await(() -> webhook.received().size() == 8);
    }
  }

  @Test
  void changedNamesOfMachinesAndImplementsAreSentAsAlerts() throws Exception {
    try (Receiver alerts = Receiver.start()) {
      register(alerts, "machineUpdated", "implementUpdated");
      FieldDataAccount account = FieldDataAccount.attach(server, api, simulator.credentials(1));
      UserAssets assets = new UserAssets(api, account.grower().leafUserId());
      String org = account.readOrganization();
      assets.await("machines", 3);
      assets.await("implements", 2);
      MachineryControl provider = simulator.control().machinery(org);
      for (String list :
          List.of("machines?name=S770%20Combine", "implements?name=1775NT%20Planter")) {
        JsonNode asset = assets.find(list);
        String key = list.startsWith("machines") ? "providerMachineId" : "providerImplementId";
        provider.rename(asset.path(key).stringValue(), "Renamed");
      }

      account.syncToItsEnd();

      Concurrency.await(() -> of(alerts, "implementUpdated").size() == 1);
      Concurrency.await(() -> of(alerts, "machineUpdated").size() == 1);
      assertIsOf(of(alerts, "machineUpdated"), "machineId", assets.find("machines?name=Renamed"));
      assertIsOf(
          of(alerts, "implementUpdated"), "implementId", assets.find("implements?name=Renamed"));
    }
  }

  private static void assertIsOf(List<JsonNode> alerts, String key, JsonNode asset) {
    JsonNode alert = alerts.getFirst();
    assertThat(alert.propertyNames()).containsExactly("leafUserId", key, "type", "timestamp");
    assertThat(alert.path(key)).isEqualTo(asset.path("id"));
    assertThat(alert.path("leafUserId").stringValue()).isNotEmpty();
  }

  @Test
  void aCreatedMachineHasAnEventForEachChange() {
    String user =
        api.post(
                "/services/usermanagement/api/users",
                "{\"name\": \"Smith\", \"email\": \"assets@example.com\"}")
            .id();
    UserAssets assets = new UserAssets(api, user);
    String machine =
        api.post(assets.path("machines"), "{\"name\": \"Alpha\", \"vin\": \"V1\"}").id();
    String path = assets.path("machines/" + machine);
    api.patch(path, "{\"name\": \"Beta\"}");
    api.patch(path, "{\"name\": \"Beta\", \"vin\": \"V1\"}");
    api.delete(path);

    Concurrency.await(() -> events(user).size() == 3);
    assertThat(events(user))
        .extracting(event -> event.path("type").stringValue())
        .containsExactly("machine.created", "machine.updated", "machine.removed");
    JsonNode created = events(user).getFirst();
    assertThat(created.has("provider")).isFalse();
    assertThat(created.path("data").path("machineId").stringValue()).isEqualTo(machine);
    assertThat(created.path("data").path("name").stringValue()).isEqualTo("Alpha");
    assertThat(created.path("data").path("originType").stringValue()).isEqualTo("USER_CREATED");
  }

  private static List<JsonNode> events(String user) {
    return api.get("/services/headland/api/events?types=machine.*&leafUserId=" + user)
        .json()
        .path("items")
        .valueStream()
        .toList();
  }

  private static void register(Receiver receiver, String... events) {
    assertThat(
            api.post(
                    "/services/alerts/api/alerts/webhooks",
                    "{\"name\": \"Assets\", \"url\": \"%s\", \"secret\": \"s3cret\", \"events\": %s}"
                        .formatted(receiver.uri("/leaf"), Json.MAPPER.writeValueAsString(events)))
                .status())
        .isEqualTo(201);
  }

  private static List<JsonNode> of(Receiver receiver, String type) {
    return receiver.received().stream()
        .map(WebhookFixture::body)
        .filter(body -> body.path("type").asString("").equals(type))
        .toList();
  }
}
