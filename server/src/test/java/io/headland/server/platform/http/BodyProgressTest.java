package io.headland.server.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/// How long a body may take to arrive.
class BodyProgressTest {
  private static final Duration LIMIT = Duration.ofNanos(100);

  @Test
  void aBodyIsLateWhenItsTimeIsOverHoweverMuchArrives() {
    BodyProgress body = new BodyProgress(false, 1_000);
    for (long now = 1_010; now <= 1_100; now += 10) {
      body.received(BodyProgress.MIN_BYTES, now);
      assertThat(body.isLate(now, LIMIT)).isFalse();
    }
    assertThat(body.isLate(1_101, LIMIT)).isTrue();
  }

  @Test
  void anUploadMayTakeAnyTimeWhileEnoughArrives() {
    BodyProgress upload = new BodyProgress(true, 1_000);
    long now = 1_000;
    for (int i = 0; i < 1_000; i++) {
      now += 90;
      assertThat(upload.isLate(now, LIMIT)).isFalse();
      upload.received(BodyProgress.MIN_BYTES, now);
      upload.waiting(now);
    }
  }

  @Test
  void anUploadIsLateWhenTooLittleArrives() {
    BodyProgress upload = new BodyProgress(true, 1_000);
    upload.received(BodyProgress.MIN_BYTES, 1_050);
    for (long now = 1_060; now <= 1_150; now += 10) {
      upload.received(6_000, now);
      upload.waiting(now);
      assertThat(upload.isLate(now, LIMIT)).isFalse();
    }
    assertThat(upload.isLate(1_151, LIMIT)).isTrue();
  }

  @Test
  void theTimeInWhichTheServerWritesIsNotThatOfTheClient() {
    BodyProgress upload = new BodyProgress(true, 1_000);
    upload.waiting(1_000);
    upload.received(6_000, 1_040);
    assertThat(upload.isLate(9_000, LIMIT)).isFalse();

    upload.waiting(10_000);

    assertThat(upload.isLate(10_060, LIMIT)).isFalse();
    assertThat(upload.isLate(10_061, LIMIT)).isTrue();

    upload.received(0, 10_061);
    assertThat(upload.isLate(90_000, LIMIT)).isFalse();
  }
}
