package io.headland.server.platform.standby;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReplayHistoryTest {
  private final ReplayHistory history = new ReplayHistory();

  @Test
  void isCompleteUntilTheLastPositionThatWasReplayed() {
    history.primaryAt(1, 100);
    history.primaryAt(2, 200);
    history.primaryAt(3, 300);
    history.standbyAt(99);
    assertThat(history.completeUntil()).isEmpty();

    history.standbyAt(250);
    assertThat(history.completeUntil()).hasValue(2);

    history.standbyAt(300);
    assertThat(history.completeUntil()).hasValue(3);
  }

  @Test
  void staysRecentWhileNothingIsWritten() {
    for (int time = 1; time <= 50; time++) {
      history.primaryAt(time, 100);
      history.standbyAt(100);
      assertThat(history.completeUntil()).hasValue(time);
    }
  }

  @Test
  void stopsAtThePauseOfAStandby() {
    history.primaryAt(1, 100);
    history.standbyAt(100);
    for (int time = 2; time <= 50; time++) {
      history.primaryAt(time, 100 + time);
      history.standbyAt(100);
    }
    assertThat(history.completeUntil()).hasValue(1);
  }

  @Test
  void startsAgainWhenAnotherServerBecomesThePrimary() {
    history.primaryAt(1, 1_000);
    history.standbyAt(1_000);
    history.primaryAt(2, 900);
    assertThat(history.completeUntil()).isEmpty();

    history.standbyAt(900);
    assertThat(history.completeUntil()).hasValue(2);
  }

  @Test
  void ofALongLagRemembersEnoughToFollowTheEnd() {
    for (int time = 0; time < 100_000; time++) {
      history.primaryAt(time, time);
    }
    history.standbyAt(50_000);
    assertThat(history.completeUntil().orElseThrow()).isBetween(0L, 50_000L);

    history.standbyAt(100_000);
    assertThat(history.completeUntil()).hasValue(99_999);
  }
}
