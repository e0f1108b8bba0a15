package io.headland.server.core.leafuser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.headland.server.ConfigChange;
import io.headland.server.ServerFixture;
import io.headland.server.platform.config.HeadlandConfig.LeafUserConfig;
import io.headland.server.platform.http.ApiClient;
import io.headland.server.platform.http.ApiResponse;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// No server listens at the provider's address: a credential is stored nevertheless.
class LeafUserIT {
  private static final String USERS = "/services/usermanagement/api/users";
  private static final String WHOLE =
      """
      {"name": "Jane Smith", "email": "jane@example.com", "phone": "+15551234567",
       "address": "123 Field Rd, Ames, IA 50010", "externalId": "grower-9381"}
      """;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private static ServerFixture server;
  private static ApiClient owner;

  @BeforeAll
  static void start() {
    server = ServerFixture.startWithoutProvider();
    owner = server.owner();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void keepsWhatItIsGiven() {
    ApiResponse created = owner.post(USERS, WHOLE);

    assertThat(created.status()).isEqualTo(201);
    ObjectNode expected = (ObjectNode) JSON.readTree(WHOLE);
    expected.put("id", created.id()).put("apiOwnerUsername", ServerFixture.OWNER_EMAIL);
    assertThat(created.json()).isEqualTo(expected);
    assertThat(created.header("Location")).contains(USERS + "/" + created.id());
    JsonNode read = owner.get(created.header("Location").orElseThrow()).json();
    expected.forEachEntry((key, value) -> assertThat(read.path(key)).as(key).isEqualTo(value));
  }

  @Test
  void leavesOutWhatItWasNotGiven() {
    ApiResponse created =
        owner.post(USERS, "{\"name\": \"Ann\", \"email\": \"ann@x.org\", \"phone\": null}");

    assertThat(created.json().propertyNames())
        .containsExactlyInAnyOrder("id", "name", "email", "apiOwnerUsername");
  }

  @Test
  void letsSeveralShareAnEmailAndAnExternalId() {
    assertThat(owner.post(USERS, WHOLE).status()).isEqualTo(201);
    assertThat(owner.post(USERS, WHOLE).status()).isEqualTo(201);
  }

  @Test
  void readsIdsInCapitalLetters() {
    String id = create("Ann");
    String loud = id.toUpperCase(Locale.ROOT);

    assertThat(owner.get(USERS + "/" + loud).id()).isEqualTo(id);
    assertThat(owner.put(USERS, body(loud, "Bea", "")).id()).isEqualTo(id);
    assertThat(owner.delete(USERS + "/" + loud).status()).isEqualTo(204);
    assertThat(owner.get(USERS + "/" + id).status()).isEqualTo(404);
  }

  @Test
  void findsNoDeletedUser() {
    String id = create("Ann");

    assertThat(owner.delete(USERS + "/" + id).status()).isEqualTo(204);

    for (ApiResponse response :
        List.of(
            owner.get(USERS + "/" + id),
            owner.delete(USERS + "/" + id),
            owner.patch(USERS + "/" + id, "{}"),
            owner.put(USERS, body(id, "Ann", "")))) {
      assertThat(response.status()).isEqualTo(404);
      assertThat(response.errorKey()).isEqualTo("userNotFound");
    }
  }

  @Test
  void doesNotMindKeysThatItDoesNotKnow() {
    String json =
        "{\"name\": \"Ann\", \"email\": \"a@x.org\", \"colour\": {\"deep\": [1]}, \"status\": 7,"
            + " \"somarCredentials\": {\"id\": \"x\"}, \"johnDeereCredentials\": {}}";

    ApiResponse created = owner.post(USERS, json);

    assertThat(created.status()).isEqualTo(201);
    assertThat(created.json().propertyNames())
        .containsExactlyInAnyOrder("id", "name", "email", "apiOwnerUsername");
    assertThat(owner.patch(USERS + "/" + created.id(), "{\"colour\": null}").json())
        .isEqualTo(created.json());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Søren \"Field\" O'Brien \\ <b>&amp;</b> %s ; drop table leaf_user; --",
        "🚜👩‍🌾 農場 \u202eמשק\u202c مزرعة",
        " leading and trailing ",
        "tab\tand\nnew line\u0001\u007f",
        "e\u0301 is not é",
        "\ufeff\u2028\uffff"
      })
  void keepsEveryTextAsItIs(String text) {
    ObjectNode body = JSON.createObjectNode();
    body.put("email", "ann@example.com");
    List.of("name", "phone", "address", "externalId").forEach(key -> body.put(key, text));

    String id = owner.post(USERS, body.toString()).id();

    JsonNode stored = owner.get(USERS + "/" + id).json();
    body.propertyNames().forEach(key -> assertThat(stored.path(key)).isEqualTo(body.get(key)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"name", "phone", "address", "externalId"})
  void keepsALongTextAndRefusesAnEvenLongerOne(String key) {
    // Without a pattern, so that it cannot be compressed.
    String longest =
        new Random(1)
            .ints(16_384, 0x4e00, 0x9fa5)
            .mapToObj(Character::toString)
            .collect(Collectors.joining());

    ApiResponse created = owner.post(USERS, body("", "Ann", key, longest));
    ApiResponse refused = owner.post(USERS, body("", "Ann", key, longest + "x"));

    assertThat(created.status()).isEqualTo(201);
    assertThat(created.json().path(key).stringValue()).isEqualTo(longest);
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.wrongFields()).containsExactly(key);
    assertThat(owner.delete(USERS + "/" + created.id()).status()).isEqualTo(204);
  }

  static List<Arguments> wrong() {
    return List.of(
        argumentSet("nothing", "{}", List.of("name", "email")),
        argumentSet("nulls", "{\"name\": null, \"email\": null}", List.of("name", "email")),
        argumentSet("blanks", "{\"name\": \" \", \"email\": \"\"}", List.of("name", "email")),
        argumentSet(
            "other types",
            "{\"name\": [1], \"email\": \"a@x.org\", \"phone\": {}, \"address\": []}",
            List.of("name", "phone", "address")),
        argumentSet(
            "NUL characters",
            "{\"name\": \"a\\u0000\", \"email\": \"a@x.org\", \"phone\": \"\\u0000\"}",
            List.of("name", "phone")),
        argumentSet(
            "half an emoji",
            "{\"name\": \"a\\ud83d\", \"email\": \"a@x.org\", \"phone\": \"\\ude9ca\"}",
            List.of("name", "phone")),
        argumentSet(
            "a credential that is none",
            "{\"name\": \"a\", \"email\": \"a@x.org\", \"johnDeereCredentials\": \"x\"}",
            List.of("johnDeereCredentials")),
        argumentSet(
            "a credential id that is none",
            "{\"name\": \"a\", \"email\": \"a@x.org\", \"johnDeereCredentials\": {\"id\": \"x\"}}",
            List.of("johnDeereCredentials.id")));
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void namesEveryFieldThatDoesNotHold(String json, List<String> fields) {
    String id = create("Ann");
    long before = owner.get(USERS).total();
    String rest = json.equals("{}") ? "}" : ", " + json.substring(1);
    String replacement = "{\"id\": \"" + id + "\"" + rest;

    for (ApiResponse response : List.of(owner.post(USERS, json), owner.put(USERS, replacement))) {
      assertThat(response.status()).isEqualTo(400);
      assertThat(response.json().path("message").stringValue()).isEqualTo("error.validation");
      assertThat(response.wrongFields()).isEqualTo(fields);
    }
    assertThat(owner.get(USERS).total()).isEqualTo(before);
    assertThat(owner.get(USERS + "/" + id).json().path("name").stringValue()).isEqualTo("Ann");
  }

  @Test
  void putWantsTheIdInTheBody() {
    assertThat(owner.put(USERS, body("", "Ann", "")).wrongFields()).containsExactly("id");
    assertThat(owner.put(USERS, body("no-uuid", "Ann", "")).status()).isEqualTo(404);
    assertThat(owner.put(USERS + "/", body(create("Ann"), "Bea", "")).status()).isEqualTo(200);
  }

  @Test
  void putReplacesAllOfIt() {
    String id = owner.post(USERS, WHOLE).id();

    JsonNode replaced = owner.put(USERS, body(id, "Bea", "")).json();

    assertThat(replaced.path("name").stringValue()).isEqualTo("Bea");
    assertThat(replaced.propertyNames())
        .containsExactlyInAnyOrder("id", "name", "email", "apiOwnerUsername");
    assertThat(owner.get(USERS + "/" + id).json().path("phone").isNull()).isTrue();
  }

  @Test
  void patchChangesWhatItNamesAndClearsWhatIsNull() {
    String user = USERS + "/" + owner.post(USERS, WHOLE).id();

    assertThat(owner.patch(user, "{}").json().path("phone").stringValue())
        .isEqualTo("+15551234567");
    JsonNode changed =
        owner.patch(user, "{\"name\": \"Bea\", \"phone\": null, \"address\": \"\"}").json();

    assertThat(changed.path("name").stringValue()).isEqualTo("Bea");
    assertThat(changed.has("phone")).isFalse();
    assertThat(changed.path("address").stringValue()).isEmpty();
    assertThat(changed.path("email").stringValue()).isEqualTo("jane@example.com");
    assertThat(changed.path("externalId").stringValue()).isEqualTo("grower-9381");
    assertThat(owner.get(user).json().path("phone").isNull()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"name\": null, \"phone\": \"1\"}",
        "{\"name\": \" \", \"phone\": \"1\"}",
        "{\"email\": null, \"phone\": \"1\"}",
        "{\"email\": 7, \"phone\": \"1\"}",
        "{\"email\": \"no address\", \"phone\": \"1\"}"
      })
  void patchClearsNeitherNameNorEmail(String json) {
    String user = USERS + "/" + owner.post(USERS, WHOLE).id();
    JsonNode before = owner.get(user).json();

    ApiResponse refused = owner.patch(user, json);

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.wrongFields()).hasSize(1);
    assertThat(owner.get(user).json()).isEqualTo(before);
  }

  /// The order of the keys is that of Leaf's sample.
  @Test
  void readsShowEveryDocumentedKeyInItsOrder() {
    String id = create("Ann");

    for (JsonNode read :
        List.of(
            owner.get(USERS + "/" + id).json(),
            owner.get(USERS + "?sort=id,desc&size=1").json().path(0))) {
      assertThat(read.propertyNames())
          .containsExactly(
              "id",
              "name",
              "email",
              "phone",
              "address",
              "externalId",
              "trimbleCredentials",
              "cnhiCredentials",
              "johnDeereCredentials",
              "ravenCredentials",
              "climateFieldViewCredentials",
              "staraCredentials",
              "agLeaderCredentials",
              "ravenSlingshotCredentials",
              "apiOwnerUsername");
      assertThat(read.path("externalId").isNull()).isTrue();
      assertThat(read.path("johnDeereCredentials").isObject()).isTrue();
      assertThat(read.path("johnDeereCredentials")).isEmpty();
    }
  }

  @Test
  void emptyKeysAreOmittedWhereTheSettingSaysSo() {
    try (ServerFixture other =
        ServerFixture.startWithoutProvider(
            ConfigChange.leafUsers(new LeafUserConfig(false, true)))) {
      ApiClient api = other.owner();
      String id = api.post(USERS, body("", "Ann", "")).id();
      List<String> keys = List.of("id", "name", "email", "apiOwnerUsername");

      assertThat(api.get(USERS + "/" + id).json().propertyNames()).containsExactlyElementsOf(keys);
      assertThat(api.get(USERS).json().get(0).propertyNames()).containsExactlyElementsOf(keys);
    }
  }

  @Test
  void readsShowAnAttachedCredentialInItsPlaceAndOthersAtTheEnd() {
    String id = create("Ann");
    String user = USERS + "/" + id;
    owner.post(
        user + "/raven-credentials",
        "{\"clientId\": \"c\", \"clientSecret\": \"s\", \"refreshToken\": \"r\"}");
    owner.post(
        user + "/sentera-credentials",
        "{\"username\": \"u\", \"password\": \"p\", \"organizationName\": \"o\"}");

    JsonNode read = owner.get(user).json();

    assertThat(read.at("/ravenCredentials/clientId").stringValue()).isEqualTo("c");
    assertThat(read.propertyNames().stream().skip(8).toList())
        .containsExactly(
            "johnDeereCredentials",
            "ravenCredentials",
            "climateFieldViewCredentials",
            "staraCredentials",
            "agLeaderCredentials",
            "ravenSlingshotCredentials",
            "senteraCredentials",
            "apiOwnerUsername");
  }

  /// The response is sent back complete, as clients do that change one key.
  @Test
  void putAcceptsTheBodyThatGetReturned() {
    String user = USERS + "/" + owner.post(USERS, WHOLE).id();
    owner.post(
        user + "/raven-credentials",
        "{\"clientId\": \"c\", \"clientSecret\": \"s\", \"refreshToken\": \"r\"}");
    JsonNode read = owner.get(user).json();

    assertThat(owner.put(USERS, read.toString()).status()).isEqualTo(200);

    assertThat(owner.get(user).json()).isEqualTo(read);
  }

  @ParameterizedTest
  @CsvSource({"12345678901234567890,12345678901234567890", "4711,4711", "1.5,1.5", "true,true"})
  void readsAScalarAsItsText(String json, String text) {
    String body =
        "{\"name\": %1$s, \"email\": \"a@x.org\", \"phone\": %1$s, \"externalId\": %1$s}"
            .formatted(json);

    JsonNode created = owner.post(USERS, body).json();

    for (String key : List.of("name", "phone", "externalId")) {
      assertThat(created.path(key).stringValue()).as(key).isEqualTo(text);
    }
  }

  /// Stored before the address was checked, or by a magic link without a valid address.
  @Test
  void keepsAStoredEmailThatIsNoAddress() {
    String id = create("Ann");
    server
        .jdbi()
        .useHandle(
            handle ->
                handle
                    .createUpdate("update leaf_user set email = 'grower-4711' where id = :id")
                    .bind("id", java.util.UUID.fromString(id))
                    .execute());
    String same = "{\"id\": \"" + id + "\", \"name\": \"Bea\", \"email\": \"grower-4711\"}";

    assertThat(owner.put(USERS, same).status()).isEqualTo(200);
    assertThat(owner.patch(USERS + "/" + id, same).status()).isEqualTo(200);
    assertThat(owner.put(USERS, same.replace("4711", "4712")).wrongFields())
        .containsExactly("email");
    assertThat(owner.post(USERS, same).wrongFields()).containsExactly("email");
  }

  private static String create(String name) {
    return owner.post(USERS, body("", name, "")).id();
  }

  private static String body(String id, String name, String key, String... value) {
    ObjectNode body = JSON.createObjectNode().put("name", name).put("email", "ann@example.com");
    if (!id.isEmpty()) {
      body.put("id", id);
    }
    if (value.length > 0) {
      body.put(key, value[0]);
    }
    return body.toString();
  }
}
