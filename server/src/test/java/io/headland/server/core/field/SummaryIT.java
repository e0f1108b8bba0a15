package io.headland.server.core.field;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.ServerFixture;
import io.headland.server.core.field.geometry.FieldDataRows;
import io.headland.server.platform.http.ApiClient;
import io.headland.server.platform.http.ApiResponse;
import io.headland.server.platform.id.ApiOwnerId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// The summary of synced data by Leaf user and provider.
class SummaryIT {
  private static final String SUMMARIES = "/services/integrations/api/resources";

  private static ServerFixture server;

  @BeforeAll
  static void start() {
    server = ServerFixture.startWithoutProvider();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void addsUpWhatIsVisibleOfEachAccount() {
    ApiClient api = server.newOwner("one@example.com");
    ApiOwnerId owner = server.ownerId("one@example.com");
    String user = newUser(api);
    FieldDataRows first = FieldDataRows.open(server.jdbi(), owner, user, "JohnDeere", "1");
    first.grower("g-1", "One");
    first.farm("farm-1", "One", "g-1");
    first.field("f-1", "One", "", "", FieldStatus.PREVIEW);
    FieldDataRows.open(server.jdbi(), owner, user, "JohnDeere", "2").field("f-1", "Two");
    FieldDataRows hidden = FieldDataRows.open(server.jdbi(), owner, user, "JohnDeere", "3");
    hidden.field("f-1", "Three");
    hidden.hide();

    JsonNode response = api.get(SUMMARIES).json();
    assertThat(response.path("message").stringValue()).isEqualTo("SUCCESS");
    assertThat(response.path("summaries")).hasSize(1);
    JsonNode summary = response.at("/summaries/0");
    assertThat(summary.path("leafUserId").stringValue()).isEqualTo(user);
    assertThat(summary.path("provider").stringValue()).isEqualTo("JohnDeere");
    assertThat(summary.path("growers").intValue()).isEqualTo(1);
    assertThat(summary.path("farms").intValue()).isEqualTo(1);
    assertThat(summary.path("fields").intValue()).isEqualTo(2);
    assertThat(summary.has("syncReferenceTime")).isFalse();
    assertThat(api.get("/services/usermanagement/api/resources/").body())
        .isEqualTo(api.get(SUMMARIES).body());
  }

  @Test
  void tellsWhenTheLastSyncThatCameThroughEnded() {
    ApiClient api = server.newOwner("two@example.com");
    ApiOwnerId owner = server.ownerId("two@example.com");
    String user = newUser(api);
    FieldDataRows.open(server.jdbi(), owner, user, "JohnDeere", "1");
    run(owner, user, 1, "SUCCEEDED", "2026-03-24T01:00:00Z");
    run(owner, user, 2, "PARTIAL", "2026-03-24T02:00:00Z");
    run(owner, user, 3, "FAILED", "2026-03-24T03:00:00Z");

    assertThat(api.get(SUMMARIES).json().at("/summaries/0/syncReferenceTime").stringValue())
        .isEqualTo("2026-03-24T02:00:00.000000Z");
  }

  @Test
  void listsAnAccountOfWhichNothingIsKeptYet() {
    ApiClient api = server.newOwner("three@example.com");
    ApiOwnerId owner = server.ownerId("three@example.com");
    String user = newUser(api);
    server
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "insert into provider_account (api_owner_id, leaf_user_id, provider)"
                        + " values (?, ?, 'JohnDeere')",
                    owner.value(),
                    UUID.fromString(user)));
    FieldDataRows.open(server.jdbi(), owner, user, "JohnDeere", "1");

    assertThat(api.get(SUMMARIES).total()).isEqualTo(1);
    assertThat(api.get(SUMMARIES).json().at("/summaries/0/fields").intValue()).isZero();
  }

  @Test
  void isPagedAndFiltered() {
    ApiClient api = server.newOwner("four@example.com");
    ApiOwnerId owner = server.ownerId("four@example.com");
    List<String> users = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      users.add(newUser(api));
      FieldDataRows.open(server.jdbi(), owner, users.get(i), "JohnDeere", "1");
      FieldDataRows.open(server.jdbi(), owner, users.get(i), "Trimble", "1");
    }
    List<String> found = new ArrayList<>();
    Optional<String> next = Optional.of(SUMMARIES + "?size=3");
    String last = "";
    while (next.isPresent()) {
      last = next.get();
      ApiResponse page = api.get(last);
      assertThat(page.total()).isEqualTo(10);
      page.json()
          .path("summaries")
          .forEach(entry -> found.add(entry.path("leafUserId").stringValue()));
      next = page.link("next");
    }
    assertThat(found).hasSize(10).containsAll(users);
    assertThat(api.get(api.get(last).link("prev").orElseThrow()).json().path("summaries"))
        .hasSize(3);
    assertThat(api.get(SUMMARIES + "?size=3&page=3").json().path("summaries")).hasSize(1);
    assertThat(api.get(SUMMARIES + "?provider=Trimble").total()).isEqualTo(5);
    assertThat(api.get(SUMMARIES + "?leafUserId=" + users.get(1)).total()).isEqualTo(2);
    assertThat(api.get(SUMMARIES + "?leafUserId=jane").total()).isZero();
    assertThat(api.get(SUMMARIES + "?after=x").status()).isEqualTo(400);
  }

  private static void run(ApiOwnerId owner, String user, int number, String state, String ended) {
    server
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    """
                    insert into sync_run
                           (api_owner_id, id, leaf_user_id, provider, state, forced, cause, started_at,
                            ended_at)
                    values (?, ?::uuid, ?, 'JohnDeere', ?, false, 'REQUEST', ?::timestamptz,
                            ?::timestamptz)
                    """,
                    owner.value(),
                    "01a00000-0000-7000-8000-00000000000" + number,
                    UUID.fromString(user),
                    state,
                    ended,
                    ended));
  }

  private static String newUser(ApiClient api) {
    return api.post(
            "/services/usermanagement/api/users",
            "{\"name\": \"Jane Smith\", \"email\": \"jane@example.com\"}")
        .id();
  }
}
