package io.headland.server.api.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.headland.server.Concurrency;
import io.headland.server.ServerFixture;
import io.headland.server.api.organization.GrowerAccount;
import io.headland.server.platform.http.ApiClient;
import io.headland.server.platform.http.ApiResponse;
import io.headland.simulator.Simulator;
import io.headland.simulator.SimulatorOptions;
import io.headland.simulator.control.TrimbleCredentials;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// A preview and an explanation for a provider that lists boundaries separately.
class TrimblePreviewIT {

  @Test
  void saysBeforeSelectingWhatSelectingThenBrings() {
    try (Simulator simulator = Simulator.start(SimulatorOptions.defaults().withPort(0));
        ServerFixture server = ServerFixture.start(simulator.baseUri())) {
      ApiClient api = server.owner();
      api.patch(
          "/services/config/api/configs",
          "{\"customDataSync\": false, \"organizationDataSync\": \"SELECTED_ONLY\"}");
      GrowerAccount account = GrowerAccount.createReadingFields(api);
      attach(account, simulator.trimbleCredentials());
      String organizations = account.user("/Trimble/organizations");
      String id = api.get(organizations).json().at("/0/providerOrgId").stringValue();

      JsonNode before = preview(account, id);
      api.patch(organizations + "/" + id + "/SELECTED");
      Concurrency.await(
          () ->
              !api.get("/services/headland/api/sync-runs?leafUserId=" + account.leafUserId())
                  .body()
                  .contains("\"RUNNING\""));
      JsonNode stored = preview(account, id).path("stored");

      assertThat(before.path("complete").booleanValue()).isTrue();
      assertThat(before.at("/selecting/fields").intValue()).isPositive();
      for (String kind : new String[] {"growers", "farms", "fields"}) {
        assertThat(stored.path(kind)).as(kind).isEqualTo(before.at("/selecting/" + kind));
      }
      assertThat(stored.path("hectares").doubleValue())
          .isPositive()
          .isCloseTo(before.at("/selecting/hectares").doubleValue(), within(0.001));
      assertThat(explain(account, id).path("present").booleanValue()).isTrue();
    }
  }

  private static void attach(GrowerAccount account, TrimbleCredentials given) {
    ApiResponse credential =
        account
            .api()
            .post(
                account.user("/trimble-credentials"),
                """
                {"clientId": "%s", "clientSecret": "%s", "refreshToken": "%s"}
                """
                    .formatted(given.clientId(), given.clientSecret(), given.refreshToken()));
    assertThat(credential.json().path("status").stringValue()).isEqualTo("OK");
  }

  private static JsonNode preview(GrowerAccount account, String id) {
    ApiResponse response =
        account
            .api()
            .get(
                "/services/headland/api/users/"
                    + account.leafUserId()
                    + "/Trimble/organizations/"
                    + id
                    + "/preview");
    assertThat(response.status()).as(response.body()).isEqualTo(200);
    return response.json();
  }

  private static JsonNode explain(GrowerAccount account, String id) {
    return account
        .api()
        .get(
            "/services/headland/api/explain?provider=Trimble&leafUserId="
                + account.leafUserId()
                + "&providerOrgId="
                + id)
        .json();
  }
}
