package io.headland.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.demo.scenario.DemoEnvironment;
import io.headland.demo.scenario.Login;
import io.headland.demo.scenario.Scenario;
import io.headland.demo.scenario.StepResult;
import io.headland.demo.scenario.StepResult.Outcome;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// The scenario against a complete server, its database and a simulated provider, over sockets.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ScenarioIT {
  @SuppressWarnings("NullAway.Init") // started before the first test
  private Demo demo;

  @BeforeAll
  void startServerAndProvider() throws InterruptedException {
    demo = Demo.start(new DemoOptions(0, 0, null, 16, 12), Clock.systemUTC(), _ -> {});
  }

  @AfterAll
  void stop() {
    demo.close();
  }

  /// It leaves everything as it was, so that it can be repeated.
  @Test
  void everyStepHoldsTwice() throws InterruptedException {
    for (int play = 1; play <= 2; play++) {
      List<StepResult> results = Scenario.play(demo.environment(), _ -> {});

      assertThat(results).hasSize(Scenario.steps().size()).allSatisfy(ScenarioIT::assertHeld);
    }
  }

  @Test
  void stopsAtTheStepThatDoesNotHold() throws InterruptedException {
    DemoEnvironment environment = demo.environment();
    DemoEnvironment withWrongPassword =
        new DemoEnvironment(
            environment.server(),
            environment.simulator(),
            new Login(environment.owner().name(), "not the password"),
            environment.grower(),
            environment.credential(),
            environment.trimble(),
            environment.trimbleUserName());

    List<StepResult> results = Scenario.play(withWrongPassword, _ -> {});

    assertThat(results)
        .extracting(StepResult::outcome)
        .startsWith(Outcome.PASSED, Outcome.PASSED, Outcome.FAILED, Outcome.SKIPPED)
        .endsWith(Outcome.SKIPPED)
        .hasSize(Scenario.steps().size());
    assertThat(results.get(2).found()).contains("POST /api/authenticate returned 401");
  }

  @Test
  void namesTheCallThatGotNoResponse() throws InterruptedException {
    DemoEnvironment environment = demo.environment();
    DemoEnvironment nowhere =
        new DemoEnvironment(
            URI.create("http://127.0.0.1:9"),
            environment.simulator(),
            environment.owner(),
            environment.grower(),
            environment.credential(),
            environment.trimble(),
            environment.trimbleUserName());

    StepResult first = Scenario.play(nowhere, _ -> {}).getFirst();

    assertThat(first.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(first.found()).startsWith("GET /health/live got no response");
  }

  static void assertHeld(StepResult result) {
    assertThat(result.outcome())
        .as("%s: %s", result.step().name(), result.found())
        .isEqualTo(Outcome.PASSED);
  }
}
