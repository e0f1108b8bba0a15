package io.headland.server.engine.grant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.read.ListAppender;
import io.headland.server.ConfigChange;
import io.headland.server.ServerFixture;
import io.headland.server.api.organization.GrowerAccount;
import io.headland.server.platform.config.HeadlandConfig.CredentialConfig;
import io.headland.server.platform.http.ApiClient;
import io.headland.server.platform.http.ApiResponse;
import io.headland.simulator.Simulator;
import io.headland.simulator.SimulatorOptions;
import io.headland.simulator.control.DemoCredentials;
import io.headland.simulator.fault.Fault;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The places where secrets may and may not appear, on a server that reveals them in responses and
/// protects the first credential.
class SecretsIT {
  private static final String CREDENTIALS = "/john-deere-credentials";

  private static Simulator simulator;
  private static ServerFixture server;
  private static DemoCredentials demo;

  @BeforeAll
  static void start() {
    simulator =
        Simulator.start(
            SimulatorOptions.defaults()
                .withPort(0)
                .withSeed(7)
                .withOrganizations(12)
                .withUsers(2)
                .withRotation(true));
    demo = simulator.demoCredentials();
    server =
        ServerFixture.start(
            simulator.baseUri(),
            Clock.systemUTC(),
            ConfigChange.credentials(
                new CredentialConfig(
                    true,
                    false,
                    Duration.ofDays(30),
                    Duration.ofSeconds(30),
                    Duration.ofMinutes(10))));
  }

  @AfterAll
  static void stop() {
    server.close();
    simulator.close();
  }

  @Test
  void areRevealedWhereTheSettingSaysSo() {
    String refreshToken = newGrant();
    GrowerAccount account = GrowerAccount.create(server.owner());

    JsonNode view = account.attach(with(refreshToken)).json();

    assertThat(view.path("clientSecret").stringValue()).isEqualTo(demo.clientSecret());
    // The first refresh rotated it.
    assertThat(view.path("refreshToken").stringValue()).isNotBlank().isNotEqualTo(refreshToken);
    assertThat(view.path("accessToken").stringValue()).startsWith("eyJ");
    JsonNode user = account.api().get(account.user("")).json();
    assertThat(user.path("johnDeereCredentials")).isEqualTo(view);
  }

  @Test
  void aSecondCredentialIsRefusedWhereTheSettingSaysSo() {
    GrowerAccount account = GrowerAccount.attached(server.owner(), with(newGrant()));
    String before = account.api().get(account.user(CREDENTIALS)).body();

    ApiResponse second =
        account
            .api()
            .post(
                account.user(CREDENTIALS),
                "{\"clientKey\": \"k\", \"clientSecret\": \"s\", \"refreshToken\": \"r\"}");

    assertThat(second.status()).isEqualTo(400);
    assertThat(second.errorKey()).isEqualTo("credentialAlreadyExists");
    assertThat(account.api().get(account.user(CREDENTIALS)).body()).isEqualTo(before);
  }

  @Test
  void areNotInRowsLogsEventsAndMetrics() {
    Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    Logger own = (Logger) LoggerFactory.getLogger("io.headland");
    Level before = own.getLevel();
    ListAppender<ILoggingEvent> logged = new ListAppender<>();
    logged.start();
    root.addAppender(logged);
    own.setLevel(Level.TRACE);
    try {
      String refreshToken = newGrant();
      ApiClient owner = server.owner();
      GrowerAccount account = GrowerAccount.attached(owner, with(refreshToken));
      JsonNode view = owner.get(account.user(CREDENTIALS)).json();
      syncWithFaults(account);

      List<String> secrets =
          List.of(
              refreshToken,
              demo.clientSecret(),
              view.path("refreshToken").stringValue(),
              view.path("accessToken").stringValue(),
              ServerFixture.OWNER_PASSWORD,
              "4711-secret",
              "4711-token");
      assertThat(everyRow()).isNotEmpty().noneMatch(row -> holds(row, secrets));
      assertThat(logged.list).isNotEmpty().noneMatch(event -> holds(text(event), secrets));
      String events = owner.get(account.user(CREDENTIALS + "/events?size=100")).body();
      String metrics = server.anonymous().get("/metrics").body();
      assertThat(holds(events, secrets)).isFalse();
      assertThat(holds(metrics, secrets)).isFalse();
    } finally {
      own.setLevel(before);
      root.detachAppender(logged);
    }
  }

  static List<Arguments> places() {
    return List.of(
        argumentSet("of the same API owner", ServerFixture.OWNER_EMAIL),
        argumentSet("of another API owner", "neighbour@example.com"));
  }

  @ParameterizedTest
  @MethodSource("places")
  void doNotOpenInAnothersRow(String email) {
    ApiClient owner = server.owner();
    ApiClient taker = email.equals(ServerFixture.OWNER_EMAIL) ? owner : server.newOwner(email);
    GrowerAccount victim = GrowerAccount.attached(owner, with(newGrant()));
    GrowerAccount thief = GrowerAccount.attached(taker, with(newGrant()));
    JsonNode ownView = taker.get(thief.user(CREDENTIALS)).json();
    server.jdbi().useHandle(handle -> swap(handle, victim, thief));

    JsonNode masked = shut(ownView);
    assertThat(taker.get(thief.user(CREDENTIALS)).json()).isEqualTo(masked);
    assertThat(taker.get(thief.user("")).json().path("johnDeereCredentials")).isEqualTo(masked);
    assertThat(owner.get(victim.user(CREDENTIALS)).json().path("status").stringValue())
        .isEqualTo("UNAUTHENTICATED");
    for (ApiResponse refused :
        List.of(taker.get(thief.user("/organizations/JohnDeere")), thief.sync())) {
      assertThat(refused.status()).isEqualTo(400);
      assertThat(refused.errorKey()).isEqualTo("credentialsUnauthenticated");
    }
    // Stored data is read without a secret.
    assertThat(thief.organizations()).isNotEmpty();

    server.jdbi().useHandle(handle -> swap(handle, victim, thief));
    assertThat(taker.get(thief.user(CREDENTIALS)).json()).isEqualTo(ownView);
    assertThat(thief.sync().status()).isEqualTo(202);
  }

  @Test
  void thatWereChangedDoNotBreakAList() {
    ApiClient owner = server.newOwner("tampered@example.com");
    GrowerAccount tampered = GrowerAccount.attached(owner, with(newGrant()));
    GrowerAccount complete = GrowerAccount.attached(owner, with(newGrant()));
    JsonNode before = owner.get(tampered.user(CREDENTIALS)).json();
    ListAppender<ILoggingEvent> logged = new ListAppender<>();
    logged.start();
    Logger own = (Logger) LoggerFactory.getLogger("io.headland.server.core.credential");
    own.addAppender(logged);
    try {
      server.jdbi().useHandle(handle -> modify(handle, tampered));

      JsonNode users = owner.get("/services/usermanagement/api/users").json();
      assertThat(users.at("/0/johnDeereCredentials")).isEqualTo(shut(before));
      assertThat(users.at("/1/johnDeereCredentials"))
          .isEqualTo(owner.get(complete.user(CREDENTIALS)).json());
      assertThat(owner.get(tampered.user("")).json().path("johnDeereCredentials"))
          .isEqualTo(shut(before));
      assertThat(tampered.sync().errorKey()).isEqualTo("credentialsUnauthenticated");
      assertThat(owner.get(tampered.user(CREDENTIALS + "/events")).total()).isPositive();
    } finally {
      own.detachAppender(logged);
    }

    assertThat(logged.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .filteredOn(message -> message.contains("cannot be decrypted"))
        .singleElement()
        .asString()
        .contains(before.path("id").stringValue());
    assertThat(logged.list)
        .noneMatch(
            event ->
                holds(
                    text(event),
                    List.of(demo.clientSecret(), before.path("refreshToken").stringValue())));
    assertThat(owner.delete(tampered.user(CREDENTIALS)).status()).isEqualTo(204);
    assertThat(tampered.attach(with(newGrant())).json().path("status").stringValue())
        .isEqualTo("OK");
  }

  /// A credential whose secrets cannot be decrypted: unchanged, without the secrets.
  private static JsonNode shut(JsonNode view) {
    ObjectNode shut = (ObjectNode) view.deepCopy();
    shut.put("status", "UNAUTHENTICATED").put("clientSecret", "********");
    shut.put("refreshToken", "********").remove(List.of("accessToken", "tokenMetadata"));
    return shut;
  }

  private static void modify(Handle handle, GrowerAccount account) {
    handle
        .createUpdate(
            """
            update credential
               set secrets = set_byte(secrets, 20, get_byte(secrets, 20) # 1)
             where leaf_user_id = :leafUser
            """)
        .bind("leafUser", UUID.fromString(account.leafUserId()))
        .execute();
  }

  private static void swap(Handle handle, GrowerAccount one, GrowerAccount other) {
    handle
        .createUpdate(
            """
            update credential c
               set secrets = o.secrets
              from credential o
             where (c.leaf_user_id = :one and o.leaf_user_id = :other)
                or (c.leaf_user_id = :other and o.leaf_user_id = :one)
            """)
        .bind("one", UUID.fromString(one.leafUserId()))
        .bind("other", UUID.fromString(other.leafUserId()))
        .execute();
  }

  /// Causes as many log messages as possible.
  private static void syncWithFaults(GrowerAccount account) {
    ApiClient owner = account.api();
    String list = account.user("/organizations/JohnDeere");
    for (Fault fault :
        List.of(
            Fault.status(500),
            Fault.status(403),
            Fault.status(401),
            Fault.cutBody(),
            Fault.brokenJson(),
            Fault.htmlPage(502),
            Fault.expireToken())) {
      simulator.control().addFault(fault);
      owner.get(list);
      account.sync();
    }
    simulator.control().clearFaults();
    GrowerAccount wrong = GrowerAccount.create(owner);
    wrong.attach(
        new DemoCredentials(
            demo.clientKey(), "4711-secret", "4711-token", demo.userName(), demo.password()));
    owner.post(
        wrong.user(CREDENTIALS), "{\"clientKey\": \"k\", \"clientSecret\": \"4711-secret\", oops");
    server
        .anonymous()
        .post("/api/authenticate", "{\"username\": \"a\", \"password\": \"4711-secret\"}");
    owner.get(account.user("/../%00" + "?token=4711-token"));
  }

  private static boolean holds(String text, List<String> secrets) {
    return secrets.stream()
        .anyMatch(
            secret ->
                text.contains(secret)
                    || text.contains(
                        HexFormat.of().formatHex(secret.getBytes(StandardCharsets.UTF_8))));
  }

  /// Every row of every table as text, with binary columns in hexadecimal.
  private static List<String> everyRow() {
    return server
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "select table_name from information_schema.tables"
                            + " where table_schema = 'public'")
                    .mapTo(String.class)
                    .list()
                    .stream()
                    .flatMap(
                        table ->
                            handle
                                .createQuery("select t::text from " + table + " t")
                                .mapTo(String.class)
                                .list()
                                .stream())
                    .toList());
  }

  private static String text(ILoggingEvent event) {
    StringBuilder text =
        new StringBuilder(event.getFormattedMessage()).append(event.getMDCPropertyMap());
    IThrowableProxy thrown = event.getThrowableProxy();
    while (thrown != null) {
      text.append(thrown.getClassName()).append(thrown.getMessage());
      thrown = thrown.getCause();
    }
    return text.toString();
  }

  private static String newGrant() {
    return simulator.control().issueGrant(demo.userName(), demo.clientKey());
  }

  private static DemoCredentials with(String refreshToken) {
    return new DemoCredentials(
        demo.clientKey(), demo.clientSecret(), refreshToken, demo.userName(), demo.password());
  }
}
