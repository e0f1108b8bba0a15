package io.headland.server.api.asset;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.Concurrency;
import io.headland.server.MovableClock;
import io.headland.server.ServerFixture;
import io.headland.server.engine.sync.FieldDataAccount;
import io.headland.server.platform.http.ApiClient;
import io.headland.simulator.Simulator;
import io.headland.simulator.SimulatorOptions;
import io.headland.simulator.fault.Fault;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A provider that rejects, throttles or fails the lists of assets. Each test has a separate user
/// at the provider.
class AssetFailureIT {
  private static final String EQUIPMENT = "*/isg/equipment*";
  private static final AtomicInteger USERS = new AtomicInteger();
  private static final MovableClock CLOCK = new MovableClock();

  private static Simulator simulator;
  private static ServerFixture server;
  private ApiClient api;
  private FieldDataAccount account;

  @BeforeAll
  static void start() {
    simulator =
        Simulator.start(SimulatorOptions.defaults().withSeed(7).withOrganizations(4).withUsers(12));
    server = ServerFixture.start(simulator.baseUri(), CLOCK, config -> config);
    server
        .owner()
        .patch(
            "/services/config/api/configs",
            "{\"customDataSync\": false, \"organizationDataSync\": \"SELECTED_ONLY\","
                + " \"machinesAutoSync\": true, \"implementsAutoSync\": true,"
                + " \"operatorsAutoSync\": true}");
  }

  @AfterAll
  static void stop() {
    server.close();
    simulator.close();
  }

  @BeforeEach
  void attachAccount() {
    simulator.control().clearFaults();
    // A token of an earlier test may have expired.
    api = server.owner();
    account = FieldDataAccount.attach(server, api, simulator.credentials(USERS.getAndIncrement()));
  }

  @Test
  void aTokenThatIsRejectedOnceIsRenewed() {
    simulator.control().addFault(Fault.status(401).onPath(EQUIPMENT).times(1));

    account.readOrganization();

    assets().await("machines", 3);
    assets().await("implements", 2);
    assertThat(assets().failure("MACHINE")).isEmpty();
  }

  @Test
  void aTokenThatIsRejectedAgainAndAgainIsNotRenewedWithoutEnd() {
    simulator.control().addFault(Fault.status(401).onPath(EQUIPMENT).always());

    account.readOrganization();

    Concurrency.await(() -> !assets().failure("IMPLEMENT").isEmpty());
    assertThat(assets().failure("IMPLEMENT")).isEqualTo("credentialsUnauthenticated");
    assertThat(assets().listing("IMPLEMENT").has("dueAt")).isTrue();
    assertThat(account.fields()).isNotEmpty();
    simulator.control().clearFaults();
    awaitLater("machines", 3);
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 503})
  void aFailureIsRetriedWithoutASync(int status) {
    simulator.control().addFault(Fault.status(status).onPath(EQUIPMENT).always());

    account.readOrganization();

    Concurrency.await(() -> assets().failure("IMPLEMENT").equals("providerUnavailable"));
    assertThat(assets().names("machines")).isEmpty();
    simulator.control().clearFaults();
    awaitLater("machines", 3);
    awaitLater("operators", 3);
    Concurrency.await(() -> assets().failure("IMPLEMENT").isEmpty());
  }

  @Test
  void aThrottledListIsReadAfterTheTimeThatTheProviderGave() {
    simulator
        .control()
        .addFault(Fault.status(429).retryAfter(Duration.ofMinutes(2)).onPath(EQUIPMENT).times(1));

    long before = equipmentCalls();
    account.readOrganization();

    Concurrency.await(() -> assets().failure("IMPLEMENT").equals("providerUnavailable"));
    assertThat(equipmentCalls() - before).isEqualTo(1);
    CLOCK.advance(Duration.ofMinutes(3));
    assets().await("implements", 2);
    assets().await("machines", 3);
    assets().await("operators", 3);
  }

  @Test
  void theAssetsOfARemovedOrganizationAreDeletedAfterTheRetention() {
    String org = account.readOrganization();
    assets().await("machines", 3);
    assets().await("operators", 3);
    String machine = assets().find("machines?name=S770%20Combine").path("id").stringValue();
    simulator.control().removeOrganization(org);
    account.syncToItsEnd();
    assertThat(account.grower().status(org)).isEqualTo("BLOCKED");
    assertThat(assets().names("machines")).hasSize(3);

    CLOCK.advance(server.config().sync().retention());
    Concurrency.awaitInHours(CLOCK, () -> rows("asset") + rows("asset_listing") == 0);

    api = server.owner();
    assertThat(assets().names("machines")).isEmpty();
    assertThat(api.get(assets().path("machines/" + machine)).status()).isEqualTo(404);
    simulator.control().restoreOrganization(org);
  }

  private static long equipmentCalls() {
    return simulator.control().requests().stream()
        .filter(request -> request.target().contains("/isg/equipment"))
        .count();
  }

  private void awaitLater(String kind, int count) {
    Concurrency.await(
        () -> {
          CLOCK.advance(Duration.ofMinutes(1));
          return assets().names(kind).size() == count;
        });
  }

  private int rows(String table) {
    return server
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "select count(*) from <table> where leaf_user_id = cast(:user as uuid)")
                    .define("table", table)
                    .bind("user", account.grower().leafUserId())
                    .mapTo(Integer.class)
                    .one());
  }

  private UserAssets assets() {
    return new UserAssets(api, account.grower().leafUserId());
  }
}
