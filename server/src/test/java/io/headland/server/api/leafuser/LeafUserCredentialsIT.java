package io.headland.server.api.leafuser;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.ServerFixture;
import io.headland.server.platform.http.ApiClient;
import io.headland.server.platform.http.ApiResponse;
import io.headland.simulator.Simulator;
import io.headland.simulator.SimulatorOptions;
import io.headland.simulator.control.DemoCredentials;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What happens to the credentials of a Leaf user when the Leaf user is changed.
class LeafUserCredentialsIT {
  private static final String USERS = "/services/usermanagement/api/users";
  private static final String CREDENTIALS = "/john-deere-credentials";
  private static final String ORGANIZATIONS = "/JohnDeere/organizations";
  private static final String UNKNOWN = "01a00000-0000-7000-8000-000000000002";

  private static Simulator simulator;
  private static ServerFixture server;
  private static ApiClient owner;

  private String jane;
  private String credential;
  private String bob;

  @BeforeAll
  static void start() {
    simulator = Simulator.start(SimulatorOptions.defaults().withOrganizations(3));
    server = ServerFixture.start(simulator.baseUri());
    owner = server.owner();
    // Other tests cover field data; here it would only add events.
    owner.patch("/services/config/api/configs", "{\"fieldsAutoSync\": false}");
  }

  @AfterAll
  static void stop() {
    server.close();
    simulator.close();
  }

  @BeforeEach
  void attachACredentialToJaneOnly() {
    jane = owner.post(USERS, body("", "Jane", "")).id();
    bob = owner.post(USERS, body("", "Bob", "")).id();
    credential = attach(jane);
  }

  @Test
  void showsTheCredentialWhole() {
    ApiResponse alone = owner.get(USERS + "/" + jane + CREDENTIALS);

    assertThat(owner.get(USERS + "/" + jane).json().path("johnDeereCredentials"))
        .isEqualTo(alone.json());
    assertThat(alone.id()).isEqualTo(credential);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ", \"johnDeereCredentials\": {}", ", \"johnDeereCredentials\": null"})
  void putRemovesTheCredentialThatItLeavesOut(String more) {
    ApiResponse response = owner.put(USERS, body(jane, "Jane", more));

    assertThat(response.status()).isEqualTo(200);
    assertThat(response.json().has("johnDeereCredentials")).isFalse();
    assertThat(owner.get(USERS + "/" + jane + CREDENTIALS).status()).isEqualTo(404);
    assertThat(owner.get(USERS + "/" + jane + ORGANIZATIONS).status()).isEqualTo(404);
  }

  @Test
  void putKeepsTheCredentialThatItNames() {
    ApiResponse before = owner.get(USERS + "/" + jane + CREDENTIALS);

    ApiResponse response = owner.put(USERS, body(jane, "Janet", named(credential)));

    assertThat(response.json().path("johnDeereCredentials")).isEqualTo(before.json());
    assertThat(owner.get(USERS + "/" + jane + ORGANIZATIONS).total()).isPositive();
  }

  @Test
  void putTakesBackWhatGetGave() {
    String unchanged = owner.get(USERS + "/" + jane).body();

    assertThat(owner.put(USERS, unchanged).status()).isEqualTo(200);
    assertThat(owner.get(USERS + "/" + jane).body()).isEqualTo(unchanged);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PUT", "PATCH", "POST"})
  void aCredentialMovesWithItsOrganizations(String method) {
    String organizations = owner.get(USERS + "/" + jane + ORGANIZATIONS).body();
    String events = owner.get(USERS + "/" + jane + CREDENTIALS + "/events").body();

    ApiResponse response =
        switch (method) {
          case "PUT" -> owner.put(USERS, body(bob, "Bob", named(credential)));
          case "PATCH" ->
              owner.patch(USERS + "/" + bob, "{" + named(credential).substring(1) + "}");
          default -> owner.post(USERS, body("", "Carol", named(credential)));
        };

    String taker = USERS + "/" + response.id();
    assertThat(response.json().path("johnDeereCredentials").path("id").stringValue())
        .isEqualTo(credential);
    assertThat(owner.get(taker + ORGANIZATIONS).body()).isEqualTo(organizations);
    assertThat(owner.get(taker + CREDENTIALS + "/events").body()).isEqualTo(events);
    assertThat(owner.get(taker + "/organizations/JohnDeere").status()).isEqualTo(200);
    assertThat(owner.get(USERS + "/" + jane + CREDENTIALS).status()).isEqualTo(404);
  }

  @Test
  void nothingMovesOntoACredential() {
    String own = attach(bob);
    String janeBefore = owner.get(USERS + "/" + jane).body();
    String bobBefore = owner.get(USERS + "/" + bob).body();

    ApiResponse put = owner.put(USERS, body(bob, "Robert", named(credential)));
    ApiResponse patch =
        owner.patch(USERS + "/" + bob, "{\"name\": \"Robert\"" + named(credential) + "}");

    assertThat(put.status()).isEqualTo(409);
    assertThat(put.errorKey()).isEqualTo("credentialAlreadyExists");
    assertThat(patch.status()).isEqualTo(409);
    assertThat(owner.get(USERS + "/" + jane).body()).isEqualTo(janeBefore);
    assertThat(owner.get(USERS + "/" + bob).body()).isEqualTo(bobBefore).contains(own);
  }

  @Test
  void anUnknownCredentialChangesNothing() {
    long total = owner.get(USERS).total();
    String before = owner.get(USERS + "/" + jane).body();

    for (ApiResponse response :
        new ApiResponse[] {
          owner.put(USERS, body(jane, "Janet", named(UNKNOWN))),
          owner.patch(USERS + "/" + jane, "{\"name\": \"Janet\"" + named(UNKNOWN) + "}"),
          owner.post(USERS, body("", "Carol", named(UNKNOWN)))
        }) {
      assertThat(response.status()).isEqualTo(400);
      assertThat(response.errorKey()).isEqualTo("credentialsNotFound");
    }
    assertThat(owner.get(USERS + "/" + jane).body()).isEqualTo(before);
    assertThat(owner.get(USERS).total()).isEqualTo(total);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"phone\": \"1\"}",
        "{\"johnDeereCredentials\": null}",
        "{\"johnDeereCredentials\": {}}"
      })
  void patchLeavesTheCredentialThatItDoesNotName(String json) {
    assertThat(owner.patch(USERS + "/" + jane, json).json().path("johnDeereCredentials").has("id"))
        .isTrue();
  }

  @Test
  void aLeafUserTakesItsCredentialAlong() {
    assertThat(owner.delete(USERS + "/" + jane).status()).isEqualTo(204);

    assertThat(owner.get(USERS + "/" + jane + CREDENTIALS).status()).isEqualTo(404);
    assertThat(owner.patch(USERS + "/" + bob, "{" + named(credential).substring(1) + "}").status())
        .isEqualTo(400);
    assertThat(rowsLeft()).isZero();
  }

  private long rowsLeft() {
    return server
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        """
                        select (select count(*) from credential where leaf_user_id = :id)
                             + (select count(*) from provider_organization where leaf_user_id = :id)
                             + (select count(*) from sync_run where leaf_user_id = :id)
                             + (select count(*) from credential_event where credential_id = :credential)
                        """)
                    .bind("id", UUID.fromString(jane))
                    .bind("credential", UUID.fromString(credential))
                    .mapTo(Long.class)
                    .one());
  }

  private static String attach(String leafUser) {
    DemoCredentials demo = simulator.demoCredentials();
    ApiResponse response =
        owner.post(
            USERS + "/" + leafUser + CREDENTIALS,
            "{\"clientKey\": \"%s\", \"clientSecret\": \"%s\", \"refreshToken\": \"%s\"}"
                .formatted(demo.clientKey(), demo.clientSecret(), demo.refreshToken()));
    assertThat(response.status()).isEqualTo(201);
    return response.id();
  }

  private static String named(String id) {
    return ", \"johnDeereCredentials\": {\"id\": \"" + id + "\"}";
  }

  private static String body(String id, String name, String more) {
    String first = id.isEmpty() ? "" : "\"id\": \"" + id + "\", ";
    return "{" + first + "\"name\": \"" + name + "\", \"email\": \"e@example.com\"" + more + "}";
  }
}
