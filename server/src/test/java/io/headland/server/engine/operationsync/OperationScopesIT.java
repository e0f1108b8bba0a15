package io.headland.server.engine.operationsync;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.ConfigChange;
import io.headland.server.ServerFixture;
import io.headland.server.engine.sync.FieldDataAccount;
import io.headland.server.platform.config.MachineFileConfig;
import io.headland.server.platform.http.ApiClient;
import io.headland.simulator.Simulator;
import io.headland.simulator.SimulatorOptions;
import io.headland.simulator.johndeere.world.OperationForms;
import io.headland.simulator.johndeere.world.OperationForms.Scopes;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Scopes of field operations and assets that the provider does not grant. Each test has a separate
/// user at the provider.
class OperationScopesIT {
  private static final AtomicInteger USERS = new AtomicInteger();

  private static Simulator simulator;
  private static ServerFixture server;
  private static ApiClient api;

  @BeforeAll
  static void start() {
    simulator =
        Simulator.start(SimulatorOptions.defaults().withSeed(7).withOrganizations(4).withUsers(4));
    server =
        ServerFixture.start(
            simulator.baseUri(),
            Clock.systemUTC(),
            config -> ConfigChange.with(config, new MachineFileConfig("", 64, 64, 128, true)));
    api = server.owner();
    api.patch(
        "/services/config/api/configs",
        "{\"customDataSync\": false, \"organizationDataSync\": \"SELECTED_ONLY\","
            + " \"operationsAutoSync\": true, \"machinesAutoSync\": true}");
  }

  @AfterAll
  static void stop() {
    server.close();
    simulator.close();
  }

  @Test
  void missingScopesAreNamedByTheRunAndTheExplanationsAndNothingIsRequestedWithoutThem() {
    FieldDataAccount account = attach(Scopes.WITHHELD);

    String org = account.readOrganization();
    JsonNode run = account.lastRunOnceOver();

    assertThat(texts(run.path("missingScopes"))).containsExactly("ag2", "eq1");
    assertThat(run.path("state").stringValue()).isEqualTo("SUCCEEDED");
    assertThat(account.count("operation_listing", "true")).isZero();
    JsonNode ofAccount = explain(account, "");
    assertThat(ofAccount.path("present").booleanValue()).isTrue();
    assertThat(ofAccount.path("reason").stringValue())
        .isEqualTo(
            "It is synced, but the credential lacks scopes that the configuration requires: ag2,"
                + " eq1.");
    JsonNode step = step(explain(account, "&providerOrgId=" + org), "SCOPES_MISSING");
    assertThat(step.path("outcome").stringValue()).isEqualTo("STOPS");
    assertThat(step.path("change").stringValue()).contains("magic link", "POST /services/");

    api.patch(
        "/services/config/api/configs/" + account.grower().leafUserId(),
        "{\"operationsAutoSync\": false, \"machinesAutoSync\": false}");
    assertThat(account.syncToItsEnd("?force=true").has("missingScopes")).isFalse();
    assertThat(step(explain(account, ""), "SCOPES_SUFFICIENT").isMissingNode()).isFalse();
  }

  @Test
  void scopesThatAreGrantedLaterAreUsed() {
    FieldDataAccount account = attach(Scopes.WITHHELD);
    account.readOrganization();

    scopes(Scopes.GRANTED);
    account.grower().attach(simulator.credentials(USERS.get() - 1));

    assertThat(account.syncToItsEnd("?force=true").has("missingScopes")).isFalse();
    assertThat(account.count("operation_listing", "true")).isPositive();
    assertThat(step(explain(account, ""), "SCOPES_MISSING").isMissingNode()).isTrue();
  }

  @Test
  void operationsAreRequestedWhenTheProviderDoesNotNameTheScopes() {
    FieldDataAccount account = attach(Scopes.UNNAMED);

    account.readOrganization();

    assertThat(account.lastRunOnceOver().has("missingScopes")).isFalse();
    assertThat(account.count("operation_listing", "true")).isPositive();
  }

  private static FieldDataAccount attach(Scopes granted) {
    scopes(granted);
    return FieldDataAccount.attach(server, api, simulator.credentials(USERS.getAndIncrement()));
  }

  private static void scopes(Scopes granted) {
    simulator
        .control()
        .changeSwitches(
            switches ->
                switches.withOperationForms(
                    OperationForms.defaults().withSeasons(1).withPoints(20).withScopes(granted)));
  }

  private static JsonNode explain(FieldDataAccount account, String more) {
    return api.get(
            "/services/headland/api/explain?provider=JohnDeere&leafUserId="
                + account.grower().leafUserId()
                + more)
        .json();
  }

  private static JsonNode step(JsonNode explanation, String code) {
    return explanation
        .path("chain")
        .valueStream()
        .filter(step -> step.path("code").stringValue().equals(code))
        .findFirst()
        .orElseGet(() -> explanation.path("none"));
  }

  private static List<String> texts(JsonNode list) {
    return list.valueStream().map(JsonNode::stringValue).toList();
  }
}
