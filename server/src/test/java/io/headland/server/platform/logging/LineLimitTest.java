package io.headland.server.platform.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineLimitTest {
  private long now = Long.MAX_VALUE - 5;
  private final LineLimit limit = new LineLimit(() -> now);
  private final List<Long> lines = new ArrayList<>();

  @Test
  void allowsOneLineAMinuteAndCountsTheOthers() {
    for (int i = 0; i < 1_000; i++) {
      limit.use(lines::add);
    }
    assertThat(lines).containsExactly(1L);

    now += Duration.ofSeconds(59).toNanos();
    limit.use(lines::add);
    assertThat(lines).containsExactly(1L);

    now += Duration.ofSeconds(1).toNanos();
    limit.use(lines::add);
    assertThat(lines).containsExactly(1L, 1_001L);
  }
}
