package io.headland.server.engine.operationsync;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.Concurrency;
import io.headland.server.ConfigChange;
import io.headland.server.ForwardingProxy;
import io.headland.server.ServerFixture;
import io.headland.server.core.credential.AccountKey;
import io.headland.server.core.operationsync.NotifiedOperationStore;
import io.headland.server.core.operationsync.OperationListingStore;
import io.headland.server.core.operationsync.OperationListingStore.DueListing;
import io.headland.server.engine.sync.FieldDataAccount;
import io.headland.server.platform.config.HeadlandConfig.NotificationConfig;
import io.headland.server.platform.config.MachineFileConfig;
import io.headland.server.platform.config.Secret;
import io.headland.server.platform.http.ApiClient;
import io.headland.server.platform.id.LeafUserId;
import io.headland.server.provider.ChangeNotification.OperationChanged;
import io.headland.server.provider.Provider;
import io.headland.simulator.Simulator;
import io.headland.simulator.SimulatorOptions;
import io.headland.simulator.control.OperationControl;
import io.headland.simulator.johndeere.events.Event;
import io.headland.simulator.johndeere.events.Subscription;
import io.headland.simulator.johndeere.operations.FieldOperation;
import io.headland.simulator.johndeere.operations.OperationKind;
import io.headland.simulator.johndeere.world.OperationForms;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Notifications of field operations, over HTTP in both directions.
class OperationNotificationIT {
  private static Simulator simulator;
  private static ForwardingProxy forwarder;
  private static ServerFixture server;
  private static FieldDataAccount account;
  private static OperationControl provider;
  private static FieldOperation operation;

  @BeforeAll
  static void start() {
    simulator = Simulator.start(SimulatorOptions.defaults().withSeed(7).withOrganizations(8));
    simulator
        .control()
        .changeSwitches(
            switches ->
                switches.withOperationForms(
                    OperationForms.defaults().withSeasons(1).withPoints(100)));
    forwarder = new ForwardingProxy();
    server =
        ServerFixture.start(
            simulator.baseUri(),
            Clock.systemUTC(),
            config ->
                ConfigChange.with(
                    ConfigChange.with(config, new MachineFileConfig("", 64, 64, 128, true)),
                    new NotificationConfig(forwarder.uri(), Duration.ofSeconds(1))));
    forwarder.leadTo(server.baseUri());
    ApiClient api = server.owner();
    api.patch(
        "/services/config/api/configs",
        "{\"customDataSync\": false, \"organizationDataSync\": \"SELECTED_ONLY\","
            + " \"operationsProcessingRange\": 120}");
    account = FieldDataAccount.attach(server, api, simulator.demoCredentials());
    String org = account.readOrganization();
    provider = simulator.control().operations(org);
    operation =
        account.fields().stream()
            .flatMap(field -> provider.of(field.path("providerFieldId").stringValue()).stream())
            .filter(each -> each.kind() == OperationKind.HARVEST && each.points() > 0)
            .findFirst()
            .orElseThrow();
    Concurrency.await(() -> listening().size() == 3);
    awaitNothingDue();
  }

  @AfterAll
  static void stop() {
    server.close();
    forwarder.close();
    simulator.close();
  }

  @ParameterizedTest
  @CsvSource({"ADDRESS, PRESENT", "PATH, PRESENT", "ADDRESS, ABSENT", "PATH, ABSENT"})
  void aNotifiedOperationIsExportedAgain(
      OperationForms.Target target, OperationForms.NotificationIds ids) {
    simulator
        .control()
        .changeSwitches(
            switches ->
                switches.withOperationForms(
                    switches.operationForms().withTarget(target).withNotificationIds(ids)));
    String id = provider.id(operation);
    long exports = provider.calls(id).exports();

    provider.touch(id);

    Concurrency.await(() -> provider.calls(id).exports() > exports);
    awaitNothingDue();
  }

  @Test
  void theFieldsOfAnUnknownOperationWithoutAFieldAreListedAgainAfterAnHour() {
    send(
        "/fieldOperations/unknown",
        Map.of("orgId", account.grower().idsWith("SELECTED").getFirst()));

    assertThat(listings("due_at >= listed_at + interval '1 hour'")).isEqualTo(listings("true"));
    server.jdbi().useHandle(handle -> handle.execute("update operation_listing set due_at = null"));
  }

  @Test
  void allFieldsAreListedAgainWhenNothingIsKnownButTheLinkOfAnUnknownOperation() {
    send("/fieldOperations/other", Map.of());

    assertThat(listings("due_at >= listed_at + interval '1 hour'")).isEqualTo(listings("true"));
    server.jdbi().useHandle(handle -> handle.execute("update operation_listing set due_at = null"));
  }

  @Test
  void aNotificationOfAnotherOrganizationOrFieldStoresNothing() {
    int before = listings("true");
    String preview = account.previewOrganization();

    send("/fieldOperations/unknown", Map.of("orgId", preview));
    send("/fieldOperations/unknown", Map.of("orgId", preview, "fieldId", "unknown"));
    send("/fieldOperations/unknown", Map.of("fieldId", "unknown"));
    send("https://example.com/fieldOperations/unknown", Map.of());

    assertThat(listings("true")).isEqualTo(before);
    assertThat(listings("due_at is not null")).isZero();
  }

  @Test
  void aRequestDuringAReadingIsNotLost() {
    AccountKey key =
        new AccountKey(
            server.ownerId(ServerFixture.OWNER_EMAIL),
            LeafUserId.parse(account.grower().leafUserId()).orElseThrow(),
            Provider.JOHN_DEERE);
    String org = account.grower().idsWith("SELECTED").getFirst();
    OperationListingStore listings = new OperationListingStore(server.jdbi());
    NotifiedOperationStore notified = new NotifiedOperationStore(server.jdbi(), listings);
    // The node does not read them before this time.
    Instant requested = Instant.now().plus(Duration.ofDays(1));
    List<OperationChanged> change =
        List.of(new OperationChanged(Secret.of(""), provider.id(operation), org, ""));
    try {
      notified.request(key, change, requested);
      DueListing due = listings.begin(key, requested).orElseThrow();

      notified.request(key, change, requested.plusSeconds(2));
      server
          .jdbi()
          .useHandle(handle -> listings.finish(handle, key, due, null, requested.plusSeconds(3)));

      assertThat(listings.begin(key, requested.plusSeconds(1))).isEmpty();
      assertThat(listings.begin(key, requested.plusSeconds(3))).isPresent();
    } finally {
      server
          .jdbi()
          .useHandle(
              handle -> {
                handle.execute("update operation_listing set due_at = null");
                handle.execute("delete from scheduled_tasks where task_name = 'operation-sync'");
              });
    }
  }

  /// Sends a notification, and waits for the response.
  private static void send(String resource, Map<String, String> metadata) {
    String id =
        listening().stream()
            .filter(one -> one.eventTypeId().equals("fieldOperation"))
            .findFirst()
            .orElseThrow()
            .id();
    int posts = forwarder.passed().size();
    simulator.control().events().send(id, new Event("", "fieldOperation", resource, "", metadata));
    Concurrency.await(() -> forwarder.passed().size() > posts);
    assertThat(forwarder.passed().getLast().status()).isEqualTo(204);
  }

  private static List<Subscription> listening() {
    return simulator.control().events().subscriptions().stream()
        .filter(Subscription::isListening)
        .toList();
  }

  private static int listings(String condition) {
    return account.count("operation_listing", condition);
  }

  private static void awaitNothingDue() {
    Concurrency.await(
        () ->
            server
                .jdbi()
                .withHandle(
                    handle ->
                        handle
                            .createQuery(
                                """
                                select not exists (select from operation_listing where due_at is not null)
                                   and not exists (select from provider_operation where due_at is not null)
                                   and not exists (select from scheduled_tasks
                                                    where task_name in ('operation-sync', 'operation-merge'))
                                """)
                            .mapTo(Boolean.class)
                            .one()));
  }
}
