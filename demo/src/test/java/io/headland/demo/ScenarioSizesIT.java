package io.headland.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.demo.scenario.Scenario;
import java.time.Clock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The scenario with fewer and with more organizations than the demo has by default.
class ScenarioSizesIT {
  /// 230 organizations are on several pages of the provider.
  @ParameterizedTest
  @ValueSource(ints = {8, 230})
  void everyStepHoldsWith(int organizations) throws InterruptedException {
    var options = new DemoOptions(0, 0, null, 3, organizations);
    try (Demo demo = Demo.start(options, Clock.systemUTC(), _ -> {})) {
      assertThat(Scenario.play(demo.environment(), _ -> {})).allSatisfy(ScenarioIT::assertHeld);
    }
  }
}
