package io.headland.server.core.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.headland.server.Concurrency;
import io.headland.server.MovableClock;
import io.headland.server.ServerFixture;
import io.headland.server.api.organization.GrowerAccount;
import io.headland.server.platform.http.ApiClient;
import io.headland.server.platform.http.ApiResponse;
import io.headland.simulator.Simulator;
import io.headland.simulator.SimulatorOptions;
import io.headland.simulator.control.DemoCredentials;
import io.headland.simulator.fault.Fault;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class CredentialIT {
  private static final String CREDENTIALS = "/john-deere-credentials";
  private static final String TOKEN = "*/v1/token";
  private static final String LISTING = "*/organizations*";
  private static final String WRONG = "4711-wrong";

  private static Simulator simulator;
  private static final MovableClock CLOCK = new MovableClock();

  private static ServerFixture server;
  private static ApiClient owner;
  private static DemoCredentials demo;

  private GrowerAccount account;

  @BeforeAll
  static void start() {
    simulator =
        Simulator.start(SimulatorOptions.defaults().withPort(0).withSeed(7).withOrganizations(12));
    demo = simulator.demoCredentials();
    server = ServerFixture.start(simulator.baseUri(), CLOCK, config -> config);
    owner = server.owner();
  }

  @AfterAll
  static void stop() {
    server.close();
    simulator.close();
  }

  @BeforeEach
  void createALeafUser() {
    simulator.control().clearFaults();
    account = GrowerAccount.create(owner);
  }

  @Test
  void showsWhatItWasGivenWithItsSecretsMasked() {
    ApiResponse posted = post(body(demo.clientSecret(), demo.refreshToken()));

    assertThat(posted.status()).isEqualTo(201);
    assertThat(posted.header("Location")).contains(account.user(CREDENTIALS));
    JsonNode view = posted.json();
    assertThat(view.propertyNames())
        .containsExactly(
            "id",
            "status",
            "createdTime",
            "clientKey",
            "clientSecret",
            "refreshToken",
            "clientEnvironment",
            "accessToken",
            "tokenMetadata");
    assertThat(view.path("status").stringValue()).isEqualTo("OK");
    assertThat(view.path("clientKey").stringValue()).isEqualTo(demo.clientKey());
    assertThat(view.path("clientEnvironment").stringValue()).isEqualTo("STAGE");
    for (String secret : List.of("clientSecret", "refreshToken", "accessToken")) {
      assertThat(view.path(secret).stringValue()).isEqualTo("********");
    }
    assertThat(view.at("/tokenMetadata/scopes").valueStream()).isNotEmpty();
    assertThat(get().json()).isEqualTo(view);
    String list = owner.get("/services/usermanagement/api/users?size=100").body();
    assertThat(list).contains(posted.id()).doesNotContain(demo.clientSecret(), demo.refreshToken());
  }

  static List<Arguments> statuses() {
    return List.of(
        argumentSet("all well", List.of(), "OK"),
        argumentSet(
            "403", List.of(Fault.status(403).on("GET", LISTING).always()), "MISSING_PERMISSION"),
        argumentSet(
            "500",
            List.of(Fault.status(500).on("GET", LISTING).always()),
            "TEMPORARILY_UNAVAILABLE"),
        argumentSet(
            "429",
            List.of(
                Fault.status(429).retryAfter(Duration.ofSeconds(9)).on("GET", LISTING).always()),
            "TEMPORARILY_UNAVAILABLE"),
        argumentSet(
            "a page of some machine on the way",
            List.of(Fault.htmlPage(200).on("GET", LISTING).always()),
            "TEMPORARILY_UNAVAILABLE"),
        argumentSet(
            "500 for the token",
            List.of(Fault.status(500).on("POST", TOKEN).always()),
            "TEMPORARILY_UNAVAILABLE"),
        argumentSet(
            "429 for the token",
            List.of(Fault.status(429).on("POST", TOKEN).always()),
            "TEMPORARILY_UNAVAILABLE"),
        argumentSet(
            "half an answer for the token",
            List.of(Fault.cutBody().on("POST", TOKEN).always()),
            "TEMPORARILY_UNAVAILABLE"));
  }

  @ParameterizedTest
  @MethodSource("statuses")
  void saysWhatTheProviderMakesOfItAndRecovers(List<Fault> faults, String status) {
    faults.forEach(simulator.control()::addFault);

    ApiResponse posted = post(body(demo.clientSecret(), demo.refreshToken()));

    assertThat(posted.status()).isEqualTo(201);
    assertThat(posted.json().path("status").stringValue()).isEqualTo(status);
    assertThat(status()).isEqualTo(status);

    simulator.control().clearFaults();
    // The duration of a throttle of the provider, if there is one.
    CLOCK.advance(Duration.ofMinutes(2));
    assertThat(account.sync().status()).isEqualTo(202);
    assertThat(status()).isEqualTo("OK");
  }

  @Test
  void saysThatAProviderThatIsAwayIsAway() {
    try (ServerFixture lonely = ServerFixture.startWithoutProvider()) {
      GrowerAccount grower = GrowerAccount.create(lonely.owner());

      ApiResponse posted = grower.attach(demo);

      assertThat(posted.json().path("status").stringValue()).isEqualTo("TEMPORARILY_UNAVAILABLE");
      assertThat(posted.json().has("accessToken")).isFalse();
      ApiResponse list = grower.api().get(grower.user("/organizations/JohnDeere"));
      assertThat(list.status()).isEqualTo(503);
      assertThat(list.header("Retry-After")).isPresent();
    }
  }

  @Test
  void tellsAWrongRefreshTokenFromAWrongSecret() {
    assertThat(post(body(demo.clientSecret(), WRONG)).json().path("status").stringValue())
        .isEqualTo("UNAUTHENTICATED");
    assertThat(owner.get(account.user("/organizations/JohnDeere")).errorKey())
        .isEqualTo("credentialsUnauthenticated");

    JsonNode wrongSecret = post(body(WRONG, demo.refreshToken())).json();
    assertThat(wrongSecret.path("status").stringValue()).isEqualTo("TEMPORARILY_UNAVAILABLE");
    assertThat(wrongSecret.at("/failure/kind").stringValue()).isEqualTo("APPLICATION");
    assertThat(wrongSecret.at("/failure/error").stringValue()).isEqualTo("invalid_client");
    ApiResponse list = owner.get(account.user("/organizations/JohnDeere"));
    assertThat(list.status()).isEqualTo(503);
    assertThat(list.errorKey()).isEqualTo("applicationRefused");
    assertThat(list.header("Retry-After")).isPresent();

    assertThat(account.attach(demo).json().path("status").stringValue()).isEqualTo("OK");
    assertThat(owner.get(account.user("/organizations/JohnDeere")).status()).isEqualTo(200);
  }

  static List<Arguments> wrongBodies() {
    String good = "\"clientKey\": \"k\", \"clientSecret\": \"%s\", \"refreshToken\": \"%s\"";
    String secrets = good.formatted(WRONG, WRONG);
    return List.of(
        argumentSet("nothing", "{}", List.of("clientKey", "clientSecret", "refreshToken")),
        argumentSet(
            "nulls",
            "{\"clientKey\": null, \"clientSecret\": null, \"refreshToken\": \"x\"}",
            List.of("clientKey", "clientSecret")),
        argumentSet(
            "blanks",
            "{" + good.formatted("", "  ") + "}",
            List.of("clientSecret", "refreshToken")),
        argumentSet(
            "other types",
            "{\"clientKey\": [1], \"clientSecret\": [\"4711\"], \"refreshToken\": {\"a\":"
                + " \"4711\"}}",
            List.of("clientKey", "clientSecret", "refreshToken")),
        argumentSet(
            "a placeholder for the environment",
            "{" + secrets + ", \"clientEnvironment\": \"{jd_client_environment}\"}",
            List.of("clientEnvironment")),
        argumentSet(
            "an environment in small letters",
            "{" + secrets + ", \"clientEnvironment\": \"stage\"}",
            List.of("clientEnvironment")),
        argumentSet(
            "an environment of another type",
            "{" + secrets + ", \"clientEnvironment\": 1}",
            List.of("clientEnvironment")),
        argumentSet(
            "a NUL character",
            "{" + good.formatted("4711\\u0000", "x") + "}",
            List.of("clientSecret")));
  }

  @ParameterizedTest
  @MethodSource("wrongBodies")
  void namesWhatIsWrongAndStoresNothing(String body, List<String> fields) {
    ApiResponse refused = post(body);

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.json().path("message").stringValue()).isEqualTo("error.validation");
    assertThat(refused.wrongFields()).isEqualTo(fields);
    assertThat(refused.body()).doesNotContain("4711");
    assertThat(get().status()).isEqualTo(404);
  }

  @Test
  void aWrongBodyLeavesTheEarlierCredentialAlone() {
    String before = account.attach(demo).body();

    assertThat(post("{\"clientKey\": \"k\"}").status()).isEqualTo(400);

    assertThat(get().body()).isEqualTo(before);
  }

  @Test
  void takesTheEnvironmentWhenItIsGivenAndIgnoresWhatItDoesNotKnow() {
    String more = ", \"clientEnvironment\": %s, \"accessToken\": \"" + WRONG + "\", \"x\": 1}";
    String body = body(demo.clientSecret(), demo.refreshToken()).replace("}", more);

    JsonNode production = post(body.formatted("\"PRODUCTION\"")).json();
    JsonNode none = post(body.formatted("null")).json();

    assertThat(production.path("clientEnvironment").stringValue()).isEqualTo("PRODUCTION");
    assertThat(production.path("status").stringValue()).isEqualTo("OK");
    assertThat(none.path("clientEnvironment").stringValue()).isEqualTo("STAGE");
    assertThat(none.has("x")).isFalse();
  }

  @Test
  void aSecondOneTakesThePlaceOfTheFirst() {
    String first = account.attach(demo).id();
    String chosen = account.idsWith("SELECTED").getFirst();
    assertThat(account.choose(chosen, "PREVIEW").status()).isEqualTo(200);
    int organizations = account.organizations().size();

    ApiResponse second = account.attach(demo);

    assertThat(second.status()).isEqualTo(201);
    assertThat(second.id()).isNotEqualTo(first).isEqualTo(get().id());
    assertThat(account.status(chosen)).isEqualTo("PREVIEW");
    assertThat(account.organizations()).hasSize(organizations);
    assertThat(owner.get(account.user(CREDENTIALS + "/events")).total()).isEqualTo(2);
  }

  @Test
  void aNewGrantBringsBackWhatADeadOneBlocked() {
    String grant = simulator.control().issueGrant(demo.userName(), demo.clientKey());
    post(body(demo.clientSecret(), grant));
    String chosen = account.idsWith("SELECTED").getFirst();
    account.choose(chosen, "PREVIEW");
    List<String> selected = account.idsWith("SELECTED");
    simulator.control().revokeGrant(grant);
    assertThat(account.sync().errorKey()).isEqualTo("credentialsUnauthenticated");
    assertThat(account.idsWith("SELECTED")).isEmpty();
    assertThat(status()).isEqualTo("UNAUTHENTICATED");

    String fresh = simulator.control().issueGrant(demo.userName(), demo.clientKey());
    assertThat(post(body(demo.clientSecret(), fresh)).json().path("status").stringValue())
        .isEqualTo("OK");

    assertThat(account.idsWith("SELECTED")).isEqualTo(selected);
    assertThat(account.status(chosen)).isEqualTo("PREVIEW");
  }

  @Test
  void aNewOneIsCheckedThoughTheEarlierOnesRunIsUnderWay() throws Exception {
    account.attach(demo);
    simulator.control().addFault(Fault.slow(Duration.ofSeconds(3)).on("GET", LISTING));
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<ApiResponse> earlier = executor.submit(() -> account.sync());
      Concurrency.await(() -> simulator.control().faults().isEmpty());

      ApiResponse posted = post(body(demo.clientSecret(), WRONG));

      assertThat(posted.json().path("status").stringValue()).isEqualTo("UNAUTHENTICATED");
      earlier.get();
    }
    // Data that only the earlier credential could read is not visible to the new one.
    assertThat(account.idsWith("SELECTED")).isEmpty();
    assertThat(status()).isEqualTo("UNAUTHENTICATED");
  }

  @Test
  void isGoneOnceItIsDeleted() {
    account.attach(demo);

    assertThat(owner.delete(account.user(CREDENTIALS)).status()).isEqualTo(204);

    for (ApiResponse response :
        List.of(
            get(),
            owner.delete(account.user(CREDENTIALS)),
            owner.get(account.user(CREDENTIALS + "/events")),
            owner.get(account.user("/organizations/JohnDeere")))) {
      assertThat(response.status()).isEqualTo(404);
      assertThat(response.errorKey()).isEqualTo("credentialsNotFound");
    }
    assertThat(owner.get(account.user("")).json().path("johnDeereCredentials").has("id")).isFalse();
    assertThat(owner.get(account.user("/JohnDeere/organizations")).status()).isEqualTo(404);
    account.attach(demo);
    assertThat(account.organizations()).hasSize(12);
  }

  @Test
  void manyAtOnceLeaveOneThatIsWhole() throws InterruptedException {
    List<ApiResponse> answers =
        Concurrency.allAtOnce(8, _ -> post(body(demo.clientSecret(), demo.refreshToken())));

    assertThat(answers).extracting(ApiResponse::status).containsOnly(201);
    assertThat(answers).extracting(ApiResponse::id).contains(get().id());
    assertThat(account.sync().status()).isEqualTo(202);
    assertThat(status()).isEqualTo("OK");
  }

  @Test
  void nobodyHasNoCredential() {
    GrowerAccount missing = new GrowerAccount(owner, "01a00000-0000-7000-8000-000000000001");

    assertThat(owner.get(missing.user(CREDENTIALS)).status()).isEqualTo(404);
    assertThat(
            owner
                .post(missing.user(CREDENTIALS), body(demo.clientSecret(), demo.refreshToken()))
                .status())
        .isEqualTo(404);
    assertThat(owner.delete(missing.user(CREDENTIALS)).status()).isEqualTo(404);
  }

  private ApiResponse post(String body) {
    return owner.post(account.user(CREDENTIALS), body);
  }

  private ApiResponse get() {
    return owner.get(account.user(CREDENTIALS));
  }

  private String status() {
    return get().json().path("status").stringValue();
  }

  private static String body(String clientSecret, String refreshToken) {
    return "{\"clientKey\": \"%s\", \"clientSecret\": \"%s\", \"refreshToken\": \"%s\"}"
        .formatted(demo.clientKey(), clientSecret, refreshToken);
  }
}
