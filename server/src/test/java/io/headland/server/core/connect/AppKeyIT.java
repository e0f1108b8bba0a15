package io.headland.server.core.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.ServerFixture;
import io.headland.server.platform.http.ApiClient;
import io.headland.server.platform.http.ApiResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AppKeyIT {
  private static final String KEYS = "/services/usermanagement/api/app-keys/";
  private static final String DEERE =
      """
      {"clientKey": "0oa-acme", "clientSecret": "very-secret"}
      """;

  private static ServerFixture server;
  private static ApiClient api;

  @BeforeAll
  static void start() {
    server = ServerFixture.startWithoutProvider();
    api = server.owner();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void answersWhatItIsCalledAndNothingOfWhatItHolds() {
    ApiResponse created = api.post(KEYS + "JohnDeere/acme/STAGE", DEERE);

    assertThat(created.status()).isEqualTo(201);
    assertThat(created.header("Location")).contains(KEYS + "JohnDeere/acme/STAGE");
    assertThat(created.json().path("appName").stringValue()).isEqualTo("acme");
    assertThat(created.json().path("clientEnvironment").stringValue()).isEqualTo("STAGE");
    assertThat(created.body()).doesNotContain("very-secret", "0oa-acme");
    assertThat(api.get(KEYS + "JohnDeere/acme/STAGE").body()).isEqualTo(created.body());
    assertThat(api.get(KEYS + "JohnDeere").texts("appName")).contains("acme");
  }

  @Test
  void meansProductionWhereThePathNamesNoEnvironment() {
    api.post(KEYS + "JohnDeere/production-only", DEERE);

    assertThat(api.get(KEYS + "JohnDeere/production-only/PRODUCTION").status()).isEqualTo(200);
    assertThat(api.get(KEYS + "JohnDeere/production-only/STAGE").errorKey())
        .isEqualTo("appKeyNotFound");
  }

  @Test
  void keepsItsSecretEncrypted() {
    api.post(KEYS + "JohnDeere/hidden", DEERE);

    String stored =
        server
            .jdbi()
            .withHandle(
                handle ->
                    handle
                        .createQuery(
                            "select string_agg(app_key::text || encode(secrets, 'escape'), '') from"
                                + " app_key")
                        .mapTo(String.class)
                        .one());
    assertThat(stored).contains("0oa-acme").doesNotContain("very-secret");
  }

  @Test
  void wantsOfEachProviderWhatItKnowsApplicationsBy() {
    assertThat(api.post(KEYS + "JohnDeere/lacking", "{}").wrongFields())
        .containsExactly("clientKey", "clientSecret");
    assertThat(api.post(KEYS + "Trimble/lacking", DEERE).wrongFields())
        .containsExactly("applicationName", "clientId");
    assertThat(
            api.post(
                    KEYS + "Trimble/acme",
                    """
                    {"applicationName": "acme", "clientId": "c", "clientSecret": "s"}
                    """)
                .status())
        .isEqualTo(201);
  }

  @Test
  void refusesProvidersAndEnvironmentsThatHaveNoAppKeys() {
    assertThat(api.post(KEYS + "Raven/acme", DEERE).errorKey()).isEqualTo("providerNotSupported");
    assertThat(api.get(KEYS + "Nobody").errorKey()).isEqualTo("providerNotSupported");
    assertThat(api.post(KEYS + "JohnDeere/acme/TEST", DEERE).errorKey())
        .isEqualTo("clientEnvironmentNotSupported");
    assertThat(api.post(KEYS + "Trimble/acme/STAGE", DEERE).errorKey())
        .isEqualTo("clientEnvironmentNotSupported");
  }

  /// The bodies are those of Leaf's documentation.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          AgLeader/acme         | {"privateKey": "string", "publicKey": "string"}
          ClimateFieldView/acme | {"apiKey": "string", "clientId": "string", "clientSecret": "string"}
          CNHI/acme/STAGE       | {"clientId": "string", "clientSecret": "string", "subscriptionKey": "string"}
          CNHI/acme/PRODUCTION  | {"clientId": "string", "clientSecret": "string", "subscriptionKey": "string"}
          JohnDeere/acme/STAGE  | {"clientKey": "string", "clientSecret": "string"}
          RavenSlingshot/acme   | {"apiKey": "string", "sharedSecret": "string"}
          Stara/acme            | {"user": "string", "pwd": "string"}
          Trimble/acme          | {"applicationName": "string", "clientId": "string", "clientSecret": "string"}
          """)
  void storesAnAppKeyOfEveryDocumentedProvider(String path, String body) {
    String provider = path.substring(0, path.indexOf('/'));

    assertThat(api.post(KEYS + path, body).status()).isEqualTo(201);
    assertThat(api.put(KEYS + path, body).status()).isEqualTo(200);
    assertThat(api.get(KEYS + path).json().path("provider").stringValue()).isEqualTo(provider);
    assertThat(api.get(KEYS + provider).texts("appName")).contains("acme");
    assertThat(api.post(KEYS + path, "{}").status()).isEqualTo(400);
    assertThat(api.delete(KEYS + path).status()).isEqualTo(204);
  }

  @Test
  void addsTheSecondTokenOfStaraToWhatIsStored() {
    String path = KEYS + "Stara/added";
    assertThat(api.put(path, "{\"accessTokenClient\": \"t\"}").errorKey())
        .isEqualTo("appKeyNotFound");
    api.post(path, "{\"user\": \"u\", \"pwd\": \"p\"}");

    assertThat(api.put(path, "{\"accessTokenClient\": \"t\"}").status()).isEqualTo(200);
    assertThat(api.put(path, "{}").wrongFields()).containsExactly("accessTokenClient");
    assertThat(api.put(path, "{\"user\": \"u\"}").wrongFields()).containsExactly("pwd");
  }

  @Test
  void refusesScopesThatAreNone() {
    String body =
        """
        {"clientKey": "k", "clientSecret": "s", "scopes": %s}
        """;
    String path = KEYS + "JohnDeere/scoped";

    assertThat(api.post(path, body.formatted("[\"ag1 ag2\"]")).wrongFields())
        .containsExactly("scopes");
    assertThat(api.post(path, body.formatted("\"ag1\"")).wrongFields()).containsExactly("scopes");
    assertThat(api.post(path, body.formatted("[\"ag1\", \"org1\"]")).json().path("scopes"))
        .hasSize(2);
  }

  @Test
  void isReplacedAndRemoved() {
    api.post(KEYS + "JohnDeere/short-lived", DEERE);

    assertThat(
            api.put(
                    KEYS + "JohnDeere/short-lived",
                    """
                    {"clientKey": "k", "clientSecret": "s", "scopes": ["ag2"]}
                    """)
                .json()
                .path("scopes"))
        .hasSize(1);
    assertThat(api.delete(KEYS + "JohnDeere/short-lived").status()).isEqualTo(204);
    assertThat(api.delete(KEYS + "JohnDeere/short-lived").errorKey()).isEqualTo("appKeyNotFound");
    assertThat(api.put(KEYS + "JohnDeere/short-lived", DEERE).errorKey())
        .isEqualTo("appKeyNotFound");
  }
}
