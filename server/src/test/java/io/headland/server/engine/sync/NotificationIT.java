package io.headland.server.engine.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.Concurrency;
import io.headland.server.ConfigChange;
import io.headland.server.ForwardingProxy;
import io.headland.server.MovableClock;
import io.headland.server.ServerFixture;
import io.headland.server.platform.config.HeadlandConfig.NotificationConfig;
import io.headland.server.platform.http.ApiClient;
import io.headland.simulator.Simulator;
import io.headland.simulator.SimulatorOptions;
import io.headland.simulator.control.DemoCredentials;
import io.headland.simulator.control.EventControl;
import io.headland.simulator.control.FieldDataControl;
import io.headland.simulator.fault.Fault;
import io.headland.simulator.johndeere.events.Event;
import io.headland.simulator.johndeere.events.Subscription;
import io.headland.simulator.johndeere.world.Switches;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Notifications of the provider, from the change there to the change here, over HTTP in both
/// directions.
class NotificationIT {
  private static final Duration DEBOUNCE = Duration.ofSeconds(30);

  private final MovableClock clock = new MovableClock();
  private final ForwardingProxy forwarder = new ForwardingProxy();
  private Simulator simulator;
  private ServerFixture server;
  private FieldDataAccount account;
  private EventControl events;

  /// Behaviour of the simulator that no recorded traffic of the provider determines.
  Switches switches() {
    return Switches.defaults();
  }

  @BeforeEach
  void start() {
    simulator =
        Simulator.start(
            SimulatorOptions.defaults().withSwitches(switches()).withSeed(7).withOrganizations(8));
    server =
        ServerFixture.start(
            simulator.baseUri(),
            clock,
            ConfigChange.notifications(new NotificationConfig(forwarder.uri(), DEBOUNCE)));
    forwarder.leadTo(server.baseUri());
    ApiClient api = server.owner();
    api.patch(
        "/services/config/api/configs",
        "{\"customDataSync\": false, \"organizationDataSync\": \"SELECTED_ONLY\"}");
    account = FieldDataAccount.attach(server, api, simulator.demoCredentials());
    events = simulator.control().events();
  }

  @AfterEach
  void stop() {
    server.close();
    forwarder.close();
    simulator.close();
  }

  @Test
  void subscribesForWhatIsSelectedAndIsVerified() {
    String org = subscribed();
    assertThat(listening())
        .extracting(Subscription::eventTypeId)
        .containsExactlyInAnyOrder("field", "boundary");
    assertThat(listening())
        .allSatisfy(
            one -> {
              assertThat(one.filters()).isEqualTo(Map.of("orgId", List.of(org)));
              assertThat(one.token()).hasSizeGreaterThan(40);
            });
    assertThat(forwarder.passed())
        .hasSize(2)
        .allSatisfy(
            post -> {
              assertThat(post.authorization()).startsWith("Headland ");
              assertThat(post.status()).isEqualTo(204);
            });
    Concurrency.await(() -> count("provider_subscription", "verified_at is not null") == 2);
    assertThat(
            account
                .api()
                .get("/services/headland/api/accounts")
                .json()
                .at("/0/notificationsSince")
                .asString(""))
        .isNotBlank();
  }

  @Test
  void subscribesWhereTheTargetIsVerifiedBeforeTheResponse() {
    simulator
        .control()
        .changeSwitches(s -> s.withUnverifiedTarget(Switches.UnverifiedTarget.REFUSE));
    FieldDataControl fieldData = simulator.control().fieldData(subscribed());
    String field = FieldDataAccount.drawnField(fieldData);
    fieldData.renameField(field, "South 80");

    assertThat(FieldDataAccount.state(runOfNotification())).isEqualTo("SUCCEEDED");
    assertThat(account.field(field).path("name").stringValue()).isEqualTo("South 80");
  }

  @Test
  void aRenamedFieldIsRenamedHereByOneCall() {
    FieldDataControl fieldData = simulator.control().fieldData(subscribed());
    String field = FieldDataAccount.drawnField(fieldData);
    fieldData.renameField(field, "South 80");

    JsonNode run = runOfNotification();
    assertThat(account.field(field).path("name").stringValue()).isEqualTo("South 80");
    assertThat(run.path("cause").stringValue()).isEqualTo("NOTIFICATION");
    assertThat(FieldDataAccount.state(run)).isEqualTo("SUCCEEDED");
    assertThat(FieldDataAccount.fieldsOf(run).path("changed").intValue()).isOne();
    assertThat(run.path("providerCalls").intValue()).isOne();
    assertThat(FieldDataAccount.fieldDataCalls(simulator))
        .containsExactly("organizations/" + org() + "/fields/" + field);
  }

  @Test
  void nothingIsReadBeforeTheTimeOfGatheringIsOver() {
    FieldDataControl fieldData = simulator.control().fieldData(subscribed());
    fieldData.renameField(FieldDataAccount.drawnField(fieldData), "South 80");
    awaitNotifications(1);
    int runs = account.runs().size();
    clock.advance(DEBOUNCE.minusSeconds(5));
    awaitPoll();
    assertThat(account.runs()).hasSize(runs);
    assertThat(FieldDataAccount.fieldDataCalls(simulator)).isEmpty();
  }

  @Test
  void aChangedBoundaryIsReadWithItsField() {
    FieldDataControl fieldData = simulator.control().fieldData(subscribed());
    String field = FieldDataAccount.drawnField(fieldData);
    fieldData.scaleBoundary(field, 1.5);
    fieldData.renameField(field, "Wider");

    awaitNotifications(2);
    JsonNode run = runOfNotification();
    assertThat(run.at("/records/boundaries/changed").intValue()).isOne();
    assertThat(FieldDataAccount.fieldDataCalls(simulator)).hasSize(1);
    assertThat(account.field(field).path("name").stringValue()).isEqualTo("Wider");
  }

  @Test
  void aNewFieldComesWithItsParentsAndItsBoundary() {
    FieldDataControl fieldData = simulator.control().fieldData(subscribed());
    String field = fieldData.addField("Newcomer", "New Place", "North 1");
    JsonNode run = runOfNotification();
    assertThat(run.at("/records/growers/added").intValue()).isOne();
    assertThat(run.at("/records/farms/added").intValue()).isOne();
    assertThat(run.at("/records/boundaries/added").intValue()).isOne();
    assertThat(account.fieldTotal()).isEqualTo(5);
    assertThat(account.field(field).path("name").stringValue()).isEqualTo("North 1");
    // The next sync finds no further change.
    assertThat(FieldDataAccount.state(account.syncToItsEnd())).isEqualTo("UNCHANGED");
  }

  @Test
  void aFieldThatIsGoneIsMarkedAndTakenAwayByTheNextSync() {
    FieldDataControl fieldData = simulator.control().fieldData(subscribed());
    String field = FieldDataAccount.drawnField(fieldData);
    fieldData.removeField(field);
    JsonNode run = runOfNotification();
    assertThat(FieldDataAccount.fieldsOf(run).path("removed").asInt(0)).isZero();
    assertThat(account.fieldTotal()).isEqualTo(4);
    assertThat(account.count("field", "missing_since is not null and removed_at is null")).isOne();

    assertThat(FieldDataAccount.fieldsOf(account.syncToItsEnd()).path("removed").intValue())
        .isOne();
    assertThat(account.fieldTotal()).isEqualTo(3);
  }

  @Test
  void aBoundaryThatIsGoneIsMarkedAndTakenAwayByTheNextSync() {
    FieldDataControl fieldData = simulator.control().fieldData(subscribed());
    fieldData.removeBoundary(FieldDataAccount.drawnField(fieldData));
    runOfNotification();
    assertThat(account.count("field_boundary", "missing_since is not null and status = 'ACTIVE'"))
        .isOne();
    account.syncToItsEnd();
    assertThat(account.count("field_boundary", "status = 'DELETED_ON_PROVIDER'")).isOne();
  }

  @Test
  void newFieldsArriveAsPreviewsWhereThatIsTheRule() {
    FieldDataControl fieldData = simulator.control().fieldData(subscribed());
    account.configure("customDataSync", true);
    String field = fieldData.addField("Newcomer", "New Place", "North 1");
    assertThat(runOfNotification().at("/records/boundaries/added").intValue()).isZero();
    assertThat(account.field(field).path("status").stringValue()).isEqualTo("PREVIEW");
  }

  @Test
  void nothingIsReadWhereFieldsAreReadOnRequestAlone() {
    FieldDataControl fieldData = simulator.control().fieldData(subscribed());
    account.configure("fieldsAutoSync", false);
    fieldData.renameField(FieldDataAccount.drawnField(fieldData), "South 80");
    awaitNotifications(1);
    clock.advance(DEBOUNCE);
    awaitNotifications(0);
    assertThat(FieldDataAccount.fieldDataCalls(simulator)).isEmpty();
  }

  @Test
  void fiveHundredNoticesMakeOneSyncOfTheWhole() {
    String org = subscribed();
    int runs = account.runs().size();
    IntStream.range(0, 500).forEach(i -> events.announceField(org, "made-up-" + i));
    Concurrency.await(events::isIdle);
    awaitNotifications(500);
    JsonNode run = runOfNotification();
    assertThat(account.runs()).hasSize(runs + 1);
    assertThat(run.path("cause").stringValue()).isEqualTo("NOTIFICATION");
    assertThat(FieldDataAccount.state(run)).isEqualTo("UNCHANGED");
    assertThat(FieldDataAccount.fieldDataCalls(simulator))
        .containsExactly(
            "organizations/" + org + "/clients",
            "organizations/" + org + "/farms",
            "organizations/" + org + "/fields");
  }

  @Test
  void repeatedAndUnorderedNotificationsAreReadOnce() {
    FieldDataControl fieldData = simulator.control().fieldData(subscribed());
    events.rule(rules -> rules.withDuplicates(true).withLatestFirst(true));
    String field = FieldDataAccount.drawnField(fieldData);
    fieldData.renameField(field, "One");
    fieldData.renameField(field, "Two");
    Concurrency.await(events::isIdle);
    awaitNotifications(1);
    runOfNotification();
    assertThat(account.field(field).path("name").stringValue()).isEqualTo("Two");
    assertThat(FieldDataAccount.fieldDataCalls(simulator)).hasSize(1);
  }

  @Test
  void theSameNoticeOnceMoreAfterItWasReadIsReadOnceMore() {
    FieldDataControl fieldData = simulator.control().fieldData(subscribed());
    String field = FieldDataAccount.drawnField(fieldData);
    fieldData.renameField(field, "One");
    runOfNotification();
    fieldData.renameField(field, "Two");
    runOfNotification();
    assertThat(account.field(field).path("name").stringValue()).isEqualTo("Two");
  }

  @Test
  void waitsForTheRunThatIsUnderWay() {
    String org = subscribed();
    FieldDataControl fieldData = simulator.control().fieldData(org);
    simulator
        .control()
        .addFault(Fault.slow(Duration.ofSeconds(2)).onPath("/platform/organizations/*/clients*"));
    assertThat(account.grower().sync().status()).isEqualTo(202);
    String field = FieldDataAccount.drawnField(fieldData);
    fieldData.renameField(field, "Meanwhile");
    awaitNotifications(1);
    clock.advance(DEBOUNCE);
    Concurrency.await(
        () -> {
          JsonNode last = account.lastRun();
          return last.path("cause").stringValue().equals("NOTIFICATION")
              && !FieldDataAccount.state(last).equals("RUNNING");
        });
    assertThat(account.field(field).path("name").stringValue()).isEqualTo("Meanwhile");
    assertThat(count("provider_notification", "true")).isZero();
  }

  @Test
  void whatConcernsAnOrganizationThatIsNotSelectedIsIgnored() {
    subscribed();
    String other = account.previewOrganization();
    String id = listening().getFirst().id();
    String resource =
        simulator.baseUri() + "/platform/organizations/" + other + "/fields/some-field";
    events.send(id, new Event("", "field", resource, "", Map.of("orgId", other)));
    Concurrency.await(events::isIdle);
    assertThat(forwarder.passed().getLast().status()).isEqualTo(204);
    assertThat(count("provider_notification", "true")).isZero();
  }

  @Test
  void oneMoreOrganizationIsSubscribedAndOneLessIsNot() {
    String first = subscribed();
    String second = account.readOrganization();
    Concurrency.await(() -> covered().equals(List.of(first, second).stream().sorted().toList()));
    assertThat(events.subscriptions()).hasSize(2);
    account.deselect(first);
    Concurrency.await(() -> covered().equals(List.of(second)));
    account.deselect(second);
    Concurrency.await(
        () ->
            events.subscriptions().stream()
                .allMatch(one -> one.status() == Subscription.Status.TERMINATED));
    Concurrency.await(() -> count("provider_subscription", "true") == 0);
  }

  @Test
  void selectingAgainSubscribesAgain() {
    String org = subscribed();
    account.deselect(org);
    Concurrency.await(() -> listening().isEmpty());
    account.select(org);
    Concurrency.await(() -> listening().size() == 2);
    assertThat(events.subscriptions()).hasSize(4);
  }

  @Test
  void deletingTheCredentialEndsTheSubscriptions() {
    subscribed();
    assertThat(account.api().delete(account.grower().user("/john-deere-credentials")).status())
        .isEqualTo(204);
    assertThat(events.subscriptions())
        .allMatch(one -> one.status() == Subscription.Status.TERMINATED);
    assertThat(count("provider_subscription", "true")).isZero();
  }

  @Test
  void deletingTheLeafUserEndsTheSubscriptions() {
    subscribed();
    assertThat(account.api().delete(account.grower().user("")).status()).isEqualTo(204);
    assertThat(events.subscriptions())
        .allMatch(one -> one.status() == Subscription.Status.TERMINATED);
  }

  @Test
  void anExpiredSubscriptionIsRenewedWithinADay() {
    FieldDataControl fieldData = simulator.control().fieldData(subscribed());
    events.subscriptions().forEach(one -> events.expire(one.id()));
    assertThat(listening()).isEmpty();
    clock.advance(Duration.ofHours(25));
    Concurrency.await(() -> listening().size() == 2);
    assertThat(events.subscriptions()).hasSize(2);
    account = account.with(server.owner());
    account.lastRunOnceOver();
    String field = FieldDataAccount.drawnField(fieldData);
    fieldData.renameField(field, "Renamed again");
    awaitNotifications(1);
    runOfNotification();
    assertThat(account.field(field).path("name").stringValue()).isEqualTo("Renamed again");
  }

  @Test
  void adoptsTheSubscriptionOfANodeThatEndedBeforeTheResponse() {
    subscribed();
    server
        .jdbi()
        .useHandle(
            handle ->
                handle.execute("update provider_subscription set provider_subscription_id = ''"));
    clock.advance(Duration.ofHours(25));
    Concurrency.await(() -> count("provider_subscription", "provider_subscription_id <> ''") == 2);
    assertThat(events.subscriptions()).hasSize(2);
    Concurrency.await(() -> listening().size() == 2);
  }

  @Test
  void aNewCredentialOfTheSameUserKeepsWhatIsSubscribed() {
    String org = subscribed();
    String token =
        simulator
            .control()
            .issueGrant(
                simulator.demoCredentials().userName(), simulator.demoCredentials().clientKey());
    account.grower().attach(withToken(token));
    clock.advance(Duration.ofMinutes(1));
    Concurrency.await(() -> count("provider_subscription", "provider_subscription_id <> ''") == 2);
    // The same user of the same application: the subscriptions remain.
    assertThat(covered()).containsExactly(org);
    assertThat(events.subscriptions()).hasSize(2);
  }

  private DemoCredentials withToken(String refreshToken) {
    DemoCredentials demo = simulator.demoCredentials();
    return new DemoCredentials(
        demo.clientKey(), demo.clientSecret(), refreshToken, demo.userName(), demo.password());
  }

  @Test
  void aServerThatCannotBeReachedFindsEverythingWithTheNextSync() {
    FieldDataControl fieldData = simulator.control().fieldData(subscribed());
    events.rule(rules -> rules.withAttempts(1));
    forwarder.breakAddresses();
    String field = FieldDataAccount.drawnField(fieldData);
    fieldData.renameField(field, "Unheard");
    Concurrency.await(() -> listening().size() == 1);
    account.syncToItsEnd();
    assertThat(account.field(field).path("name").stringValue()).isEqualTo("Unheard");
  }

  private List<String> covered() {
    List<Subscription> now = listening();
    return now.size() == 2 && now.getFirst().filters().equals(now.getLast().filters())
        ? now.getFirst().filters().getOrDefault("orgId", List.of())
        : List.of();
  }

  /// A selected organization that has been read and has a subscription.
  private String subscribed() {
    String org = account.readOrganization();
    Concurrency.await(
        () ->
            listening().size() == 2
                && count("provider_subscription", "provider_subscription_id <> ''") == 2);
    simulator.control().clearRequests();
    return org;
  }

  private String org() {
    return account.grower().idsWith("SELECTED").getFirst();
  }

  private List<Subscription> listening() {
    return events.subscriptions().stream().filter(Subscription::isListening).toList();
  }

  /// The completed run that reads the notified changes.
  private JsonNode runOfNotification() {
    Concurrency.await(events::isIdle);
    Concurrency.await(() -> count("provider_notification", "true") > 0);
    List<String> before = account.runs().stream().map(run -> run.path("id").asString()).toList();
    clock.advance(DEBOUNCE);
    Concurrency.await(() -> !before.contains(account.lastRun().path("id").asString()));
    return account.lastRunOnceOver();
  }

  private void awaitNotifications(int notifications) {
    Concurrency.await(() -> count("provider_notification", "true") == notifications);
  }

  /// Waits until the scheduler has polled.
  private void awaitPoll() {
    account.configure("automaticFixBoundary", true);
    IntStream.range(0, 20).forEach(_ -> account.runs());
  }

  private int count(String table, String condition) {
    return account.count(table, condition);
  }
}
