package io.headland.demo;

import io.headland.demo.story.Step;
import io.headland.demo.story.StepResult;
import io.headland.demo.story.Story;
import java.io.PrintWriter;
import java.util.List;
import java.util.function.ToIntFunction;

/// The story as a table that grows while the story is played.
final class StoryTable {
  private final PrintWriter out;
  private final String row;
  private int number;

  StoryTable(PrintWriter out) {
    this.out = out;
    this.row =
        "%%3s  %%-6s  %%-%ds  %%-%ds  %%s%%n"
            .formatted(
                widest(step -> step.name().length()), widest(step -> step.expected().length()));
  }

  private static int widest(ToIntFunction<Step> length) {
    return Story.steps().stream().mapToInt(length).max().orElse(1);
  }

  void head() {
    out.printf(row, "", "", "STEP", "EXPECTED", "SEEN");
    out.flush();
  }

  void add(StepResult result) {
    number++;
    out.printf(
        row,
        number,
        word(result.outcome()),
        result.step().name(),
        result.step().expected(),
        result.seen());
    out.flush();
  }

  private static String word(StepResult.Outcome outcome) {
    return switch (outcome) {
      case HELD -> "ok";
      case FAILED -> "FAILED";
      case NOT_PLAYED -> "-";
    };
  }

  /// The last line.
  ///
  /// @param took for example `1.8 s`
  void end(List<StepResult> results, String took) {
    long held = results.stream().filter(StepResult::held).count();
    out.printf("%n%d of %d steps held, in %s.%n", held, results.size(), took);
    out.flush();
  }
}
