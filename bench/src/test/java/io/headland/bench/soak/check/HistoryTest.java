package io.headland.bench.soak.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class HistoryTest {
  private static final Instant BEGIN = Instant.parse("2026-03-01T00:00:00Z");

  private final History history = new History();

  @Test
  void namesTheFaultsBeforeAMomentTheLatestFirst() {
    int first = history.began("read-only database", BEGIN);
    history.ended(first, BEGIN.plusSeconds(4));
    int _ = history.began("stalled network: node 1", BEGIN.plusSeconds(6));
    int _ = history.began("disk full", BEGIN.plusSeconds(20));

    assertThat(history.faultsBefore(BEGIN.plusSeconds(10)))
        .isEqualTo(
            "stalled network: node 1 (began 4.0 s before, in progress); "
                + "read-only database (began 10.0 s before, ended 6.0 s before)");
  }

  @Test
  void knowsWhichFaultsAreInProgress() {
    int fault = history.began("stalled network: node 1", BEGIN);
    assertThat(history.isInProgress("stalled network")).isTrue();

    history.ended(fault, BEGIN.plusSeconds(1));
    assertThat(history.isInProgress("stalled network")).isFalse();
  }
}
