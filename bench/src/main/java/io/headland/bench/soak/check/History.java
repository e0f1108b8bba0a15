package io.headland.bench.soak.check;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The records of a run, written by many threads.
public final class History {
  private static final int SHOWN = 4;
  private static final int MOST_VIOLATIONS = 1_000;

  private final List<Step> steps = new ArrayList<>();
  private final List<Occurrence> faults = new ArrayList<>();
  private final List<Violation> violations = new ArrayList<>();

  public synchronized void add(Step step) {
    steps.add(step);
  }

  /// Records a violation observed during the run; at most a thousand are stored.
  public synchronized void add(Violation violation) {
    if (violations.size() < MOST_VIOLATIONS) {
      violations.add(violation);
    }
  }

  /// Records a fault.
  ///
  /// @return to be passed to [#ended]
  public synchronized int began(String what, Instant at) {
    faults.add(new Occurrence(what, at, Optional.empty()));
    return faults.size() - 1;
  }

  public synchronized void ended(int fault, Instant at) {
    Occurrence begun = faults.get(fault);
    faults.set(fault, new Occurrence(begun.what(), begun.from(), Optional.of(at)));
  }

  public synchronized List<Step> steps() {
    return List.copyOf(steps);
  }

  public synchronized List<Violation> violations() {
    return List.copyOf(violations);
  }

  public synchronized List<Occurrence> faults() {
    return List.copyOf(faults);
  }

  /// The latest faults before a time, the latest first, with the time that has passed since.
  public synchronized String faultsBefore(Instant moment) {
    return faults.stream()
        .filter(fault -> !fault.from().isAfter(moment))
        .sorted(Comparator.comparing(Occurrence::from).reversed())
        .limit(SHOWN)
        .map(fault -> describe(fault, moment))
        .reduce((one, other) -> one + "; " + other)
        .orElse("no fault");
  }

  private static String describe(Occurrence fault, Instant moment) {
    String end =
        fault
            .to()
            .filter(to -> !to.isAfter(moment))
            .map(to -> "ended " + seconds(to, moment) + " before")
            .orElse("in progress");
    return "%s (began %s before, %s)".formatted(fault.what(), seconds(fault.from(), moment), end);
  }

  private static String seconds(Instant from, Instant to) {
    return "%.1f s".formatted(Duration.between(from, to).toMillis() / 1e3);
  }

  /// Whether a fault whose description has the prefix is in progress.
  public synchronized boolean isInProgress(String prefix) {
    return inProgress().anyMatch(fault -> fault.what().startsWith(prefix));
  }

  /// Whether a fault whose description has the prefix was in progress at some time of a period.
  public synchronized boolean wasInProgress(String prefix, Instant from, Instant to) {
    return faults.stream()
        .filter(fault -> fault.what().startsWith(prefix))
        .anyMatch(
            fault -> !fault.from().isAfter(to) && !fault.to().orElse(Instant.MAX).isBefore(from));
  }

  private Stream<Occurrence> inProgress() {
    return faults.stream().filter(fault -> fault.to().isEmpty());
  }
}
