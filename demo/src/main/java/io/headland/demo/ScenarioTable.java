package io.headland.demo;

import io.headland.demo.scenario.ProgressListener;
import io.headland.demo.scenario.RunProgress;
import io.headland.demo.scenario.Scenario;
import io.headland.demo.scenario.Step;
import io.headland.demo.scenario.StepResult;
import java.io.PrintWriter;
import java.util.List;
import java.util.function.ToIntFunction;

/// Prints the scenario as a table, row by row.
final class ScenarioTable implements ProgressListener {
  private static final int BAR = 24;

  /// Moves to the beginning of the line and erases it.
  private static final String CLEAR = "\r\u001b[K";

  private final PrintWriter out;
  private final boolean terminal;
  private final String row;
  private int number;
  private boolean drawn;

  /// The table.
  ///
  /// @param terminal whether a line can be overwritten; otherwise each progress is a separate line
  ScenarioTable(PrintWriter out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
    this.row =
        "%%3s  %%-6s  %%-%ds  %%-%ds  %%s%%n"
            .formatted(
                widest(step -> step.name().length()), widest(step -> step.expected().length()));
  }

  private static int widest(ToIntFunction<Step> length) {
    return Scenario.steps().stream().mapToInt(length).max().orElse(1);
  }

  void head() {
    out.printf(row, "", "", "STEP", "EXPECTED", "RESULT");
    out.flush();
  }

  /// A progress bar of the organizations, in the line of the running step.
  @Override
  public void onProgress(RunProgress progress) {
    if (progress.organizations() == 0) {
      return;
    }
    int filled = BAR * progress.done() / progress.organizations();
    String line =
        "     %s%s  %d of %d organizations, %d fields, %d calls"
            .formatted(
                "#".repeat(filled),
                ".".repeat(BAR - filled),
                progress.done(),
                progress.organizations(),
                progress.fieldsRead(),
                progress.providerCalls());
    if (terminal) {
      out.print(CLEAR + line);
      drawn = true;
    } else {
      out.println(line);
    }
    out.flush();
  }

  @Override
  public void onResult(StepResult result) {
    number++;
    if (drawn) {
      out.print(CLEAR);
      drawn = false;
    }
    out.printf(
        row,
        number,
        word(result.outcome()),
        result.step().name(),
        result.step().expected(),
        result.found());
    out.flush();
  }

  private static String word(StepResult.Outcome outcome) {
    return switch (outcome) {
      case PASSED -> "ok";
      case FAILED -> "FAILED";
      case SKIPPED -> "-";
    };
  }

  /// The last line.
  ///
  /// @param took for example `1.8 s`
  void end(List<StepResult> results, String took) {
    long passed = results.stream().filter(StepResult::passed).count();
    out.printf("%n%d of %d steps passed, in %s.%n", passed, results.size(), took);
    out.flush();
  }
}
