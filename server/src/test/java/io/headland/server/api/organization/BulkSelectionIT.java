package io.headland.server.api.organization;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.ServerFixture;
import io.headland.server.platform.http.ApiClient;
import io.headland.server.platform.http.ApiResponse;
import io.headland.simulator.Simulator;
import io.headland.simulator.SimulatorOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Many organizations chosen with one request.
final class BulkSelectionIT {
  private static final AtomicInteger USERS = new AtomicInteger();

  private static Simulator simulator;
  private static ServerFixture server;
  private static ApiClient api;
  private GrowerAccount grower;

  @BeforeAll
  static void start() {
    simulator =
        Simulator.start(
            SimulatorOptions.defaults().withSeed(11).withOrganizations(9).withUsers(10));
    server = ServerFixture.start(simulator.baseUri());
    api = server.owner();
    api.patch("/services/config/api/configs", "{\"organizationDataSync\": \"SELECTED_ONLY\"}");
  }

  @AfterAll
  static void stop() {
    server.close();
    simulator.close();
  }

  @BeforeEach
  void attach() {
    grower = GrowerAccount.create(api);
    grower.attach(simulator.credentials(USERS.getAndIncrement()));
  }

  @Test
  void changesAllAndRejectsTheBlockedOnes() {
    List<String> previews = grower.idsWith("PREVIEW");
    String blocked = grower.idsWith("BLOCKED").getFirst();
    List<String> named = new ArrayList<>(previews);
    named.add(blocked);
    named.add("999999999999");

    ApiResponse response = choose(named, "SELECTED");

    assertThat(response.status()).isEqualTo(200);
    assertThat(ids(response.json().path("chosen"))).containsExactlyInAnyOrderElementsOf(previews);
    assertThat(ids(response.json().path("refused"))).containsExactly(blocked, "999999999999");
    assertThat(response.json().path("refused").findValuesAsString("errorKey"))
        .containsExactly("organizationBlocked", "providerOrganizationNotFound");
    assertThat(grower.idsWith("SELECTED")).containsExactlyInAnyOrderElementsOf(previews);
    assertThat(grower.idsWith("BLOCKED")).contains(blocked);
  }

  @Test
  void takesSelectionsAndTheirOppositeInOneCall() {
    List<String> previews = grower.idsWith("PREVIEW");
    choose(previews, "SELECTED");
    String back = previews.getFirst();
    ApiResponse response =
        post(
            "{\"statuses\": [{\"providerOrgId\": \"%s\", \"status\": \"PREVIEW\"},".formatted(back)
                + " {\"providerOrgId\": \"%s\", \"status\": \"SELECTED\"}]}"
                    .formatted(previews.getLast()));
    assertThat(response.status()).isEqualTo(200);
    assertThat(grower.idsWith("PREVIEW")).containsExactly(back);
  }

  @Test
  void refusesAsAWholeWhatIsNotAListOfChoices() {
    List<String> previews = grower.idsWith("PREVIEW");
    String one = previews.getFirst();
    for (String body :
        List.of(
            "{}",
            "{\"statuses\": []}",
            "{\"statuses\": [{\"status\": \"SELECTED\"}]}",
            list(List.of(one, one), "SELECTED"),
            list(List.of(one), "BLOCKED"),
            list(List.of(one), "GONE"))) {
      assertThat(post(body).status()).as(body).isEqualTo(400);
    }
    assertThat(grower.idsWith("PREVIEW")).containsExactlyElementsOf(previews);
  }

  private ApiResponse choose(List<String> ids, String status) {
    return post(list(ids, status));
  }

  private static String list(List<String> ids, String status) {
    return ids.stream()
        .map(id -> "{\"providerOrgId\": \"%s\", \"status\": \"%s\"}".formatted(id, status))
        .collect(Collectors.joining(", ", "{\"statuses\": [", "]}"));
  }

  private ApiResponse post(String body) {
    return api.post(
        "/services/headland/api/users/" + grower.leafUserId() + "/JohnDeere/organizations/statuses",
        body);
  }

  private static List<String> ids(JsonNode organizations) {
    return organizations.findValuesAsString("providerOrgId");
  }
}
