package io.headland.server.engine.grant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.headland.server.ConfigChange;
import io.headland.server.ServerFixture;
import io.headland.server.api.organization.GrowerAccount;
import io.headland.server.platform.config.HeadlandConfig.CredentialConfig;
import io.headland.server.platform.http.ApiClient;
import io.headland.server.platform.http.ApiResponse;
import io.headland.server.provider.CredentialField;
import io.headland.server.provider.Provider;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Every kind of credential that the API accepts, on a server that cannot reach any provider.
class CredentialKindsIT {
  private static final String USERS = "/services/usermanagement/api/users";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /// The prefix of every secret that these tests send, and of no other text.
  private static final String SECRET = "4711-secret-";

  private static ServerFixture server;
  private static ApiClient owner;
  private static ApiClient otherOwner;

  /// Providers with an adapter: their credentials show the result of the verification.
  private static final Set<Provider> CALLABLE = Set.of(Provider.JOHN_DEERE, Provider.TRIMBLE);

  private GrowerAccount jane;

  @BeforeAll
  static void start() {
    server = ServerFixture.startWithoutProvider();
    owner = server.owner();
    otherOwner = server.newOwner("stranger@example.com");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void createALeafUser() {
    jane = GrowerAccount.create(owner);
  }

  @ParameterizedTest
  @EnumSource
  void isKeptAndShownWithItsSecretsMasked(Provider provider) {
    ApiResponse posted = post(jane, provider);

    assertThat(posted.status()).isEqualTo(201);
    assertThat(posted.header("Location")).contains(path(jane, provider));
    JsonNode view = posted.json();
    // The failure of the first verification is shown for providers that Headland calls.
    assertThat(view.propertyNames().stream().filter(name -> !name.equals("failure")))
        .containsExactlyElementsOf(
            Stream.concat(
                    Stream.of("id", "status", "createdTime"),
                    fields(provider).filter(CredentialField::shown).map(CredentialField::name))
                .toList());
    fields(provider)
        .filter(CredentialField::shown)
        .forEach(
            field ->
                assertThat(view.path(field.name()).stringValue())
                    .isEqualTo(field.secret() ? "********" : value(field)));
    assertThat(owner.get(path(jane, provider)).json()).isEqualTo(view);
    assertThat(owner.get(jane.user("")).json().path(key(provider))).isEqualTo(view);
    ApiResponse events = owner.get(path(jane, provider) + "/events");
    assertThat(events.status()).isEqualTo(200);
  }

  static Stream<Provider> notCalled() {
    return Arrays.stream(Provider.values()).filter(provider -> !CALLABLE.contains(provider));
  }

  @ParameterizedTest
  @MethodSource("notCalled")
  void isUnverifiedWithoutACallWhereNoAdapterExists(Provider provider) {
    assertThat(post(jane, provider).json().path("status").stringValue()).isEqualTo("UNVERIFIED");
    assertThat(owner.get(path(jane, provider) + "/events").json()).isEmpty();

    for (ApiResponse refused :
        List.of(
            owner.get(jane.user("/organizations/" + provider.wireName())),
            owner.get(jane.user("/" + provider.wireName() + "/organizations")),
            owner.get(jane.user("/" + provider.wireName() + "/organizations/1")),
            owner.patch(jane.user("/" + provider.wireName() + "/organizations/1/SELECTED")),
            owner.post(jane.user("/" + provider.wireName() + "/organizations/sync")))) {
      assertThat(refused.status()).isEqualTo(400);
      assertThat(refused.errorKey()).isEqualTo("providerNotSupported");
      assertThat(refused.json().path("detail").stringValue())
          .contains("JohnDeere")
          .doesNotContain(provider.wireName());
    }
    assertThat(owner.get(path(jane, provider)).json().path("status").stringValue())
        .isEqualTo("UNVERIFIED");
  }

  @ParameterizedTest
  @EnumSource
  void needsEachFieldThatHasNoDefault(Provider provider) {
    for (CredentialField field : fields(provider).toList()) {
      ObjectNode without = body(provider);
      without.remove(field.name());

      ApiResponse response = owner.post(path(jane, provider), without.toString());

      assertThat(response.status()).as(field.name()).isEqualTo(field.isRequired() ? 400 : 201);
      if (field.isRequired()) {
        assertThat(response.wrongFields()).containsExactly(field.name());
        assertThat(response.body()).doesNotContain(SECRET);
      } else {
        assertThat(response.json().path(field.name()).stringValue())
            .isEqualTo(field.defaultValue());
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void namesEveryFieldThatDoesNotHoldAndRepeatsNone(Provider provider) {
    ObjectNode wrong = JSON.createObjectNode();
    fields(provider).forEach(field -> wrong.putArray(field.name()).add(SECRET));

    ApiResponse refused = owner.post(path(jane, provider), wrong.toString());

    assertThat(refused.status()).isEqualTo(400);
    assertThat(Set.copyOf(refused.wrongFields()))
        .isEqualTo(Set.copyOf(fields(provider).map(CredentialField::name).toList()));
    assertThat(refused.body()).doesNotContain(SECRET);
    assertThat(owner.get(path(jane, provider)).status()).isEqualTo(404);
  }

  @ParameterizedTest
  @EnumSource
  void isReplacedByASecondOne(Provider provider) {
    String first = post(jane, provider).id();

    ApiResponse second = post(jane, provider);

    assertThat(second.status()).isEqualTo(201);
    assertThat(second.id()).isNotEqualTo(first).isEqualTo(owner.get(path(jane, provider)).id());
  }

  @ParameterizedTest
  @EnumSource
  void isGoneOnceItIsDeleted(Provider provider) {
    post(jane, provider);

    assertThat(owner.delete(path(jane, provider)).status()).isEqualTo(204);

    for (ApiResponse response :
        List.of(
            owner.get(path(jane, provider)),
            owner.delete(path(jane, provider)),
            owner.get(path(jane, provider) + "/events"))) {
      assertThat(response.status()).isEqualTo(404);
      assertThat(response.errorKey()).isEqualTo("credentialsNotFound");
    }
    // Eight documented kinds are shown as empty objects, the others not at all.
    assertThat(owner.get(jane.user("")).json().path(key(provider)).isEmpty()).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void movesToTheLeafUserThatNamesIt(Provider provider) {
    String id = post(jane, provider).id();
    GrowerAccount bob = GrowerAccount.create(owner);

    assertThat(owner.patch(bob.user(""), naming(provider, id)).status()).isEqualTo(200);

    assertThat(owner.get(path(bob, provider)).id()).isEqualTo(id);
    assertThat(owner.get(path(jane, provider)).status()).isEqualTo(404);
    post(jane, provider);
    assertThat(owner.patch(jane.user(""), naming(provider, id)).errorKey())
        .isEqualTo("credentialAlreadyExists");
  }

  @ParameterizedTest
  @EnumSource
  void staysWhenPutNamesItAndGoesWhenPutOmitsIt(Provider provider) {
    String id = post(jane, provider).id();
    ObjectNode user = (ObjectNode) JSON.readTree(naming(provider, id));
    user.put("id", jane.leafUserId()).put("name", "Jane").put("email", "jane@example.com");

    assertThat(
            owner.put(USERS, user.toString()).json().path(key(provider)).path("id").stringValue())
        .isEqualTo(id);

    user.remove(key(provider));
    assertThat(owner.put(USERS, user.toString()).json().has(key(provider))).isFalse();
    assertThat(owner.get(path(jane, provider)).status()).isEqualTo(404);
  }

  @ParameterizedTest
  @EnumSource
  void isNothingToAnotherApiOwner(Provider provider) {
    String id = post(jane, provider).id();
    GrowerAccount strangers = GrowerAccount.create(otherOwner);
    String before = owner.get(path(jane, provider)).body();

    for (ApiResponse response :
        List.of(
            otherOwner.get(path(jane, provider)),
            otherOwner.post(path(jane, provider), body(provider).toString()),
            otherOwner.get(path(jane, provider) + "/events"),
            otherOwner.delete(path(jane, provider)))) {
      assertThat(response.status()).isEqualTo(404);
    }
    assertThat(otherOwner.patch(strangers.user(""), naming(provider, id)).errorKey())
        .isEqualTo("credentialsNotFound");
    assertThat(owner.get(path(jane, provider)).body()).isEqualTo(before);
  }

  @Test
  void areHeldBesideEachOther() {
    for (Provider provider : Provider.values()) {
      post(jane, provider);
    }

    JsonNode user = owner.get(jane.user("")).json();
    JsonNode listed =
        owner
            .get(USERS + "?size=100&sort=createdTime,desc")
            .json()
            .valueStream()
            .findFirst()
            .orElseThrow();

    assertThat(user.propertyNames()).contains(keys());
    assertThat(listed).isEqualTo(user);
    assertThat(owner.delete(jane.user("")).status()).isEqualTo(204);
  }

  static List<Arguments> aliases() {
    return List.of(
        argumentSet("Panorama", Provider.PANORAMA, "organizationCode", "sharingUrlId", "77"),
        argumentSet(
            "Agrimatics", Provider.AGRIMATICS, "environment", "clientEnvironment", "PRODUCTION"));
  }

  @ParameterizedTest
  @MethodSource("aliases")
  void takesTheOtherSpellingOfAField(Provider provider, String name, String alias, String value) {
    ObjectNode other = body(provider);
    other.putNull(name).put(alias, value);
    assertThat(owner.post(path(jane, provider), other.toString()).json().path(name).stringValue())
        .isEqualTo(value);

    other.putArray(alias);
    assertThat(owner.post(path(jane, provider), other.toString()).wrongFields())
        .containsExactly(alias);

    ObjectNode both = body(provider).put(alias, value);
    assertThat(owner.post(path(jane, provider), both.toString()).json().path(name).stringValue())
        .isEqualTo(body(provider).path(name).stringValue());
  }

  @Test
  void agLeadersOlderPathLeadsToTheSameCredential() {
    String older = jane.user("/agleader-credentials");

    String id = owner.post(older, body(Provider.AG_LEADER).toString()).id();

    assertThat(owner.get(path(jane, Provider.AG_LEADER)).id()).isEqualTo(id);
    assertThat(owner.get(older + "/events").status()).isEqualTo(200);
    assertThat(owner.delete(older).status()).isEqualTo(204);
    assertThat(owner.get(path(jane, Provider.AG_LEADER)).status()).isEqualTo(404);
  }

  @Test
  void anUnknownKindIsNoPath() {
    for (String kind : List.of("/somar-credentials", "/Raven-credentials", "/raven-credential")) {
      assertThat(owner.get(jane.user(kind)).status()).isEqualTo(404);
      assertThat(owner.post(jane.user(kind), "{}").status()).isEqualTo(404);
    }
  }

  @Test
  void secretsAreNowhereInClear() {
    Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    Logger own = (Logger) LoggerFactory.getLogger("io.headland");
    Level before = own.getLevel();
    ListAppender<ILoggingEvent> logged = new ListAppender<>();
    logged.start();
    root.addAppender(logged);
    own.setLevel(Level.TRACE);
    try {
      for (Provider provider : Provider.values()) {
        assertThat(post(jane, provider).body()).doesNotContain(SECRET);
        owner.post(path(jane, provider), body(provider) + ", oops");
        assertThat(owner.get(path(jane, provider)).body()).doesNotContain(SECRET);
      }
      assertThat(owner.get(jane.user("")).body()).doesNotContain(SECRET);
      assertThat(logged.list)
          .isNotEmpty()
          .noneMatch(event -> event.getFormattedMessage().contains(SECRET));
      assertThat(credentialRows())
          .hasSizeGreaterThanOrEqualTo(Provider.values().length)
          .noneMatch(
              row ->
                  row.contains(SECRET)
                      || row.contains(
                          HexFormat.of().formatHex(SECRET.getBytes(StandardCharsets.UTF_8))));
    } finally {
      own.setLevel(before);
      root.detachAppender(logged);
    }
  }

  @Test
  void secretsAreRevealedWhereTheSettingSaysSoButPasswordsThatLeafHides() {
    try (ServerFixture open =
        ServerFixture.start(
            URI.create("http://127.0.0.1:9/"),
            Clock.systemUTC(),
            ConfigChange.credentials(
                new CredentialConfig(
                    true,
                    true,
                    Duration.ofDays(30),
                    Duration.ofSeconds(30),
                    Duration.ofMinutes(10))))) {
      GrowerAccount grower = GrowerAccount.create(open.owner());
      for (Provider provider : Provider.values()) {
        JsonNode view = post(grower, provider).json();
        for (CredentialField field : fields(provider).toList()) {
          assertThat(view.path(field.name()).asString("absent"))
              .as(provider + "." + field.name())
              .isEqualTo(field.shown() ? value(field) : "absent");
        }
      }
    }
  }

  private static List<String> credentialRows() {
    return server
        .jdbi()
        .withHandle(
            handle ->
                handle.createQuery("select c::text from credential c").mapTo(String.class).list());
  }

  private static ApiResponse post(GrowerAccount account, Provider provider) {
    return account.api().post(path(account, provider), body(provider).toString());
  }

  private static String path(GrowerAccount account, Provider provider) {
    return account.user("/" + provider.credentialShape().path());
  }

  private static String key(Provider provider) {
    return provider.credentialShape().userKey();
  }

  private static String[] keys() {
    return Arrays.stream(Provider.values()).map(CredentialKindsIT::key).toArray(String[]::new);
  }

  private static Stream<CredentialField> fields(Provider provider) {
    return provider.credentialShape().fields().stream();
  }

  private static ObjectNode body(Provider provider) {
    ObjectNode body = JSON.createObjectNode();
    fields(provider).forEach(field -> body.put(field.name(), value(field)));
    return body;
  }

  private static String value(CredentialField field) {
    if (field.secret()) {
      return SECRET + field.name();
    }
    return field.isRequired() ? "some " + field.name() : field.allowed().getLast();
  }

  private static String naming(Provider provider, String id) {
    return "{\"%s\": {\"id\": \"%s\"}}".formatted(key(provider), id);
  }
}
