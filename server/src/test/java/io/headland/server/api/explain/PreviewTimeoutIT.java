package io.headland.server.api.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.ConfigChange;
import io.headland.server.ServerFixture;
import io.headland.server.api.organization.GrowerAccount;
import io.headland.server.platform.config.HeadlandConfig;
import io.headland.server.platform.config.HeadlandConfig.SyncConfig;
import io.headland.server.platform.http.ApiResponse;
import io.headland.simulator.Simulator;
import io.headland.simulator.SimulatorOptions;
import io.headland.simulator.fault.Fault;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// A preview of an organization whose provider takes longer than the time limit of the request.
class PreviewTimeoutIT {
  private static final Duration MAX_WAIT = Duration.ofSeconds(2);

  @Test
  void answersWhatItHasWhenTheTimeHasRunOut() {
    try (Simulator simulator =
            Simulator.start(
                SimulatorOptions.defaults().withPort(0).withSeed(7).withOrganizations(3));
        ServerFixture server =
            ServerFixture.start(
                simulator.baseUri(), Clock.systemUTC(), PreviewTimeoutIT::withShortTimeout)) {
      server
          .owner()
          .patch("/services/config/api/configs", "{\"organizationDataSync\": \"SELECTED_ONLY\"}");
      GrowerAccount account = GrowerAccount.attached(server.owner(), simulator.demoCredentials());
      String id = account.idsWith("PREVIEW").getFirst();
      simulator
          .control()
          .addFault(Fault.slow(MAX_WAIT.multipliedBy(2)).onPath("*/fields").times(1));

      ApiResponse response =
          account
              .api()
              .get(
                  "/services/headland/api/users/"
                      + account.leafUserId()
                      + "/JohnDeere/organizations/"
                      + id
                      + "/preview");

      assertThat(response.status()).as(response.body()).isEqualTo(200);
      JsonNode preview = response.json();
      assertThat(preview.path("complete").booleanValue()).isFalse();
      assertThat(preview.at("/atProvider/growers").intValue()).isPositive();
      assertThat(preview.at("/atProvider/fields").intValue()).isZero();
      assertThat(preview.at("/selecting/missing").isMissingNode()).isTrue();
    }
  }

  private static HeadlandConfig withShortTimeout(HeadlandConfig config) {
    SyncConfig sync = config.sync();
    return ConfigChange.with(
        config,
        new SyncConfig(
            MAX_WAIT,
            sync.lease(),
            sync.interval(),
            sync.fullInterval(),
            sync.parallelism(),
            sync.poll(),
            sync.retention()));
  }
}
