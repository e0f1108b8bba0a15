package io.headland.server.api.usage;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.api.usage.ApplicationView.MonthProjection;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class MonthProjectionTest {
  @Test
  void goesOnAsItBegan() {
    assertThat(MonthProjection.of(100, Instant.parse("2026-11-11T00:00:00Z"))).isEqualTo(300);
  }

  @Test
  void takesTheFirstHoursForAWholeDay() {
    assertThat(MonthProjection.of(100, Instant.parse("2026-11-01T00:00:01Z"))).isEqualTo(3_000);
    assertThat(MonthProjection.of(100, Instant.parse("2026-11-02T00:00:00Z"))).isEqualTo(3_000);
  }

  @Test
  void endsWithWhatWasCalled() {
    assertThat(MonthProjection.of(7, Instant.parse("2026-11-30T23:59:59.999Z"))).isEqualTo(7);
    assertThat(MonthProjection.of(0, Instant.parse("2026-02-03T04:05:06Z"))).isZero();
  }
}
