package io.headland.server.engine.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.Concurrency;
import io.headland.server.ConfigChange;
import io.headland.server.ForwardingProxy;
import io.headland.server.MovableClock;
import io.headland.server.ServerFixture;
import io.headland.server.platform.config.HeadlandConfig.NotificationConfig;
import io.headland.server.platform.http.ApiClient;
import io.headland.server.platform.http.ApiResponse;
import io.headland.simulator.Simulator;
import io.headland.simulator.SimulatorOptions;
import io.headland.simulator.johndeere.events.Subscription;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Requests to the address that a provider was given, from the provider or from another client.
class NotificationReceiptIT {
  private static Simulator simulator;
  private static ForwardingProxy forwarder;
  private static ServerFixture server;
  private static FieldDataAccount account;
  private static String org;
  private static Subscription subscription;
  private static ForwardingProxy.Passed genuine;

  @BeforeAll
  static void start() {
    simulator = Simulator.start(SimulatorOptions.defaults().withSeed(7).withOrganizations(8));
    forwarder = new ForwardingProxy();
    server =
        ServerFixture.start(
            simulator.baseUri(),
            new MovableClock(),
            ConfigChange.notifications(
                new NotificationConfig(forwarder.uri(), Duration.ofHours(1))));
    forwarder.leadTo(server.baseUri());
    ApiClient api = server.owner();
    api.patch(
        "/services/config/api/configs",
        "{\"customDataSync\": false, \"organizationDataSync\": \"SELECTED_ONLY\"}");
    account = FieldDataAccount.attach(server, api, simulator.demoCredentials());
    org = account.readOrganization();
    Concurrency.await(
        () ->
            simulator.control().events().subscriptions().stream()
                    .filter(Subscription::isListening)
                    .count()
                == 2);
    subscription = simulator.control().events().subscriptions().getFirst();
    genuine =
        forwarder.passed().stream()
            .filter(passed -> subscription.target().getPath().equals(passed.path()))
            .findFirst()
            .orElseThrow();
  }

  @AfterAll
  static void stop() {
    server.close();
    forwarder.close();
    simulator.close();
  }

  @BeforeEach
  void forget() {
    server.jdbi().useHandle(handle -> handle.execute("delete from provider_notification"));
  }

  @Test
  void storesTheNotificationsOfTheProvider() {
    assertThat(post(genuine.path(), genuine.authorization(), event(token(), "a")).status())
        .isEqualTo(204);
    assertThat(notifications()).containsExactly("a");
  }

  @Test
  void keepsTheSameOnceAndWhatDiffersBesideIt() {
    String two = event(token(), "a").replace("]}]", "]}," + event(token(), "b").substring(1));
    assertThat(post(genuine.path(), genuine.authorization(), two).status()).isEqualTo(204);
    assertThat(post(genuine.path(), genuine.authorization(), two).status()).isEqualTo(204);
    assertThat(notifications()).containsExactly("a", "b");
  }

  @Test
  void saysTheSameToEverybodyWhoIsNotTheProvider() {
    String good = event(token(), "a");
    ApiResponse unknown = post("/provider-events/JohnDeere/nobody", genuine.authorization(), good);
    assertThat(unknown.status()).isEqualTo(404);
    List<ApiResponse> forged =
        List.of(
            post(genuine.path(), "", good),
            post(genuine.path(), genuine.authorization() + "x", good),
            post(genuine.path(), genuine.authorization(), event("d3Jvbmc=", "a")),
            post(genuine.path(), genuine.authorization(), event("", "a")),
            post(genuine.path(), "Bearer " + token(), good),
            post("/provider-events/JohnDeere/" + "x".repeat(24), genuine.authorization(), good),
            post(genuine.path(), "Headland guess", "no JSON at all"),
            post(genuine.path().replace("JohnDeere", "Trimble"), genuine.authorization(), good),
            post(genuine.path().replace("JohnDeere", "Nobody"), genuine.authorization(), good));
    assertThat(forged)
        .extracting(NotificationReceiptIT::comparable)
        .containsOnly(comparable(unknown));
    assertThat(notifications()).isEmpty();
  }

  @Test
  void oneForgedEventAmongGenuineOnesSpoilsThePost() {
    String two = event(token(), "a").replace("]}]", "]}," + event("d3Jvbmc=", "b").substring(1));
    assertThat(post(genuine.path(), genuine.authorization(), two).status()).isEqualTo(404);
    assertThat(notifications()).isEmpty();
  }

  @Test
  void tellsTheProviderWhatCannotBeRead() {
    for (String body : List.of("", "{}", "[1]", "[{}]", "[null]", "[{\"eventTypeId\": ", "null")) {
      assertThat(post(genuine.path(), genuine.authorization(), body).status())
          .as(body)
          .isEqualTo(400);
    }
    assertThat(post(genuine.path(), genuine.authorization(), "x".repeat(1_100_000)).status())
        .isEqualTo(413);
  }

  @Test
  void takesWhatItKnowsNothingOfAndKeepsNothingOfIt() {
    String elsewhere =
        event(token(), "a").replace(simulator.baseUri().toString(), "https://evil.example");
    String strange = event(token(), "a").replace("\"field\"", "\"moonPhase\"");
    String climbing = event(token(), "..%2f..%2fsecret");
    for (String body : List.of(elsewhere, strange, climbing, "[]")) {
      assertThat(post(genuine.path(), genuine.authorization(), body).status())
          .as(body)
          .isEqualTo(204);
    }
    assertThat(notifications()).isEmpty();
  }

  @Test
  void answersWhileTheRowOfTheAccountIsLocked() {
    server
        .jdbi()
        .useTransaction(
            handle -> {
              handle.execute("select 1 from provider_account for update");
              ApiResponse hung = post(genuine.path(), genuine.authorization(), event(token(), "a"));
              assertThat(hung.status()).isEqualTo(503);
              assertThat(hung.header("Retry-After")).isPresent();
            });
    assertThat(post(genuine.path(), genuine.authorization(), event(token(), "a")).status())
        .isEqualTo(204);
    assertThat(notifications()).containsExactly("a");
  }

  @Test
  void keepsTheSecretsToItself() {
    String dump =
        server
            .jdbi()
            .withHandle(
                handle ->
                    handle
                        .createQuery(
                            "select string_agg(s::text || a::text, '')"
                                + " from provider_subscription s, subscription_authorization a")
                        .mapTo(String.class)
                        .one());
    assertThat(dump).isNotBlank();
    assertThat(dump).doesNotContain(token()).doesNotContain(genuine.authorization().substring(9));
    String events =
        account.api().get(account.grower().user("/john-deere-credentials/events?size=100")).body();
    assertThat(events).contains("eventSubscription").doesNotContain(token());
  }

  private static String comparable(ApiResponse response) {
    return response.status()
        + response
            .body()
            .replaceAll("\"requestId\":\"[^\"]*\"", "")
            .replaceAll("\"path\":\"[^\"]*\"", "");
  }

  private static String token() {
    return subscription.token();
  }

  private static String event(String token, String field) {
    return """
    [{"eventTypeId": "field", "token": "%s", "targetResource": "%s/platform/organizations/%s/fields/%s",
      "metadata": [{"key": "orgId", "value": "%s"}]}]
    """
        .formatted(token, simulator.baseUri(), org, field, org)
        .strip();
  }

  private static ApiResponse post(String path, String authorization, String body) {
    String[] headers =
        authorization.isEmpty()
            ? new String[] {"Content-Type", "application/json"}
            : new String[] {"Content-Type", "application/json", "Authorization", authorization};
    return server.anonymous().send("POST", path, BodyPublishers.ofString(body), headers);
  }

  private static List<String> notifications() {
    return server
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "select provider_field_id from provider_notification where leaf_user_id ="
                            + " :user order by 1")
                    .bind("user", UUID.fromString(account.grower().leafUserId()))
                    .mapTo(String.class)
                    .list());
  }
}
