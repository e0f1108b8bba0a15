package io.headland.server.core.leafuser;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.Concurrency;
import io.headland.server.ConfigChange;
import io.headland.server.ServerFixture;
import io.headland.server.platform.config.HeadlandConfig.LeafUserConfig;
import io.headland.server.platform.http.ApiClient;
import io.headland.server.platform.http.ApiResponse;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.LeafUserId;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Concurrent requests on a server where an `externalId` must be unique.
class LeafUserRaceIT {
  private static final String USERS = "/services/usermanagement/api/users";
  private static final int THREADS = 16;

  private static ServerFixture server;

  @BeforeAll
  static void start() {
    server =
        ServerFixture.start(
            URI.create("http://127.0.0.1:9/"),
            Clock.systemUTC(),
            config ->
                ConfigChange.leafUsers(new LeafUserConfig(true, false))
                    .apply(ConfigChange.withLongTimeout(config)));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void anExternalIdIsTakenOnce() throws InterruptedException {
    ApiClient owner = server.newOwner("unique@example.com");

    List<ApiResponse> answers = allAtOnce(i -> owner.post(USERS, body("", "n" + i, "grower-1")));

    assertThat(answers.stream().filter(response -> response.status() == 201)).hasSize(1);
    assertThat(answers.stream().filter(response -> response.status() != 201))
        .hasSize(THREADS - 1)
        .allSatisfy(
            response -> {
              assertThat(response.status()).isEqualTo(400);
              assertThat(response.errorKey()).isEqualTo("externalIdTaken");
            });
    assertThat(owner.get(USERS).total()).isEqualTo(1);
    assertThat(server.newOwner("other@example.com").post(USERS, body("", "n", "grower-1")).status())
        .isEqualTo(201);
  }

  @Test
  void anExternalIdIsTakenOnceByThoseWhoChange() throws InterruptedException {
    ApiClient owner = server.newOwner("changing@example.com");
    List<String> ids =
        IntStream.range(0, THREADS)
            .mapToObj(i -> owner.post(USERS, body("", "n", "own-" + i)).id())
            .toList();

    List<ApiResponse> answers =
        allAtOnce(
            i ->
                i % 2 == 0
                    ? owner.patch(USERS + "/" + ids.get(i), "{\"externalId\": \"wanted\"}")
                    : owner.put(USERS, body(ids.get(i), "n", "wanted")));

    assertThat(answers.stream().filter(response -> response.status() == 200)).hasSize(1);
    assertThat(owner.get(USERS + "?externalId=wanted").total()).isEqualTo(1);
    String holder = owner.get(USERS + "?externalId=wanted").texts("id").getFirst();
    assertThat(owner.put(USERS, body(holder, "new name", "wanted")).status()).isEqualTo(200);
  }

  @Test
  void longExternalIdsDifferToTheirEnd() {
    ApiClient owner = server.newOwner("long@example.com");
    String longId = "x".repeat(3_000);

    assertThat(owner.post(USERS, body("", "n", longId + "a")).status()).isEqualTo(201);
    assertThat(owner.post(USERS, body("", "n", longId + "b")).status()).isEqualTo(201);
    assertThat(owner.post(USERS, body("", "n", longId + "a")).errorKey())
        .isEqualTo("externalIdTaken");
  }

  @Test
  void totalsStayExactWhileManyComeAndGo() throws InterruptedException {
    ApiClient owner = server.newOwner("busy@example.com");

    allAtOnce(
        i -> {
          List<String> mine = new ArrayList<>();
          for (int k = 0; k < 10; k++) {
            mine.add(owner.post(USERS, body("", "n" + i, i + "-" + k)).id());
            if (k % 3 == 2) {
              assertThat(owner.delete(USERS + "/" + mine.removeFirst()).status()).isEqualTo(204);
            }
          }
          return owner.get(USERS);
        });

    int left = THREADS * 7;
    assertThat(owner.get(USERS).total()).isEqualTo(left);
    assertThat(owner.get(USERS + "?size=100").texts("id")).hasSize(100);
    assertThat(owner.get(USERS + "?size=100&page=1").texts("id")).hasSize(left - 100);
    assertThat(blockTotal("busy@example.com")).isEqualTo(left);
  }

  @Test
  void oneDeletionOfManyWins() throws InterruptedException {
    ApiClient owner = server.newOwner("deleting@example.com");
    String id = owner.post(USERS, body("", "n", "")).id();

    List<ApiResponse> answers = allAtOnce(_ -> owner.delete(USERS + "/" + id));

    assertThat(answers).extracting(ApiResponse::status).containsOnlyOnce(204).contains(404);
    assertThat(owner.get(USERS).total()).isZero();
  }

  @Test
  void aPageIsFoundWhileOthersAreDeletedUnderIt() throws InterruptedException {
    ApiClient owner = server.newOwner("shrinking@example.com");
    LeafUserStore store = new LeafUserStore(server.jdbi(), false);
    List<String> ids = insert(store, "shrinking@example.com", 2 * LeafUserStore.BLOCK + 300);

    List<ApiResponse> answers =
        allAtOnce(
            i -> {
              ApiResponse last = owner.get(USERS + "?page=" + (2 * LeafUserStore.BLOCK + i));
              for (int k = 0; k < 15; k++) {
                last =
                    i % 2 == 0
                        ? owner.delete(USERS + "/" + ids.get(ids.size() - 1 - (k * THREADS + i)))
                        : owner.get(USERS + "?size=1&page=" + (ids.size() / 2 + 40));
              }
              return last;
            });

    assertThat(answers).extracting(ApiResponse::status).containsOnly(200, 204);
  }

  /// Each pair would lock its rows in another order without a defined lock order.
  @ParameterizedTest
  @ValueSource(
      strings = {"delete the holder", "delete the credential", "drop it by PUT", "replace it"})
  void aCredentialMovesWhileItsHolderChanges(String other) throws InterruptedException {
    ApiClient owner = server.newOwner(other.replace(" ", "-") + "@example.com");
    for (int round = 0; round < 12; round++) {
      String holder = owner.post(USERS, body("", "holder", "")).id();
      String taker = owner.post(USERS, body("", "taker", "")).id();
      String path = USERS + "/" + holder + "/john-deere-credentials";
      String credential =
          "{\"clientKey\": \"k\", \"clientSecret\": \"s\", \"refreshToken\": \"r\"}";
      String move =
          "{\"johnDeereCredentials\": {\"id\": \"%s\"}}"
              .formatted(owner.post(path, credential).id());

      List<ApiResponse> answers =
          Concurrency.allAtOnce(
              4,
              i ->
                  i % 2 == 0
                      ? owner.patch(USERS + "/" + taker, move)
                      : switch (other) {
                        case "delete the holder" -> owner.delete(USERS + "/" + holder);
                        case "delete the credential" -> owner.delete(path);
                        case "drop it by PUT" -> owner.put(USERS, body(holder, "holder", ""));
                        default -> owner.post(path, credential);
                      });

      assertThat(answers).extracting(ApiResponse::status).doesNotContain(500, 503);
    }
  }

  private static <T> List<T> allAtOnce(IntFunction<T> work) throws InterruptedException {
    return Concurrency.allAtOnce(THREADS, work);
  }

  private static List<String> insert(LeafUserStore store, String ownerEmail, int count) {
    ApiOwnerId owner = server.ownerId(ownerEmail);
    return server
        .jdbi()
        .inTransaction(
            handle ->
                IntStream.range(0, count)
                    .mapToObj(
                        i -> {
                          LeafUser user =
                              new LeafUser(
                                  new LeafUserId(UUID.randomUUID()),
                                  "n" + i,
                                  "e",
                                  null,
                                  null,
                                  null,
                                  Instant.now());
                          store.insert(handle, owner, user);
                          return user.id().toString();
                        })
                    .toList());
  }

  private static long blockTotal(String ownerEmail) {
    return server
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "select sum(total) from leaf_user_block where api_owner_id = :owner")
                    .bind("owner", server.ownerId(ownerEmail).value())
                    .mapTo(Long.class)
                    .one());
  }

  private static String body(String id, String name, String externalId) {
    return "{%s\"name\": \"%s\", \"email\": \"e@example.com\"%s}"
        .formatted(
            id.isEmpty() ? "" : "\"id\": \"" + id + "\", ",
            name,
            externalId.isEmpty() ? "" : ", \"externalId\": \"" + externalId + "\"");
  }
}
