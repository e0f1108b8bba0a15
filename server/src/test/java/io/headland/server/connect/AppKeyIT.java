package io.headland.server.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.ServerFixture;
import io.headland.server.http.ApiAnswer;
import io.headland.server.http.ApiClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

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
    ApiAnswer created = api.post(KEYS + "JohnDeere/acme/STAGE", DEERE);

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
  void refusesProvidersAndEnvironmentsThatGrowersCannotConnectAt() {
    assertThat(api.post(KEYS + "Raven/acme", DEERE).errorKey()).isEqualTo("providerNotSupported");
    assertThat(api.get(KEYS + "Nobody").errorKey()).isEqualTo("providerNotSupported");
    assertThat(api.post(KEYS + "JohnDeere/acme/TEST", DEERE).errorKey())
        .isEqualTo("clientEnvironmentNotSupported");
    assertThat(api.post(KEYS + "Trimble/acme/STAGE", DEERE).errorKey())
        .isEqualTo("clientEnvironmentNotSupported");
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
