package io.headland.server.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.ConfigChange;
import io.headland.server.ServerFixture;
import io.headland.simulator.Simulator;
import io.headland.simulator.SimulatorOptions;
import java.time.Clock;

/// API owners with large accounts in the console.
final class LargeWorlds {
  private static final int CALLS_PER_SECOND = 1_000;

  private LargeWorlds() {}

  /// A new installation with its default settings: Jane Smith's account of 300 organizations with
  /// at least 1,800 fields, all of them previews, and Red River Grain's of the same size whose
  /// credential the provider has revoked.
  static ConsoleWorld withDefaultSettings() {
    ConsoleWorld world =
        start(
            SimulatorOptions.defaults()
                .withSeed(11)
                .withOrganizations(300)
                .withUsers(2)
                .withFields(9));
    world.addUsers();
    world
        .api()
        .patch(
            "/services/config/api/configs/" + world.user("Red River Grain"),
            "{\"organizationDataSync\": \"SELECTED_ONLY\"}");
    world.attach("Red River Grain", 1);
    world.awaitRuns("Red River Grain");
    Simulator simulator = world.simulator();
    simulator.control().revokeGrant(simulator.credentials(1).refreshToken());
    world.sync("Red River Grain");
    world.attach("Jane Smith", 0);
    world.awaitLongRun("Jane Smith");
    assertThat(world.fields("Jane Smith")).isGreaterThanOrEqualTo(1_800);
    return world;
  }

  /// Jane Smith's account, whose three organizations have this number of fields each, with
  /// boundaries.
  static ConsoleWorld withBoundaries(int fields) {
    ConsoleWorld world =
        start(SimulatorOptions.defaults().withSeed(11).withOrganizations(3).withFields(fields));
    Simulator simulator = world.simulator();
    simulator
        .control()
        .world()
        .organizations()
        .forEach(organization -> simulator.control().connect(organization.id()));
    world.api().patch("/services/config/api/configs", "{\"customDataSync\": false}");
    world.addUser("Jane Smith");
    world.attach("Jane Smith", 0);
    world.awaitLongRun("Jane Smith");
    return world;
  }

  private static ConsoleWorld start(SimulatorOptions options) {
    Simulator simulator = Simulator.start(options);
    return new ConsoleWorld(
        simulator,
        ServerFixture.start(
            simulator.baseUri(), Clock.systemUTC(), ConfigChange.callsPerSecond(CALLS_PER_SECOND)));
  }
}
