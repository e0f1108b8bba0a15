package io.headland.server.engine.operationsync;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.Concurrency;
import io.headland.server.ConfigChange;
import io.headland.server.ForwardingProxy;
import io.headland.server.MovableClock;
import io.headland.server.ServerFixture;
import io.headland.server.engine.sync.FieldDataAccount;
import io.headland.server.platform.config.HeadlandConfig.NotificationConfig;
import io.headland.server.platform.config.MachineFileConfig;
import io.headland.server.platform.http.ApiClient;
import io.headland.simulator.Simulator;
import io.headland.simulator.SimulatorOptions;
import io.headland.simulator.control.DemoCredentials;
import io.headland.simulator.johndeere.events.Subscription;
import io.headland.simulator.johndeere.world.OperationForms;
import io.headland.simulator.johndeere.world.OperationForms.SubscriptionForm;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/// The subscription to notifications of field operations, which the provider may refuse although it
/// accepts those of fields. Each test has a separate user at the provider.
class OperationSubscriptionIT {
  private static final AtomicInteger USERS = new AtomicInteger();
  private static final MovableClock CLOCK = new MovableClock();

  private static Simulator simulator;
  private static ForwardingProxy forwarder;
  private static ServerFixture server;
  private static ApiClient api;

  @BeforeAll
  static void start() {
    simulator =
        Simulator.start(SimulatorOptions.defaults().withSeed(7).withOrganizations(4).withUsers(6));
    forwarder = new ForwardingProxy();
    server =
        ServerFixture.start(
            simulator.baseUri(),
            CLOCK,
            config ->
                ConfigChange.with(
                    ConfigChange.with(config, new MachineFileConfig("", 64, 64, 128, true)),
                    new NotificationConfig(forwarder.uri(), Duration.ofSeconds(1))));
    forwarder.leadTo(server.baseUri());
    api = server.owner();
    api.patch(
        "/services/config/api/configs",
        "{\"customDataSync\": false, \"organizationDataSync\": \"SELECTED_ONLY\"}");
  }

  @AfterAll
  static void stop() {
    server.close();
    forwarder.close();
    simulator.close();
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ACCEPT")
  void aRefusalIsExplainedAndRequestedAgainAndDoesNotConcernFields(SubscriptionForm refusal) {
    subscriptions(refusal);
    DemoCredentials user = simulator.credentials(USERS.getAndIncrement());
    FieldDataAccount account = FieldDataAccount.attach(server, api, user);

    String org = account.readOrganization();
    Concurrency.await(() -> refused(account, "").isPresent());
    // The provider verifies an address after its response to the request of the subscription.
    Concurrency.await(() -> listening(user).equals(Set.of("field", "boundary")));

    assertThat(refused(account, "&providerOrgId=" + org).orElseThrow().path("outcome").asString(""))
        .isEqualTo("INFO");
    assertThat(credentialStatus(account)).isEqualTo("OK");

    CLOCK.advance(Duration.ofMinutes(11));
    Concurrency.await(() -> failures(account) == 2);
    assertThat(listening(user)).containsExactlyInAnyOrder("field", "boundary");
    assertThat(credentialStatus(account)).isEqualTo("OK");

    subscriptions(SubscriptionForm.ACCEPT);
    CLOCK.advance(Duration.ofMinutes(21));
    Concurrency.await(() -> listening(user).contains("fieldOperation"));
    Concurrency.await(() -> refused(account, "").isEmpty());
    assertThat(listening(user)).hasSize(3);
  }

  @Test
  void theSubscriptionEndsWhileOperationsAreNotRead() {
    subscriptions(SubscriptionForm.ACCEPT);
    DemoCredentials user = simulator.credentials(USERS.getAndIncrement());
    FieldDataAccount account = FieldDataAccount.attach(server, api, user);
    account.readOrganization();
    Concurrency.await(() -> listening(user).size() == 3);
    String configuration = "/services/config/api/configs/" + account.grower().leafUserId();

    api.patch(configuration, "{\"operationsAutoSync\": false}");
    Concurrency.await(() -> listening(user).equals(Set.of("field", "boundary")));
    assertThat(api.delete(configuration).status()).isEqualTo(204);
    Concurrency.await(() -> listening(user).size() == 3);
    api.patch("/services/config/api/configs", "{\"operationsAutoSync\": false}");
    CLOCK.advance(Duration.ofSeconds(2));
    Concurrency.await(() -> listening(user).size() == 2);
    api.patch("/services/config/api/configs", "{\"operationsAutoSync\": true}");
    CLOCK.advance(Duration.ofSeconds(2));

    Concurrency.await(() -> listening(user).size() == 3);
  }

  private static void subscriptions(SubscriptionForm response) {
    simulator
        .control()
        .changeSwitches(
            switches ->
                switches.withOperationForms(
                    OperationForms.defaults()
                        .withSeasons(0)
                        .withPoints(20)
                        .withSubscriptions(response)));
  }

  private static Set<String> listening(DemoCredentials user) {
    return simulator.control().events().subscriptions().stream()
        .filter(Subscription::isListening)
        .filter(one -> one.userName().equals(user.userName()))
        .map(Subscription::eventTypeId)
        .collect(Collectors.toSet());
  }

  private static Optional<JsonNode> refused(FieldDataAccount account, String more) {
    return api.get(
            "/services/headland/api/explain?provider=JohnDeere&leafUserId="
                + account.grower().leafUserId()
                + more)
        .json()
        .path("chain")
        .valueStream()
        .filter(step -> step.path("code").stringValue().equals("OPERATION_NOTIFICATIONS_REFUSED"))
        .findFirst();
  }

  private static int failures(FieldDataAccount account) {
    return server
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "select failures from subscription_refusal where leaf_user_id = :user::uuid")
                    .bind("user", account.grower().leafUserId())
                    .mapTo(Integer.class)
                    .findOne()
                    .orElse(0));
  }

  private static String credentialStatus(FieldDataAccount account) {
    return api.get(account.grower().user("/john-deere-credentials"))
        .json()
        .path("status")
        .stringValue();
  }
}
