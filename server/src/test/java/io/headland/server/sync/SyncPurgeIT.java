package io.headland.server.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.Crowd;
import io.headland.server.MovableClock;
import io.headland.server.ServerFixture;
import io.headland.simulator.Simulator;
import io.headland.simulator.SimulatorOptions;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// What left lists and counts is kept for a while, and then it goes.
final class SyncPurgeIT {
  @Test
  void whatWasDeselectedLongAgoIsDeletedByItself() {
    MovableClock clock = new MovableClock();
    try (Simulator simulator =
            Simulator.start(SimulatorOptions.defaults().withOrganizations(3).withFields(5));
        ServerFixture server = ServerFixture.start(simulator.baseUri(), clock, config -> config)) {
      server
          .owner()
          .patch(
              "/services/config/api/configs",
              "{\"customDataSync\": false, \"organizationDataSync\": \"SELECTED_ONLY\"}");
      LandAccount account = LandAccount.attach(server, server.owner(), simulator.demoCredentials());
      account.deselect(account.readOrganization());
      assertThat(fields(server)).isPositive();

      clock.advance(server.config().sync().retention().plus(Duration.ofHours(2)));

      Crowd.await(() -> fields(server) == 0);
    }
  }

  private static long fields(ServerFixture server) {
    return server
        .jdbi()
        .withHandle(
            handle -> handle.createQuery("select count(*) from field").mapTo(Long.class).one());
  }
}
