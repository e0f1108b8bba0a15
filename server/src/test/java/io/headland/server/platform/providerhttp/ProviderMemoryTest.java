package io.headland.server.platform.providerhttp;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headland.server.Concurrency;
import io.headland.server.platform.providerhttp.ProviderMemory.BusyException;
import io.headland.server.platform.providerhttp.ProviderMemory.Grant;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ProviderMemoryTest {
  private static final int MIB = 1024 * 1024;
  private static final Duration LONG = Duration.ofMinutes(1);

  /// Bodies may have 4 MiB in total, records 16 MiB.
  private final ProviderMemory memory = new ProviderMemory(64 * MIB);

  @Test
  void oneBodyGrowsWhenOthersUseEverything() throws IOException {
    Grant first = memory.grant(LONG);
    first.body(4 * MIB - 1);
    Grant second = memory.grant(LONG);
    second.body(3 * MIB);
    second.body(8 * MIB);
    Grant third = memory.grant(Duration.ZERO);
    assertThatThrownBy(() -> third.body(MIB)).isInstanceOf(BusyException.class);

    second.release();

    Grant fourth = memory.grant(Duration.ZERO);
    fourth.body(MIB);
    assertThat(fourth.isEmpty()).isFalse();
  }

  @Test
  void smallBodiesDoNotWait() throws IOException {
    memory.grant(LONG).body(4 * MIB - 1);
    memory.grant(LONG).body(MIB);
    Grant small = memory.grant(Duration.ZERO);
    small.body(32 * 1024);
    assertThat(small.records("[{}]".getBytes(US_ASCII))).isTrue();
    assertThat(small.isEmpty()).isTrue();
  }

  @Test
  void bodiesThatGrowStepByStepAllEnd() throws InterruptedException {
    AtomicInteger held = new AtomicInteger();
    List<Integer> most =
        Concurrency.allAtOnce(
            20,
            _ -> {
              Grant grant = memory.grant(LONG);
              try {
                for (int size = MIB / 2; size <= 2 * MIB; size += MIB / 2) {
                  grant.body(size);
                  held.addAndGet(MIB / 2);
                  Thread.onSpinWait();
                }
                return held.get();
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              } finally {
                held.addAndGet(-2 * MIB);
                grant.release();
              }
            });
    assertThat(most).hasSize(20).allMatch(bytes -> bytes <= 6 * MIB);
    assertThat(held).hasValue(0);
  }

  @Test
  void recordsThatFitAloneWaitAndOthersAreRefused() throws IOException {
    byte[] dense = "{},".repeat(70_000).getBytes(US_ASCII);
    byte[] denser = "{},".repeat(200_000).getBytes(US_ASCII);
    Grant first = memory.grant(LONG);
    assertThat(first.records(dense)).isTrue();
    Grant second = memory.grant(Duration.ZERO);
    assertThatThrownBy(() -> second.records(dense)).isInstanceOf(BusyException.class);
    assertThat(second.records(denser)).isFalse();

    first.release();

    Grant third = memory.grant(Duration.ZERO);
    assertThat(third.records(dense)).isTrue();
  }

  @Test
  void memoryOfACallThatHasEndedIsReleased() throws IOException {
    Grant ended = memory.grant(LONG);
    ended.release();
    assertThatThrownBy(() -> ended.body(4 * MIB - 1)).isInstanceOf(BusyException.class);

    Grant next = memory.grant(Duration.ZERO);
    next.body(4 * MIB - 1);
    assertThat(next.isEmpty()).isFalse();
  }
}
