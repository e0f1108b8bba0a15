package io.headland.server.engine.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.ServerFixture;
import io.headland.server.engine.sync.FieldDataAccount;
import io.headland.server.platform.http.ApiClient;
import io.headland.simulator.Simulator;
import io.headland.simulator.SimulatorOptions;
import java.time.Clock;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Records created through the API do not change when organizations or credentials of providers are
/// removed.
class CreatedFieldIT {
  private static final int FIELDS = 5;

  private Simulator simulator;
  private ServerFixture server;
  private ApiClient api;
  private FieldDataAccount account;
  private String field;

  @BeforeEach
  void createAField() {
    simulator =
        Simulator.start(SimulatorOptions.defaults().withOrganizations(1).withFields(FIELDS));
    server = ServerFixture.start(simulator.baseUri(), Clock.systemUTC(), config -> config);
    api = server.owner();
    api.patch(
        "/services/config/api/configs",
        "{\"customDataSync\": false, \"organizationDataSync\": \"SELECTED_ONLY\"}");
    account = FieldDataAccount.attach(server, api, simulator.demoCredentials());
    field =
        account.fieldsPath()
            + "/"
            + api.post(
                    account.fieldsPath(),
                    """
                    {"name": "North Quarter", "geometry": {"type": "Polygon",
                     "coordinates": [[[10, 50], [10.01, 50], [10.01, 50.01], [10, 50.01], [10, 50]]]}}
                    """)
                .id();
  }

  @AfterEach
  void stop() {
    server.close();
    simulator.close();
  }

  @Test
  void noSyncNoChoiceAndNoCredentialTouchesIt() {
    JsonNode before = api.get(field).json();
    assertThat(account.fieldTotal()).isEqualTo(1);

    String org = account.readOrganization();
    assertUntouched(before);
    assertThat(account.fieldTotal()).isGreaterThan(1);

    account.deselect(org);
    account.syncToItsEnd();
    assertUntouched(before);
    assertThat(account.fieldTotal()).isEqualTo(1);

    account.select(org);
    account.lastRunOnceOver();
    assertThat(api.delete(account.grower().user("/john-deere-credentials")).status())
        .isEqualTo(204);
    assertUntouched(before);
    assertThat(account.fieldTotal()).isEqualTo(1);
    assertThat(summaryOf("Leaf").path("fields").intValue()).isEqualTo(1);
  }

  @Test
  void theRetentionDoesNotDeleteItsEarlierBoundaries() {
    api.put(
        field + "/boundary",
        """
        {"geometry": {"type": "Polygon", "coordinates": [[[10, 50], [11, 50], [11, 51], [10, 50]]]}}
        """);

    Instant later = Instant.parse("2126-01-01T00:00:00Z");
    new Retention(server.jdbi(), () -> later, server.config()).run(() -> false);

    assertThat(api.get(field + "/boundaries").json()).hasSize(2);
  }

  private void assertUntouched(JsonNode before) {
    assertThat(api.get(field).json()).isEqualTo(before);
    assertThat(api.get(field + "/boundary").status()).isEqualTo(200);
    assertThat(api.get("/services/fields/api/fields?provider=Leaf").total()).isEqualTo(1);
  }

  private JsonNode summaryOf(String provider) {
    return api.get("/services/integrations/api/resources")
        .json()
        .path("summaries")
        .valueStream()
        .filter(summary -> summary.path("provider").stringValue().equals(provider))
        .findFirst()
        .orElseThrow();
  }
}
