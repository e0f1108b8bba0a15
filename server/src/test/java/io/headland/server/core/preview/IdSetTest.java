package io.headland.server.core.preview;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class IdSetTest {

  @Test
  void countsAnIdOnce() {
    IdSet ids = new IdSet();
    assertThat(ids.add("a")).isTrue();
    assertThat(ids.add("a")).isFalse();
    assertThat(ids.size()).isEqualTo(1);
  }

  @Test
  void knowsWhatItHoldsAndNothingElse() {
    IdSet ids = new IdSet();
    IntStream.range(0, 100_000).forEach(i -> ids.add("field-" + i));
    assertThat(ids.size()).isEqualTo(100_000);
    assertThat(IntStream.range(0, 100_000).allMatch(i -> ids.contains("field-" + i))).isTrue();
    assertThat(IntStream.range(100_000, 200_000).noneMatch(i -> ids.contains("field-" + i)))
        .isTrue();
  }

  @Test
  void holdsTheEmptyId() {
    IdSet ids = new IdSet();
    assertThat(ids.contains("")).isFalse();
    ids.add("");
    assertThat(ids.contains("")).isTrue();
  }
}
