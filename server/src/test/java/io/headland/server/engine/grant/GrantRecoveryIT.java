package io.headland.server.engine.grant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.headland.server.Concurrency;
import io.headland.server.MovableClock;
import io.headland.server.ServerFixture;
import io.headland.server.api.organization.GrowerAccount;
import io.headland.server.core.event.RecordedEvents;
import io.headland.server.platform.http.ApiClient;
import io.headland.server.platform.http.ApiResponse;
import io.headland.simulator.Simulator;
import io.headland.simulator.SimulatorOptions;
import io.headland.simulator.control.DemoCredentials;
import io.headland.simulator.fault.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/// A grant counts as revoked only when the token endpoint reports that, or when the API refuses its
/// tokens for long enough; a grant that was marked as revoked by mistake recovers.
class GrantRecoveryIT {
  private static final String TOKEN = "*/v1/token";
  private static final String API = "/platform/*";
  private static final String APPLICATIONS = "/services/headland/api/provider-applications";
  private static final String ACCOUNTS = "/services/headland/api/accounts";

  private static final AtomicInteger OWNERS = new AtomicInteger();

  private static MovableClock clock;
  private static Simulator simulator;
  private static ServerFixture server;

  private DemoCredentials demo;
  private String email;
  private ApiClient owner;
  private GrowerAccount account;
  private long after;

  @BeforeAll
  static void start() {
    clock = new MovableClock();
    simulator = Simulator.start(SimulatorOptions.defaults().withOrganizations(12));
    server = ServerFixture.start(simulator.baseUri(), clock, config -> config);
  }

  @AfterAll
  static void stop() {
    server.close();
    simulator.close();
  }

  /// Each test has a separate API owner and grant, and no other accounts are due.
  @BeforeEach
  void attachASeparateGrant() {
    simulator.control().clearFaults();
    server
        .jdbi()
        .useHandle(
            handle ->
                handle.execute("delete from scheduled_tasks where task_name = 'sync-account'"));
    email = "owner-" + OWNERS.incrementAndGet() + "@example.com";
    owner = server.newOwner(email);
    demo = withNewGrant(simulator);
    account = GrowerAccount.attached(owner, demo);
  }

  private static DemoCredentials withNewGrant(Simulator simulator) {
    DemoCredentials demo = simulator.demoCredentials();
    String grant = simulator.control().issueGrant(demo.userName(), demo.clientKey());
    return new DemoCredentials(
        demo.clientKey(), demo.clientSecret(), grant, demo.userName(), demo.password());
  }

  static List<Arguments> refusals() {
    return List.of(
        argumentSet("invalid_client", 401, oauth("invalid_client"), "invalid_client"),
        argumentSet(
            "unauthorized_client", 400, oauth("unauthorized_client"), "unauthorized_client"),
        argumentSet("invalid_scope", 400, oauth("invalid_scope"), "invalid_scope"),
        argumentSet("invalid_request", 400, oauth("invalid_request"), "invalid_request"),
        argumentSet(
            "unsupported_grant_type",
            400,
            oauth("unsupported_grant_type"),
            "unsupported_grant_type"),
        argumentSet("an unknown code", 400, oauth("out_of_coffee"), "out_of_coffee"),
        argumentSet("a page", 403, "<html><title>Forbidden</title></html>", ""));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void aRefusalOfTheApplicationIsOneEventAndRecovers(int status, String body, String error) {
    GrowerAccount second = GrowerAccount.attached(owner, withNewGrant(simulator));
    List<String> selected = account.idsWith("SELECTED");
    fromNow();
    simulator.control().addFault(Fault.status(status).body(body).on("POST", TOKEN).always());
    expireAccessTokens();

    runSchedule();
    Concurrency.await(() -> failureKind(account).equals("APPLICATION"));
    Concurrency.await(() -> failureKind(second).equals("APPLICATION"));

    assertThat(status(account)).isEqualTo("TEMPORARILY_UNAVAILABLE");
    assertThat(account.idsWith("SELECTED")).isEqualTo(selected).isNotEmpty();
    assertThat(owner.get(account.user("/organizations/JohnDeere")).status()).isEqualTo(503);
    JsonNode refusal = owner.get(APPLICATIONS).json().get(0).path("refusal");
    assertThat(refusal.path("statusCode").intValue()).isEqualTo(status);
    assertThat(refusal.path("error").asString("")).isEqualTo(error);
    assertThat(health(account).at("/credential/failure/error").asString("")).isEqualTo(error);
    assertThat(health(account).at("/repair/action").stringValue()).isEqualTo("REPAIR_APPLICATION");
    JsonNode refused = theOnly(events());
    assertThat(refused.path("type").stringValue()).isEqualTo("provider_application.refused");
    assertThat(refused.at("/data/error").asString("")).isEqualTo(error);
    assertThat(refused.has("leafUserId")).isFalse();

    simulator.control().clearFaults();
    later(Duration.ofHours(4));
    awaitSchedule(() -> status(account).equals("OK") && status(second).equals("OK"));

    assertThat(theOnly(events()).path("type").stringValue())
        .isEqualTo("provider_application.recovered");
    assertThat(owner.get(APPLICATIONS).json().get(0).has("refusal")).isFalse();
    assertThat(failureKind(account)).isEmpty();
  }

  /// The list that was being read is not stored for the other Leaf user.
  @Test
  void anAccountThatMovesDuringItsScheduledSyncRemainsScheduled() {
    String target = GrowerAccount.create(owner).leafUserId();
    Concurrency.await(() -> !isScheduledSyncInProgress());
    // A handle of its own: those of the same thread are one.
    try (Handle move = server.jdbi().open().begin()) {
      move.execute(
          "select from provider_account where leaf_user_id = ?::uuid for no key update",
          account.leafUserId());
      server.jdbi().useHandle(this::dueNow);
      Concurrency.await(this::isWaitingForARow);
      move.execute(
          "update provider_account set leaf_user_id = ?::uuid where leaf_user_id = ?::uuid",
          target,
          account.leafUserId());
      move.commit();
    }
    Concurrency.await(() -> !isScheduledSyncInProgress());

    int scheduled =
        server
            .jdbi()
            .withHandle(
                handle ->
                    handle
                        .createQuery(
                            "select count(*) from scheduled_tasks join credential"
                                + " on task_instance = api_owner_id || '/' || id"
                                + " where leaf_user_id = ?::uuid")
                        .bind(0, target)
                        .mapTo(Integer.class)
                        .one());
    assertThat(scheduled).isEqualTo(1);
  }

  private boolean isWaitingForARow() {
    return server
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "select exists (select from pg_stat_activity where wait_event_type = 'Lock'"
                            + " and datname = current_database())")
                    .mapTo(Boolean.class)
                    .one());
  }

  @Test
  void oneRefusalAloneIsOverWithTheNextTry() {
    fromNow();
    simulator.control().addFault(Fault.status(401).body(oauth("invalid_client")).on("POST", TOKEN));
    expireAccessTokens();

    assertThat(owner.get(account.user("/organizations/JohnDeere")).status()).isEqualTo(503);
    assertThat(status(account)).isEqualTo("TEMPORARILY_UNAVAILABLE");
    assertThat(owner.get(account.user("/organizations/JohnDeere")).status()).isEqualTo(200);

    assertThat(status(account)).isEqualTo("OK");
    assertThat(types(events()))
        .containsExactly("provider_application.refused", "provider_application.recovered");
  }

  @Test
  void aNewCredentialWithAWrongSecretSaysNothingAboutAnApplicationThatWorks() {
    fromNow();

    GrowerAccount other = GrowerAccount.create(owner);
    other.attach(
        new DemoCredentials(
            demo.clientKey(), "4711-wrong", demo.refreshToken(), demo.userName(), demo.password()));

    assertThat(failureKind(other)).isEqualTo("APPLICATION");
    JsonNode created = events().getFirst();
    assertThat(created.path("type").stringValue()).isEqualTo("credential.created");
    assertThat(created.at("/data/status").stringValue()).isEqualTo("TEMPORARILY_UNAVAILABLE");
    assertThat(created.at("/data/error").stringValue()).isEqualTo("invalid_client");
    assertThat(owner.get(APPLICATIONS).json().get(0).has("refusal")).isFalse();
  }

  @Test
  void anApiThatRefusesFreshTokensForAMomentCostsNothing() {
    List<String> selected = account.idsWith("SELECTED");
    fromNow();
    simulator.control().addFault(Fault.status(401).on("GET", API).always());

    runSchedule();
    Concurrency.await(() -> failureKind(account).equals("ACCESS_TOKEN"));
    assertThat(status(account)).isEqualTo("TEMPORARILY_UNAVAILABLE");
    assertThat(owner.get(account.user("/organizations/JohnDeere")).status()).isEqualTo(503);
    clock.advance(Duration.ofSeconds(10));
    simulator.control().clearFaults();
    assertThat(account.idsWith("SELECTED")).isEqualTo(selected).isNotEmpty();
    clock.advance(Duration.ofMinutes(20));
    awaitSchedule(() -> status(account).equals("OK"));

    assertThat(types(events())).doesNotContain("credential.status_changed");
  }

  @Test
  void anApiThatKeepsRefusingEndsTheGrantAndAProbeRestoresIt() {
    List<String> selected = account.idsWith("SELECTED");
    account.choose(selected.getFirst(), "PREVIEW");
    List<String> chosen = account.idsWith("SELECTED");
    fromNow();
    simulator.control().addFault(Fault.status(401).on("GET", API).always());
    runSchedule();
    Concurrency.await(() -> attempts() == 1);
    for (int i = 0; i < 3; i++) {
      int attempts = attempts();
      clock.advance(Duration.ofMinutes(20));
      awaitSchedule(() -> attempts() > attempts || status(account).equals("UNAUTHENTICATED"));
    }

    Concurrency.await(() -> status(account).equals("UNAUTHENTICATED"));
    JsonNode revoked = theOnly(statusEvents());
    assertThat(revoked.at("/data/status").stringValue()).isEqualTo("UNAUTHENTICATED");
    assertThat(revoked.at("/data/previousStatus").stringValue()).isEqualTo("OK");
    assertThat(account.idsWith("SELECTED")).isEmpty();

    simulator.control().clearFaults();
    afterOneDay();
    awaitSchedule(() -> status(account).equals("OK"));

    Concurrency.await(() -> account.idsWith("SELECTED").equals(chosen));
    assertThat(account.status(selected.getFirst())).isEqualTo("PREVIEW");
    JsonNode restored = theOnly(statusEvents());
    assertThat(restored.at("/data/status").stringValue()).isEqualTo("OK");
    assertThat(restored.at("/data/previousStatus").stringValue()).isEqualTo("UNAUTHENTICATED");
  }

  @Test
  void aGrantThatTheTokenEndpointCalledInvalidInErrorIsRestoredByAProbe() {
    List<String> selected = account.idsWith("SELECTED");
    fromNow();
    simulator.control().addFault(Fault.status(400).body(oauth("invalid_grant")).on("POST", TOKEN));
    expireAccessTokens();
    runSchedule();
    Concurrency.await(() -> status(account).equals("UNAUTHENTICATED"));

    JsonNode health = health(account);
    assertThat(health.at("/repair/action").stringValue()).isEqualTo("REPLACE_CREDENTIAL");
    assertThat(health.at("/repair/organizations").intValue()).isEqualTo(selected.size());
    assertThat(health.at("/organizations/lost").intValue()).isZero();
    assertThat(theOnly(events()).at("/data/organizationsBlocked").intValue())
        .isEqualTo(selected.size());

    afterOneDay();
    awaitSchedule(() -> account.idsWith("SELECTED").equals(selected));

    assertThat(status(account)).isEqualTo("OK");
    assertThat(theOnly(statusEvents()).at("/data/status").stringValue()).isEqualTo("OK");
    assertThat(health(account).has("repair")).isFalse();
  }

  @Test
  void probesBecomeRarerAndEnd() {
    simulator.control().revokeGrant(demo.refreshToken());
    expireAccessTokens();
    runSchedule();
    Concurrency.await(() -> status(account).equals("UNAUTHENTICATED"));
    fromNow();
    simulator.control().clearRequests();

    List<Duration> pauses = new ArrayList<>();
    while (failure().has("nextProbeAt")) {
      Instant next = Instant.parse(failure().path("nextProbeAt").stringValue());
      Duration pause = Duration.between(clock.instant(), next);
      pauses.add(pause);
      long asked = simulator.control().requestCount();
      later(pause.plusSeconds(1));
      Concurrency.await(() -> simulator.control().requestCount() > asked);
      Concurrency.await(
          () ->
              !failure().path("nextProbeAt").asString("").equals(next.toString())
                  && !failure()
                      .path("nextProbeAt")
                      .asString("")
                      .startsWith(next.toString().substring(0, 19)));
      // The task of the probe determines its next time after it has stored the failure, by the
      // present time.
      Concurrency.await(() -> !isScheduledSyncInProgress());
    }

    assertThat(pauses).hasSize(6);
    assertThat(pauses.getFirst()).isBetween(Duration.ofHours(20), Duration.ofHours(27));
    assertThat(pauses.getLast()).isBetween(Duration.ofDays(28), Duration.ofDays(36));
    Concurrency.await(() -> !health(account).has("nextSyncAt"));
    assertThat(simulator.control().requestCount()).isEqualTo(6);
    assertThat(events()).isEmpty();
  }

  @Test
  void aRevokedGrantOfThreeHundredOrganizationsIsOneEventAndOneRepair() {
    try (Simulator large = Simulator.start(SimulatorOptions.defaults().withOrganizations(300));
        ServerFixture other = ServerFixture.start(large.baseUri(), clock, config -> config)) {
      owner = other.owner();
      GrowerAccount grower = GrowerAccount.attached(owner, large.demoCredentials());
      int open = selected(grower);
      assertThat(open).isGreaterThan(200);
      after = newest(other);
      large.control().revokeGrant(large.demoCredentials().refreshToken());
      other.jdbi().useHandle(GrantRecoveryIT::expire);
      other.jdbi().useHandle(this::dueNow);
      Concurrency.await(() -> status(grower).equals("UNAUTHENTICATED"));
      Concurrency.await(() -> !runState(grower).equals("RUNNING"));

      JsonNode event = theOnly(events(other));

      assertThat(event.path("type").stringValue()).isEqualTo("credential.status_changed");
      assertThat(event.at("/data/organizationsBlocked").intValue()).isEqualTo(open);
      assertThat(health(grower).at("/repair/organizations").intValue()).isEqualTo(open);
      assertThat(health(grower).at("/organizations/lost").intValue()).isZero();

      grower.attach(withNewGrant(large));
      Concurrency.await(() -> selected(grower) == open);
      assertThat(types(events(other))).containsExactly("credential.replaced", "sync_run.succeeded");
    }
  }

  @Test
  void keepsWhatTheProviderSaysAndNeverASecretThatItRepeats() {
    fromNow();
    String words =
        "{\"error\": \"invalid_request\", \"error_description\": \"Token '%s' of client %s:%s, %s\"}"
            .formatted(
                demo.refreshToken(),
                demo.clientKey(),
                demo.clientSecret(),
                "x".repeat(10) + " is not understood " + "y ".repeat(600));
    simulator.control().addFault(Fault.status(400).body(words).on("POST", TOKEN).always());
    expireAccessTokens();
    assertThat(owner.get(account.user("/organizations/JohnDeere")).status()).isEqualTo(503);

    String calls = owner.get(account.user("/john-deere-credentials/events")).body();
    String credential = owner.get(account.user("/john-deere-credentials")).body();
    String accounts = owner.get(ACCOUNTS).body();
    String applications = owner.get(APPLICATIONS).body();
    String events = events().toString();

    for (String shown : List.of(calls, credential, accounts, applications, events)) {
      assertThat(shown)
          .contains("invalid_request", "is not understood")
          .doesNotContain(demo.refreshToken(), demo.clientSecret());
      assertThat(shown.length()).isLessThan(5_000);
    }
    JsonNode call = owner.get(account.user("/john-deere-credentials/events")).json().get(0);
    assertThat(call.path("errorDescription").stringValue()).hasSizeLessThanOrEqualTo(500);
  }

  @Test
  void keepsTheMessageOfTheApi() {
    simulator.control().addFault(Fault.status(403).on("GET", API).always());

    account.sync();

    assertThat(status(account)).isEqualTo("MISSING_PERMISSION");
    assertThat(failure().path("kind").stringValue()).isEqualTo("PERMISSION");
    assertThat(failure().path("statusCode").intValue()).isEqualTo(403);
    assertThat(failure().path("errorDescription").stringValue()).isNotBlank();
  }

  @Test
  void anOutageOfTheProviderIsNoEventOfEachCredential() {
    fromNow();
    simulator.control().addFault(Fault.status(503).on("GET", API).always());
    for (int i = 1; i <= 3; i++) {
      int runs = i;
      runSchedule();
      Concurrency.await(() -> failure().path("attempts").asInt(0) >= runs);
      Concurrency.await(() -> !runState(account).equals("RUNNING"));
    }
    simulator.control().clearFaults();
    runSchedule();
    Concurrency.await(() -> status(account).equals("OK"));

    assertThat(types(events())).containsExactly("sync_run.failed");
  }

  private static String oauth(String error) {
    return "{\"error\": \"" + error + "\", \"error_description\": \"Because of " + error + ".\"}";
  }

  private void afterOneDay() {
    // A run in progress would plan its next attempt by the later time.
    Concurrency.await(() -> !runState(account).equals("RUNNING"));
    later(Duration.ofHours(28));
    account = new GrowerAccount(owner, account.leafUserId());
  }

  /// Advances the time, and signs in again: the earlier token may have expired.
  private void later(Duration duration) {
    clock.advance(duration);
    owner = server.anonymous().signIn(email, ServerFixture.OWNER_PASSWORD);
  }

  private void fromNow() {
    after = newest(server);
  }

  private long newest(ServerFixture where) {
    RecordedEvents.awaitPublished(where);
    return owner.get("/services/headland/api/events?after=newest").json().path("next").longValue();
  }

  /// The events since the last call.
  private List<JsonNode> events() {
    return events(server);
  }

  private List<JsonNode> events(ServerFixture where) {
    RecordedEvents.awaitPublished(where);
    ApiResponse page = owner.get("/services/headland/api/events?limit=1000&after=" + after);
    after = page.json().path("next").longValue();
    return page.json().path("items").valueStream().toList();
  }

  private List<JsonNode> statusEvents() {
    return events().stream()
        .filter(event -> event.path("type").stringValue().equals("credential.status_changed"))
        .toList();
  }

  private static List<String> types(List<JsonNode> events) {
    return events.stream().map(event -> event.path("type").stringValue()).toList();
  }

  private static JsonNode theOnly(List<JsonNode> events) {
    assertThat(types(events)).hasSize(1);
    return events.getFirst();
  }

  private JsonNode credential(GrowerAccount grower) {
    return owner.get(grower.user("/john-deere-credentials")).json();
  }

  private String status(GrowerAccount grower) {
    return credential(grower).path("status").stringValue();
  }

  private String failureKind(GrowerAccount grower) {
    return credential(grower).at("/failure/kind").asString("");
  }

  private JsonNode failure() {
    return credential(account).path("failure");
  }

  private int attempts() {
    return failure().path("attempts").asInt(0);
  }

  private JsonNode health(GrowerAccount grower) {
    return owner.get(ACCOUNTS + "?leafUserId=" + grower.leafUserId()).json().get(0);
  }

  private String runState(GrowerAccount grower) {
    return health(grower).at("/lastRun/state").asString("");
  }

  private int selected(GrowerAccount grower) {
    return health(grower).at("/organizations/selected").intValue();
  }

  private void expireAccessTokens() {
    server.jdbi().useHandle(GrantRecoveryIT::expire);
  }

  private static void expire(org.jdbi.v3.core.Handle handle) {
    handle.execute("update credential set access_expires_at = now() - interval '1 hour'");
  }

  /// Makes the regular syncs due, after those in progress: a picked task is not made due, and its
  /// end sets its next time.
  private void runSchedule() {
    Concurrency.await(() -> !isScheduledSyncInProgress());
    server.jdbi().useHandle(this::dueNow);
  }

  /// Waits for a result of the regular syncs, which are made due each time.
  private void awaitSchedule(BooleanSupplier condition) {
    Concurrency.await(
        () -> {
          server.jdbi().useHandle(this::dueNow);
          return condition.getAsBoolean();
        });
  }

  private boolean isScheduledSyncInProgress() {
    return server
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "select exists (select from scheduled_tasks where task_name ="
                            + " 'sync-account' and picked)")
                    .mapTo(Boolean.class)
                    .one());
  }

  private void dueNow(Handle handle) {
    handle
        .createUpdate(
            "update scheduled_tasks set execution_time = :now where task_name = 'sync-account'"
                + " and not picked")
        .bind("now", clock.instant())
        .execute();
  }
}
