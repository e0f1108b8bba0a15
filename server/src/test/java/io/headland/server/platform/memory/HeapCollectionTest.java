package io.headland.server.platform.memory;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// A heap that has mostly garbage is collected.
class HeapCollectionTest {
  private static final long MEBIBYTE = 1L << 20;

  /// A heap whose sizes the test sets, in MiB.
  private static final class ScriptedHeap implements Heap {
    private final long limit;
    private long live;
    private long used;
    private int collections;

    ScriptedHeap(long limit) {
      this.limit = limit;
    }

    void fill(long live, long used) {
      this.live = live;
      this.used = used;
    }

    @Override
    public long limit() {
      return limit * MEBIBYTE;
    }

    @Override
    public long used() {
      return used * MEBIBYTE;
    }

    @Override
    public void collect() {
      used = live;
      collections++;
    }
  }

  private final ScriptedHeap heap = new ScriptedHeap(256);
  private final HeapCollection collection = new HeapCollection(heap);

  @Test
  void theHeapIsCollectedOnceAfterTheStart() {
    heap.fill(13, 18);

    collection.check();
    collection.check();

    assertThat(heap.collections).isEqualTo(1);
    assertThat(heap.used).isEqualTo(13);
  }

  @Test
  void theHeapIsCollectedWhenItHasMoreThanDoubled() {
    heap.fill(13, 18);
    collection.check();

    heap.fill(35, 80);
    collection.check();

    assertThat(heap.collections).isEqualTo(2);
    assertThat(heap.used).isEqualTo(35);
  }

  @Test
  void aHeapThatIsInUseIsNotCollectedAgain() {
    heap.fill(60, 80);
    collection.check();

    heap.fill(90, 120);
    collection.check();

    assertThat(heap.collections).isEqualTo(1);
  }

  @Test
  void littleGarbageIsNotWorthACollection() {
    heap.fill(1, 15);

    collection.check();

    assertThat(heap.collections).isZero();
  }

  @Test
  void aLargeHeapIsLeftToItsCollector() {
    ScriptedHeap large = new ScriptedHeap(1_024);
    large.fill(13, 900);

    new HeapCollection(large).check();

    assertThat(large.collections).isZero();
  }

  @Test
  void theHeapOfTheProcessHasALimitAndIsUsed() {
    Heap process = Heap.ofProcess();

    process.collect();

    assertThat(process.used()).isPositive().isLessThan(process.limit());
  }
}
