package io.headland.server.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.Crowd;
import io.headland.server.ServerFixture;
import io.headland.server.http.ApiAnswer;
import io.headland.server.http.ApiClient;
import io.headland.server.organization.GrowerAccount;
import io.headland.simulator.Simulator;
import io.headland.simulator.SimulatorOptions;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// What lies beneath selected organizations, from the provider into the database.
class LandIT {
  private static final String CONFIGS = "/services/config/api/configs";
  private static final String RUNS = "/services/headland/api/sync-runs";

  private static Simulator simulator;
  private static ServerFixture server;
  private static ApiClient api;
  private GrowerAccount account;

  @BeforeAll
  static void start() {
    simulator =
        Simulator.start(SimulatorOptions.defaults().withPort(0).withSeed(7).withOrganizations(12));
    server = ServerFixture.start(simulator.baseUri());
    api = server.owner();
    api.patch(CONFIGS, "{\"customDataSync\": false, \"organizationDataSync\": \"SELECTED_ONLY\"}");
  }

  @AfterAll
  static void stop() {
    server.close();
    simulator.close();
  }

  @BeforeEach
  void attachAccount() {
    simulator.control().clearFaults();
    account = GrowerAccount.createReadingFields(api);
    account.attach(simulator.demoCredentials());
    simulator.control().clearRequests();
  }

  @Test
  void selectingAnOrganizationBringsWhatLiesBeneathIt() {
    String id = account.idsWith("PREVIEW").getFirst();
    account.choose(id, "SELECTED");
    JsonNode run = lastRunOnceOver();
    assertThat(run.path("state").stringValue()).isEqualTo("SUCCEEDED");
    assertThat(run.path("cause").stringValue()).isEqualTo("SELECTION");
    assertThat(run.path("records").path("fields").path("added").intValue()).isEqualTo(4);
    assertThat(run.path("records").path("boundaries").path("added").intValue()).isPositive();
    assertThat(count("field", "removed_at is null")).isEqualTo(4);
  }

  @Test
  void aSecondReadingOfTheSameWritesNoRecord() {
    String id = account.idsWith("PREVIEW").getFirst();
    account.choose(id, "SELECTED");
    lastRunOnceOver();
    String before = fingerprint();
    simulator.control().clearRequests();
    account.sync();
    JsonNode run = lastRunOnceOver();
    assertThat(run.path("state").stringValue()).isEqualTo("UNCHANGED");
    assertThat(fingerprint()).isEqualTo(before);
    assertThat(simulator.control().requests())
        .extracting(request -> request.target().replaceAll(".*/platform/|[?].*", ""))
        .containsExactly(
            "organizations",
            "organizations/" + id + "/clients",
            "organizations/" + id + "/farms",
            "organizations/" + id + "/fields");
  }

  private JsonNode lastRunOnceOver() {
    Crowd.await(() -> !lastRun().path("state").stringValue().equals("RUNNING"));
    ApiAnswer whole = api.get(RUNS + "/" + lastRun().path("id").stringValue());
    return whole.json();
  }

  private JsonNode lastRun() {
    return api.get(RUNS + "?leafUserId=" + account.leafUserId()).json().get(0);
  }

  private int count(String table, String condition) {
    return server
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "select count(*) from <table> where leaf_user_id = :user::uuid and <condition>")
                    .define("table", table)
                    .define("condition", condition)
                    .bind("user", account.leafUserId())
                    .mapTo(Integer.class)
                    .one());
  }

  /// What PostgreSQL says about every row: one that is written gets another `xmin`.
  private String fingerprint() {
    StringBuilder all = new StringBuilder();
    for (String table :
        List.of(
            "organization_copy",
            "grower",
            "farm",
            "field",
            "field_boundary",
            "provider_organization",
            "provider_account",
            "credential")) {
      server
          .jdbi()
          .useHandle(
              handle ->
                  handle
                      .createQuery(
                          "select xmin::text || ctid::text from <table>"
                              + " where leaf_user_id = :user::uuid order by 1")
                      .define("table", table)
                      .bind("user", account.leafUserId())
                      .mapTo(String.class)
                      .forEach(row -> all.append(table).append(row).append(' ')));
    }
    return all.toString();
  }
}
