package io.headland.bench.soak.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WriteCheckerTest {
  private static final Instant BEGIN = Instant.parse("2026-03-01T00:00:00Z");
  private static final Resource FIELD = new Resource("field", "a");

  private final List<Step> steps = new ArrayList<>();

  @Test
  void reportsAnAcknowledgedWriteThatIsNotThere() {
    write("one", Outcome.ACKNOWLEDGED);
    write("two", Outcome.ACKNOWLEDGED);
    read("one");

    assertThat(WriteChecker.check(steps))
        .singleElement()
        .satisfies(
            violation -> {
              assertThat(violation.type()).isEqualTo(Violation.Type.LOST_WRITE);
              assertThat(violation.when()).isEqualTo(BEGIN.plusSeconds(2));
              assertThat(violation.what())
                  .contains("field a is one", "must be two", "the last acknowledged write was two");
            });
  }

  @Test
  void reportsAnAcknowledgedResourceThatIsAbsent() {
    write("one", Outcome.ACKNOWLEDGED);
    read(Resource.ABSENT);

    assertThat(WriteChecker.check(steps))
        .extracting(Violation::type)
        .containsExactly(Violation.Type.LOST_WRITE);
  }

  @Test
  void reportsADeletedResourceThatIsThereAgain() {
    write("one", Outcome.ACKNOWLEDGED);
    write(Resource.ABSENT, Outcome.ACKNOWLEDGED);
    read("one");

    assertThat(WriteChecker.check(steps))
        .extracting(Violation::type)
        .containsExactly(Violation.Type.LOST_WRITE);
  }

  @Test
  void acceptsBothValuesAfterAnUncertainOutcomeAndOneAfterItWasRead() {
    write("one", Outcome.ACKNOWLEDGED);
    write("two", Outcome.UNCERTAIN);
    read("two");
    assertThat(WriteChecker.check(steps)).isEmpty();

    read("one");
    assertThat(WriteChecker.check(steps)).hasSize(1);
  }

  @Test
  void acceptsAnUncertainCreationThatWasMadeOrNot() {
    write("one", Outcome.UNCERTAIN);
    read(Resource.ABSENT);

    assertThat(WriteChecker.check(steps)).isEmpty();
  }

  @Test
  void reportsAWriteThatWasMadeAlthoughTheResponseSaysOtherwise() {
    write("one", Outcome.ACKNOWLEDGED);
    write("two", Outcome.REFUSED);
    read("two");

    assertThat(WriteChecker.check(steps))
        .singleElement()
        .satisfies(
            violation -> {
              assertThat(violation.type()).isEqualTo(Violation.Type.WRONG_VALUE);
              assertThat(violation.what()).contains("that it was not made");
            });
  }

  @Test
  void reportsAResourceThatExistsTwice() {
    write("one", Outcome.ACKNOWLEDGED);
    steps.add(new Step.Reading(FIELD, "one", 2, next()));

    assertThat(WriteChecker.check(steps))
        .extracting(Violation::type)
        .containsExactly(Violation.Type.DUPLICATE);
  }

  @Test
  void comparesAResourceWithWhatItWasReadAsFirst() {
    read("one");
    write("two", Outcome.ACKNOWLEDGED);
    read("two");

    assertThat(WriteChecker.check(steps)).isEmpty();
  }

  private void write(String value, Outcome outcome) {
    steps.add(new Step.Write(FIELD, value, next(), outcome));
  }

  private void read(String value) {
    steps.add(new Step.Reading(FIELD, value, value.equals(Resource.ABSENT) ? 0 : 1, next()));
  }

  private Instant next() {
    return BEGIN.plusSeconds(steps.size() + 1L);
  }
}
