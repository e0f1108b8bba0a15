package io.headland.server.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.Concurrency;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// Bodies that are parsed at a time.
class JsonMemoryTest {
  private static final long HEAP = 256L * 1024 * 1024;

  private final JsonMemory memory = new JsonMemory(HEAP);

  @Test
  void aSecondLargeBodyOfTheSameKindWaitsForTheFirst() throws Exception {
    JsonMemory.Grant first = memory.grant(RequestBody.MAX_BYTES, false);
    AtomicInteger granted = new AtomicInteger();
    Thread second =
        Thread.ofVirtual()
            .start(
                () -> {
                  JsonMemory.Grant grant = memory.grant(RequestBody.MAX_BYTES, false);
                  granted.incrementAndGet();
                  grant.release();
                });
    Concurrency.await(() -> second.getState() == Thread.State.TIMED_WAITING);

    // Small bodies and those of API owners do not wait for it.
    memory.grant(16 * 1024, false).release();
    memory.grant(RequestBody.MAX_BYTES, true).release();
    assertThat(granted).hasValue(0);
    first.release();

    second.join();
    assertThat(granted).hasValue(1);
  }

  @Test
  void theLargestBodyIsGrantedWithAnyHeap() {
    new JsonMemory(16L * 1024 * 1024).grant(RequestBody.MAX_BYTES, false).release();
  }
}
