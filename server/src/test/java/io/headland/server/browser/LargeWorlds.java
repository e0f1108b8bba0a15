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
  static ConsoleFixture withDefaultSettings() {
    ConsoleFixture fixture =
        start(
            SimulatorOptions.defaults()
                .withSeed(11)
                .withOrganizations(300)
                .withUsers(2)
                .withFields(9));
    fixture.addUsers();
    fixture
        .api()
        .patch(
            "/services/config/api/configs/" + fixture.user("Red River Grain"),
            "{\"organizationDataSync\": \"SELECTED_ONLY\"}");
    fixture.attach("Red River Grain", 1);
    fixture.awaitRuns("Red River Grain");
    Simulator simulator = fixture.simulator();
    simulator.control().revokeGrant(simulator.credentials(1).refreshToken());
    fixture.sync("Red River Grain");
    fixture.attach("Jane Smith", 0);
    fixture.awaitLongRun("Jane Smith");
    assertThat(fixture.fields("Jane Smith")).isGreaterThanOrEqualTo(1_800);
    return fixture;
  }

  /// Jane Smith's account, whose three organizations have this number of fields each, with
  /// boundaries.
  static ConsoleFixture withBoundaries(int fields) {
    ConsoleFixture fixture =
        start(SimulatorOptions.defaults().withSeed(11).withOrganizations(3).withFields(fields));
    Simulator simulator = fixture.simulator();
    simulator
        .control()
        .world()
        .organizations()
        .forEach(organization -> simulator.control().connect(organization.id()));
    fixture.api().patch("/services/config/api/configs", "{\"customDataSync\": false}");
    fixture.addUser("Jane Smith");
    fixture.attach("Jane Smith", 0);
    fixture.awaitLongRun("Jane Smith");
    return fixture;
  }

  private static ConsoleFixture start(SimulatorOptions options) {
    Simulator simulator = Simulator.start(options);
    return new ConsoleFixture(
        simulator,
        ServerFixture.start(
            simulator.baseUri(), Clock.systemUTC(), ConfigChange.callsPerSecond(CALLS_PER_SECOND)));
  }
}
