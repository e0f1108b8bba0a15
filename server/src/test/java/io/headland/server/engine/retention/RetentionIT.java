package io.headland.server.engine.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.Concurrency;
import io.headland.server.MovableClock;
import io.headland.server.ServerFixture;
import io.headland.server.engine.sync.FieldDataAccount;
import io.headland.simulator.Simulator;
import io.headland.simulator.SimulatorOptions;
import io.headland.simulator.control.FieldDataControl;
import org.junit.jupiter.api.Test;

/// What left lists and counts is kept for a while, and then it goes.
final class RetentionIT {
  @Test
  void recordsDeselectedBeforeTheRetentionAreDeleted() {
    MovableClock clock = new MovableClock();
    try (Simulator simulator =
            Simulator.start(SimulatorOptions.defaults().withOrganizations(3).withFields(5));
        ServerFixture server = ServerFixture.start(simulator.baseUri(), clock, config -> config)) {
      FieldDataAccount account = attach(server, simulator);
      account.deselect(account.readOrganization());
      assertThat(fields(server)).isPositive();

      clock.advance(server.config().sync().retention());

      Concurrency.awaitInHours(clock, () -> fields(server) == 0);
    }
  }

  @Test
  void earlierGeometriesAreDeletedAfterTheRetention() {
    MovableClock clock = new MovableClock();
    try (Simulator simulator =
            Simulator.start(SimulatorOptions.defaults().withOrganizations(2).withFields(5));
        ServerFixture server = ServerFixture.start(simulator.baseUri(), clock, config -> config)) {
      FieldDataAccount account = attach(server, simulator);
      FieldDataControl fieldData = simulator.control().fieldData(account.readOrganization());
      fieldData.scaleBoundary(FieldDataAccount.drawnField(fieldData), 2);
      account.syncToItsEnd();
      assertThat(rows(server, "earlier_geometry")).isOne();
      long boundaries = rows(server, "field_boundary");

      clock.advance(server.config().sync().retention());

      Concurrency.awaitInHours(clock, () -> rows(server, "earlier_geometry") == 0);
      assertThat(rows(server, "field_boundary")).isEqualTo(boundaries);
    }
  }

  private static FieldDataAccount attach(ServerFixture server, Simulator simulator) {
    server
        .owner()
        .patch(
            "/services/config/api/configs",
            "{\"customDataSync\": false, \"organizationDataSync\": \"SELECTED_ONLY\"}");
    return FieldDataAccount.attach(server, server.owner(), simulator.demoCredentials());
  }

  private static long fields(ServerFixture server) {
    return rows(server, "field");
  }

  private static long rows(ServerFixture server, String table) {
    return server
        .jdbi()
        .withHandle(
            handle -> handle.createQuery("select count(*) from " + table).mapTo(Long.class).one());
  }
}
