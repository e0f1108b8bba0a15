package io.headland.server.engine.machinefile;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ConversionSlotsTest {
  private static final long SMALL = 1_000_000;
  private static final long LARGE = 1_000_000_000;

  private final ConversionSlots slots = new ConversionSlots(2);

  @Test
  void twoAreExecutedAtTheSameTime() {
    assertThat(slots.tryAcquire(SMALL)).isTrue();
    assertThat(slots.tryAcquire(SMALL)).isTrue();

    assertThat(slots.tryAcquire(SMALL)).isFalse();
    assertThat(slots.tryAcquire(LARGE)).isFalse();
  }

  @Test
  void oneOfThemMayBeLarge() {
    assertThat(slots.tryAcquire(LARGE)).isTrue();

    assertThat(slots.tryAcquire(LARGE)).isFalse();
    assertThat(slots.tryAcquire(SMALL)).isTrue();
    assertThat(slots.tryAcquire(SMALL)).isFalse();
  }

  @Test
  void aLargeOneThatHasToWaitDoesNotExcludeTheNext() {
    slots.tryAcquire(SMALL);
    slots.tryAcquire(SMALL);
    slots.tryAcquire(LARGE);
    slots.release(SMALL);

    assertThat(slots.tryAcquire(LARGE)).isTrue();
    slots.release(LARGE);
    assertThat(slots.tryAcquire(SMALL)).isTrue();
  }

  @Test
  void oneThatWaitsBeginsWhenAnotherHasEnded() throws Exception {
    slots.acquire(LARGE);
    Thread waiting = Thread.ofPlatform().start(() -> acquire(LARGE));
    while (waiting.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    assertThat(slots.tryAcquire(SMALL)).isTrue();
    slots.release(LARGE);
    waiting.join();

    assertThat(slots.tryAcquire(SMALL)).isFalse();
    slots.release(LARGE);
    assertThat(slots.tryAcquire(LARGE)).isTrue();
  }

  @Test
  void anInterruptionWhileOneWaitsLeavesTheSlotsToOthers() throws Exception {
    slots.acquire(SMALL);
    slots.acquire(SMALL);
    Thread waiting = Thread.ofPlatform().start(() -> acquire(LARGE));
    while (waiting.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    waiting.interrupt();
    waiting.join();
    slots.release(SMALL);

    assertThat(slots.tryAcquire(LARGE)).isTrue();
  }

  private void acquire(long size) {
    try {
      slots.acquire(size);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
