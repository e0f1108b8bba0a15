package io.headland.bench.soak.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Compares readings with earlier writes. Each resource has one writer, which does not write again
/// after an uncertain outcome before it has read the value.
public final class WriteChecker {
  private final Map<Resource, State> states = new HashMap<>();
  private final List<Violation> violations = new ArrayList<>();

  private WriteChecker() {}

  /// Finds lost, wrong and duplicate values.
  ///
  /// @param steps in the order in which they ended
  public static List<Violation> check(List<Step> steps) {
    WriteChecker checker = new WriteChecker();
    for (Step step : steps) {
      State state = checker.states.computeIfAbsent(step.resource(), _ -> new State());
      switch (step) {
        case Step.Write write -> state.apply(write);
        case Step.Reading reading -> checker.compare(state, reading);
      }
    }
    return List.copyOf(checker.violations);
  }

  private void compare(State state, Step.Reading reading) {
    if (reading.copies() > 1) {
      String what = "%s exists %d times".formatted(reading.resource(), reading.copies());
      violations.add(new Violation(Violation.Type.DUPLICATE, what, reading.at()));
    }
    if (state.isKnown() && !state.possible.contains(reading.value())) {
      violations.add(violation(state, reading));
    }
    state.know(reading.value());
  }

  private static Violation violation(State state, Step.Reading reading) {
    String refused =
        state.refused.contains(reading.value())
            ? "; the response to a write of that value was that it was not made"
            : "";
    String what =
        "%s is %s at %s and must be %s%s"
            .formatted(
                reading.resource(),
                reading.value(),
                reading.at(),
                String.join(" or ", state.possible),
                refused);
    boolean lost = refused.isEmpty();
    Step.Write last = state.lastAcknowledged;
    return last == null
        ? new Violation(Violation.Type.WRONG_VALUE, what, reading.at())
        : new Violation(
            lost ? Violation.Type.LOST_WRITE : Violation.Type.WRONG_VALUE,
            what + "; the last acknowledged write was " + last.value() + " at " + last.at(),
            last.at());
  }

  /// The possible values of one resource.
  private static final class State {
    private final Set<String> possible = new LinkedHashSet<>();
    private final Set<String> refused = new LinkedHashSet<>();
    private Step.@Nullable Write lastAcknowledged;

    private boolean isKnown() {
      return !possible.isEmpty();
    }

    private void apply(Step.Write write) {
      switch (write.outcome()) {
        case ACKNOWLEDGED -> {
          know(write.value());
          lastAcknowledged = write;
        }
        case UNCERTAIN -> {
          if (possible.isEmpty()) {
            possible.add(Resource.ABSENT);
          }
          possible.add(write.value());
        }
        case REFUSED -> {
          if (possible.isEmpty()) {
            possible.add(Resource.ABSENT);
          }
          refused.add(write.value());
        }
      }
    }

    private void know(String value) {
      possible.clear();
      refused.clear();
      possible.add(value);
    }
  }
}
