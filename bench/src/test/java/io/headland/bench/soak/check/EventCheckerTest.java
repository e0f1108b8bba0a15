package io.headland.bench.soak.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventCheckerTest {
  private static final Instant BEGIN = Instant.parse("2026-03-01T00:00:00Z");
  private static final Resource FIELD = new Resource("field", "f");
  private static final Resource ORGANIZATION = new Resource("organization", "u/1");
  private static final SeenEvent CREATED = event(1, "field.created", FIELD, "PROCESSED", "");
  private static final SeenEvent SELECTED =
      event(2, "organization.selected", ORGANIZATION, "SELECTED", "PREVIEW");
  private static final SeenEvent DESELECTED =
      event(3, "organization.deselected", ORGANIZATION, "PREVIEW", "SELECTED");
  private static final List<SeenEvent> ALL = List.of(CREATED, SELECTED, DESELECTED);
  private static final List<Step> STEPS =
      List.of(new Step.Write(FIELD, "name", BEGIN, Outcome.ACKNOWLEDGED));

  @Test
  void acceptsAFeedThatWasFollowedToItsEnd() {
    assertThat(EventChecker.check(ALL, ALL, STEPS)).isEmpty();
  }

  @Test
  void reportsAPositionThatIsMissing() {
    List<SeenEvent> gap = List.of(CREATED, DESELECTED);

    assertThat(EventChecker.check(gap, gap, STEPS))
        .extracting(Violation::type)
        .containsOnly(Violation.Type.LOST_EVENT);
  }

  @Test
  void reportsAnEventThatAProgramDidNotReceive() {
    assertThat(EventChecker.check(ALL.subList(0, 2), ALL, STEPS))
        .singleElement()
        .satisfies(
            violation -> {
              assertThat(violation.type()).isEqualTo(Violation.Type.LOST_EVENT);
              assertThat(violation.what()).contains("was not received");
            });
  }

  @Test
  void reportsAPositionThatIsThereTwice() {
    List<SeenEvent> twice = List.of(CREATED, SELECTED, SELECTED, DESELECTED);

    assertThat(EventChecker.check(ALL, twice, STEPS))
        .extracting(Violation::type)
        .contains(Violation.Type.DUPLICATE_EVENT);
  }

  @Test
  void reportsAChangeThatHasTwoEvents() {
    SeenEvent again = event(3, "organization.selected", ORGANIZATION, "SELECTED", "PREVIEW");
    List<SeenEvent> twice = List.of(CREATED, SELECTED, again);

    assertThat(EventChecker.check(twice, twice, STEPS))
        .extracting(Violation::type)
        .containsExactly(Violation.Type.DUPLICATE_EVENT);
  }

  @Test
  void reportsAnAcknowledgedCreationWithoutAnEvent() {
    List<Step> steps =
        List.of(
            STEPS.getFirst(),
            new Step.Write(new Resource("field", "other"), "name", BEGIN, Outcome.ACKNOWLEDGED));

    assertThat(EventChecker.check(ALL, ALL, steps))
        .singleElement()
        .satisfies(
            violation -> {
              assertThat(violation.type()).isEqualTo(Violation.Type.LOST_EVENT);
              assertThat(violation.what()).isEqualTo("there is no field.created of field other");
            });
  }

  private static SeenEvent event(
      long sequence, String type, Resource resource, String status, String previous) {
    return new SeenEvent(sequence, "id-" + sequence, type, resource, status, previous, BEGIN);
  }
}
