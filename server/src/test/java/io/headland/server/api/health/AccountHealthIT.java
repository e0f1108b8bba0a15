package io.headland.server.api.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.ServerFixture;
import io.headland.server.api.organization.GrowerAccount;
import io.headland.server.platform.http.ApiClient;
import io.headland.server.platform.http.ApiResponse;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.simulator.Simulator;
import io.headland.simulator.SimulatorOptions;
import io.headland.simulator.control.DemoCredentials;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// The view of support staff on accounts and on the system.
final class AccountHealthIT {
  private static final String ACCOUNTS = "/services/headland/api/accounts";
  private static final AtomicInteger USERS = new AtomicInteger();

  private static Simulator simulator;
  private static ServerFixture server;
  private ApiClient api;
  private GrowerAccount grower;
  private DemoCredentials credentials;

  @BeforeAll
  static void start() {
    simulator =
        Simulator.start(
            SimulatorOptions.defaults().withSeed(17).withOrganizations(6).withUsers(20));
    server = ServerFixture.start(simulator.baseUri());
  }

  @AfterAll
  static void stop() {
    server.close();
    simulator.close();
  }

  @BeforeEach
  void attach() {
    int user = USERS.getAndIncrement();
    api = server.newOwner("owner-%d@example.com".formatted(user));
    credentials = simulator.credentials(user);
    grower = GrowerAccount.create(api);
    grower.attach(credentials);
  }

  @Test
  void anAccountThatWorksIsWell() {
    JsonNode account = onlyAccount("?health=OK");
    assertThat(account.path("leafUserId").stringValue()).isEqualTo(grower.leafUserId());
    assertThat(account.path("credential").path("status").stringValue()).isEqualTo("OK");
    assertThat(account.path("lastRun").path("state").stringValue()).isEqualTo("SUCCEEDED");
    assertThat(account.path("organizations").path("selected").intValue())
        .isEqualTo(grower.idsWith("SELECTED").size());
    assertThat(account.path("organizations").path("blocked").intValue())
        .isEqualTo(grower.idsWith("BLOCKED").size())
        .isPositive();
    assertThat(account.path("organizations").path("lost").intValue()).isZero();
    assertThat(account.has("nextSyncAt")).isTrue();
    assertTotals(1, 0, 0, 0);
  }

  @Test
  void anOrganizationThatWasConnectedAndIsNotAnyMoreNeedsAttention() {
    simulator.control().disconnect(grower.idsWith("SELECTED").getFirst());
    grower.sync();
    JsonNode account = onlyAccount("?health=ATTENTION");
    assertThat(account.path("organizations").path("lost").intValue()).isEqualTo(1);
    assertThat(accounts("?health=OK").json()).isEmpty();
    assertTotals(0, 1, 0, 0);
  }

  @Test
  void aRefusedCredentialIsBroken() {
    simulator.control().revokeGrant(credentials.refreshToken());
    grower.sync();
    JsonNode account = onlyAccount("?health=BROKEN");
    assertThat(account.path("credential").path("status").stringValue())
        .isEqualTo("UNAUTHENTICATED");
    assertThat(account.path("lastRun").path("state").stringValue()).isEqualTo("FAILED");
    assertThat(accounts("?health=ATTENTION").json()).isEmpty();
    assertTotals(0, 0, 1, 0);
  }

  @Test
  void aCredentialThatCannotBeCheckedIsUnverified() {
    api.post(
        "/services/usermanagement/api/users/" + grower.leafUserId() + "/raven-credentials",
        "{\"clientId\": \"c\", \"clientSecret\": \"s\"," + " \"refreshToken\": \"r\"}");
    assertTotals(1, 0, 0, 1);
    assertThat(onlyAccount("?health=UNVERIFIED").has("nextSyncAt")).isFalse();
    assertThat(accounts("").json().valueStream().map(row -> row.path("health").stringValue()))
        .containsExactly("OK", "UNVERIFIED");
  }

  @Test
  void aPageLeadsToTheNextAndBack() {
    for (int i = 0; i < 4; i++) {
      GrowerAccount.create(api).attach(simulator.credentials(USERS.getAndIncrement()));
    }
    ApiResponse first = accounts("?size=2");
    assertThat(first.header("X-Total-Count")).contains("5");
    ApiResponse second = api.get(first.link("next").orElseThrow());
    ApiResponse third = api.get(second.link("next").orElseThrow());
    assertThat(third.link("next")).isEmpty();
    List<String> users =
        List.of(first, second, third).stream()
            .flatMap(page -> page.json().findValuesAsString("leafUserId").stream())
            .toList();
    assertThat(users).hasSize(5).doesNotHaveDuplicates().isSorted();
    assertThat(api.get(third.link("prev").orElseThrow()).json()).isEqualTo(second.json());
    assertThat(accounts("?after=nonsense").status()).isEqualTo(400);
  }

  @Test
  void anInvalidParameterIsNamed() {
    assertThat(accounts("?health=FINE").json().path("detail").stringValue()).contains("health");
    assertThat(accounts("?provider=Nobody").json().path("detail").stringValue())
        .contains("provider");
    assertThat(accounts("?leafUserId=7").json().path("detail").stringValue())
        .contains("leafUserId");
  }

  @Test
  void showsAnApiOwnerItsOwnTasksOnly() {
    ApiOwnerId own = server.ownerId("owner-%d@example.com".formatted(USERS.get() - 1));
    addDueTask("test-own", own + "/one");
    addDueTask("test-foreign", server.ownerId(ServerFixture.OWNER_EMAIL) + "/one");

    JsonNode system = api.get("/services/headland/api/system").json();

    assertThat(system.has("nodes")).isFalse();
    assertThat(system.has("database")).isFalse();
    assertThat(system.path("queues").findValuesAsString("task"))
        .contains("test-own")
        .doesNotContain("test-foreign");
    assertThat(
            server
                .owner()
                .get("/services/headland/api/system")
                .json()
                .path("queues")
                .findValuesAsString("task"))
        .contains("test-own", "test-foreign");
  }

  /// A task for which no node of this test has code.
  private static void addDueTask(String task, String instance) {
    server
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "insert into scheduled_tasks"
                        + " (task_name, task_instance, execution_time, picked, version)"
                        + " values (?, ?, now() - interval '1 hour', false, 1)",
                    task,
                    instance));
  }

  @Test
  void theSystemNamesItsNodesToAnOperator() {
    JsonNode system = server.owner().get("/services/headland/api/system").json();
    assertThat(system.path("nodes")).hasSize(1);
    assertThat(system.path("nodes").get(0).path("alive").booleanValue()).isTrue();
    assertThat(system.path("database").path("sizeBytes").longValue()).isPositive();
  }

  private JsonNode onlyAccount(String query) {
    JsonNode accounts = accounts(query).json();
    assertThat(accounts).hasSize(1);
    return accounts.get(0);
  }

  private ApiResponse accounts(String query) {
    return api.get(ACCOUNTS + query);
  }

  private void assertTotals(int ok, int attention, int broken, int unverified) {
    JsonNode totals = api.get(ACCOUNTS + "/totals").json();
    assertThat(
            List.of("total", "ok", "attention", "broken", "unverified").stream()
                .map(name -> totals.path(name).intValue()))
        .containsExactly(ok + attention + broken + unverified, ok, attention, broken, unverified);
  }
}
