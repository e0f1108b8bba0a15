package io.headland.bench.soak.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class FaultScheduleTest {
  private static final Duration LONG = Duration.ofMinutes(20);

  @Test
  void drawsTheSameFaultsFromTheSameSeed() {
    assertThat(FaultSchedule.of(42, LONG)).isEqualTo(FaultSchedule.of(42, LONG));
    assertThat(FaultSchedule.of(43, LONG)).isNotEqualTo(FaultSchedule.of(42, LONG));
  }

  @Test
  void beginsALongerRunWithTheFaultsOfAShorterOne() {
    List<PlannedFault> shorter = FaultSchedule.of(42, Duration.ofMinutes(3));

    assertThat(FaultSchedule.of(42, LONG)).startsWith(shorter.toArray(new PlannedFault[0]));
  }

  @Test
  void hasEachKindInAFewMinutesAndEndsBeforeTheRun() {
    List<PlannedFault> faults = FaultSchedule.of(7, Duration.ofMinutes(4));

    assertThat(faults).extracting(PlannedFault::fault).contains(Fault.values());
    assertThat(faults)
        .allSatisfy(
            fault -> assertThat(fault.at().plus(fault.length())).isLessThan(Duration.ofMinutes(4)));
  }

  @Test
  void drawsTheSameSequenceOnEveryJvm() {
    assertThat(FaultSchedule.of(1, Duration.ofMinutes(1)))
        .first()
        .isEqualTo(
            new PlannedFault(
                Fault.STALLED_NETWORK,
                Duration.ofSeconds(20),
                Duration.ofMillis(7_070),
                1,
                46_579));
  }
}
