package io.headland.bench.soak.check;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Compares the feed as it was followed during a run with the feed at the end, and both with the
/// acknowledged writes.
public final class EventChecker {
  private static final Set<String> CHOICES =
      Set.of("organization.selected", "organization.deselected");

  private final List<Violation> violations = new ArrayList<>();

  private EventChecker() {}

  /// Finds missing and duplicate events.
  ///
  /// @param followed as received by a program that sends `next` as `after`
  /// @param all of the feed at the end
  public static List<Violation> check(
      List<SeenEvent> followed, List<SeenEvent> all, List<Step> steps) {
    EventChecker checker = new EventChecker();
    checker.checkPositions("the feed at the end", all);
    checker.checkPositions("the feed as followed", followed);
    checker.checkFollowed(followed, all);
    checker.checkChains(all);
    checker.checkFields(all, steps);
    return List.copyOf(checker.violations);
  }

  private void checkPositions(String feed, List<SeenEvent> events) {
    Set<String> ids = new HashSet<>();
    long last = events.isEmpty() ? 0 : events.getFirst().sequence() - 1;
    for (SeenEvent event : events) {
      if (event.sequence() > last + 1) {
        add(
            Violation.Type.LOST_EVENT,
            "%s goes from %d to %d".formatted(feed, last, event.sequence()),
            event.timestamp());
      } else if (event.sequence() <= last) {
        add(
            Violation.Type.DUPLICATE_EVENT,
            "%s has the position %d again after %d".formatted(feed, event.sequence(), last),
            event.timestamp());
      }
      if (!ids.add(event.id())) {
        add(
            Violation.Type.DUPLICATE_EVENT,
            feed + " has the event " + event.id() + " twice",
            event);
      }
      last = event.sequence();
    }
  }

  private void checkFollowed(List<SeenEvent> followed, List<SeenEvent> all) {
    Map<Long, SeenEvent> received = new HashMap<>();
    followed.forEach(event -> received.put(event.sequence(), event));
    for (SeenEvent event : all) {
      SeenEvent same = received.get(event.sequence());
      if (same == null) {
        add(
            Violation.Type.LOST_EVENT,
            event + " was not received by a program that follows the feed",
            event);
      } else if (!same.id().equals(event.id())) {
        add(Violation.Type.LOST_EVENT, event + " was " + same + " when it was received", event);
      }
    }
  }

  /// Each event of an organization has the status of the previous event as its previous status.
  private void checkChains(List<SeenEvent> all) {
    Map<Resource, SeenEvent> last = new HashMap<>();
    for (SeenEvent event : all) {
      if (!event.resource().kind().equals("organization")) {
        continue;
      }
      SeenEvent before = last.put(event.resource(), event);
      if (before == null || !CHOICES.contains(event.type())) {
        continue;
      }
      if (before.type().equals(event.type())) {
        add(Violation.Type.DUPLICATE_EVENT, event + " repeats " + before, event);
      } else if (!event.previousStatus().isEmpty()
          && !event.previousStatus().equals(before.status())) {
        add(Violation.Type.LOST_EVENT, "no event between " + before + " and " + event, event);
      }
    }
  }

  /// A field that was created or deleted has one such event.
  private void checkFields(List<SeenEvent> all, List<Step> steps) {
    Map<String, Integer> counts = new HashMap<>();
    all.forEach(event -> counts.merge(event.type() + event.resource(), 1, Integer::sum));
    Map<Resource, String> values = new HashMap<>();
    for (Step step : steps) {
      if (!step.resource().kind().equals("field")) {
        continue;
      }
      switch (step) {
        case Step.Write write when write.outcome() == Outcome.ACKNOWLEDGED -> {
          if (write.value().equals(Resource.ABSENT)) {
            expectOne("field.removed", counts, write);
          } else if (!values.containsKey(write.resource())) {
            expectOne("field.created", counts, write);
          }
          values.put(write.resource(), write.value());
        }
        case Step.Reading reading when !reading.value().equals(Resource.ABSENT) ->
            values.putIfAbsent(reading.resource(), reading.value());
        case Step.Write _, Step.Reading _ -> {}
      }
    }
  }

  private void expectOne(String type, Map<String, Integer> counts, Step step) {
    int count = counts.getOrDefault(type + step.resource(), 0);
    if (count == 0) {
      add(Violation.Type.LOST_EVENT, "there is no " + type + " of " + step.resource(), step.at());
    } else if (count > 1) {
      add(
          Violation.Type.DUPLICATE_EVENT,
          "there are %d of %s of %s".formatted(count, type, step.resource()),
          step.at());
    }
  }

  private void add(Violation.Type type, String what, SeenEvent event) {
    add(type, what, event.timestamp());
  }

  private void add(Violation.Type type, String what, Instant when) {
    violations.add(new Violation(type, what, when));
  }
}
