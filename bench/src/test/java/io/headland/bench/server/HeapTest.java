package io.headland.bench.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class HeapTest {
  @Test
  void addsTheGenerationsAndLeavesOutClasses() {
    String info =
        """
        4711:
         DefNew     total 4928K, used 88K [0x00000000f0000000, 0x00000000f0550000)
          eden space 4416K,   1% used [0x00000000f0000000, 0x00000000f0016000)
         Tenured    total 10944K, used 1024K [0x00000000f5550000, 0x00000000f6000000)
         Metaspace       used 3000K, committed 3200K, reserved 1114112K
          class space    used 300K, committed 448K, reserved 1048576K
        """;

    assertThat(Heap.used(info)).isEqualTo(OptionalLong.of((88 + 1024) * 1024L));
  }

  @Test
  void isAbsentWithoutAHeap() {
    assertThat(Heap.used("4711: No such process")).isEqualTo(OptionalLong.empty());
  }
}
