package io.headland.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.demo.story.Login;
import io.headland.demo.story.Stage;
import io.headland.demo.story.StepResult;
import io.headland.demo.story.StepResult.Outcome;
import io.headland.demo.story.Story;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// The story against a complete server, its database and a simulated provider, over sockets.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StoryIT {
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

  @Test
  void everyStepHolds() throws InterruptedException {
    List<StepResult> results = Story.play(demo.stage(), _ -> {});

    assertThat(results).hasSize(Story.steps().size()).allSatisfy(StoryIT::assertHeld);
  }

  @Test
  void holdsAgainBecauseItLeavesEverythingAsItWas() throws InterruptedException {
    Story.play(demo.stage(), _ -> {});

    assertThat(Story.play(demo.stage(), _ -> {})).allSatisfy(StoryIT::assertHeld);
  }

  @Test
  void holdsInTheSmallestWorldAndInOneOfSeveralPages() throws InterruptedException {
    for (int organizations : List.of(8, 230)) {
      var options = new DemoOptions(0, 0, null, 3, organizations);
      try (Demo other = Demo.start(options, Clock.systemUTC(), _ -> {})) {
        assertThat(Story.play(other.stage(), _ -> {})).allSatisfy(StoryIT::assertHeld);
      }
    }
  }

  @Test
  void stopsAtTheStepThatDoesNotHold() throws InterruptedException {
    Stage stage = demo.stage();
    Stage withWrongPassword =
        new Stage(
            stage.server(),
            stage.simulator(),
            new Login(stage.owner().name(), "not the password"),
            stage.grower(),
            stage.credential(),
            stage.trimble(),
            stage.trimbleUserName());

    List<StepResult> results = Story.play(withWrongPassword, _ -> {});

    assertThat(results)
        .extracting(StepResult::outcome)
        .startsWith(Outcome.HELD, Outcome.HELD, Outcome.FAILED, Outcome.NOT_PLAYED)
        .endsWith(Outcome.NOT_PLAYED)
        .hasSize(Story.steps().size());
    assertThat(results.get(2).seen()).contains("POST /api/authenticate answered 401");
  }

  @Test
  void saysWhenNobodyAnswers() throws InterruptedException {
    Stage stage = demo.stage();
    Stage nowhere =
        new Stage(
            URI.create("http://127.0.0.1:9"),
            stage.simulator(),
            stage.owner(),
            stage.grower(),
            stage.credential(),
            stage.trimble(),
            stage.trimbleUserName());

    StepResult first = Story.play(nowhere, _ -> {}).getFirst();

    assertThat(first.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(first.seen()).startsWith("GET /health/live got no response");
  }

  private static void assertHeld(StepResult result) {
    assertThat(result.outcome())
        .as("%s: %s", result.step().name(), result.seen())
        .isEqualTo(Outcome.HELD);
  }
}
