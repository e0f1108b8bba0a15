package io.headland.server.platform.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headland.server.Concurrency;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CombinedReadsTest {
  private static final Duration ANY_TIME = Duration.ofHours(1);
  private static final Duration NO_TIME = Duration.ofNanos(1);

  private static final Set<Thread.State> WAITING =
      EnumSet.of(Thread.State.WAITING, Thread.State.TIMED_WAITING);

  private static final String BLOCKED = "blocked";
  private static final String UNCONNECTED = "unconnected";
  private static final String BAD = "bad";

  private final CountDownLatch release = new CountDownLatch(1);
  private final List<List<String>> executed = new CopyOnWriteArrayList<>();
  private final List<Thread> threads = new ArrayList<>();

  @AfterEach
  void end() throws InterruptedException {
    release.countDown();
    for (Thread thread : threads) {
      thread.join();
    }
  }

  @Test
  void aReadWithoutOthersIsExecutedImmediately() {
    CombinedReads<String, String> reads = reads(ANY_TIME);

    assertThat(reads.read("a")).isEqualTo("A");
    assertThat(reads.read("b")).isEqualTo("B");
    assertThat(executed).containsExactly(List.of("a"), List.of("b"));
  }

  @Test
  void readsDuringAStatementAreExecutedTogetherAfterIt() {
    CombinedReads<String, String> reads = reads(ANY_TIME);
    CompletableFuture<String> first = begin(reads, BLOCKED);
    CompletableFuture<String> a = wait(reads, "a");
    CompletableFuture<String> b = wait(reads, "b");
    CompletableFuture<String> c = wait(reads, "c");

    release.countDown();

    assertThat(first.join()).isEqualTo("BLOCKED");
    assertThat(List.of(a.join(), b.join(), c.join())).containsExactly("A", "B", "C");
    assertThat(executed).containsExactly(List.of(BLOCKED), List.of("a", "b", "c"));
    assertThat(reads.read("d")).isEqualTo("D");
    assertThat(executed).last().isEqualTo(List.of("d"));
  }

  @Test
  void aStatementBeginsDuringAnotherWhenEnoughReadsWait() {
    CombinedReads<String, String> reads = reads(ANY_TIME);
    CompletableFuture<String> first = begin(reads, BLOCKED);
    List<CompletableFuture<String>> waiting = waitForLargest(reads);

    assertThat(reads.read("last")).isEqualTo("LAST");
    assertThat(first).isNotDone();

    assertThat(waiting).extracting(CompletableFuture::join).startsWith("A1", "A2").endsWith("A11");
    assertThat(executed).hasSize(2);
    assertThat(executed.getLast()).hasSize(CombinedReads.LARGEST).startsWith("last", "a1", "a2");
  }

  @Test
  void readsThatWaitWhenSeveralStatementsEndAreExecutedByTheLastOne() {
    CombinedReads<String, String> reads = reads(ANY_TIME);
    CompletableFuture<String> first = begin(reads, BLOCKED);
    List<CompletableFuture<String>> together = waitForLargest(reads);
    CompletableFuture<String> second = begin(reads, BLOCKED);
    CompletableFuture<String> waiting = wait(reads, "b");

    release.countDown();

    assertThat(List.of(first.join(), second.join())).containsOnly("BLOCKED");
    assertThat(together).extracting(CompletableFuture::join).startsWith("A1", "A2").endsWith("A11");
    assertThat(waiting.join()).isEqualTo("B");
    assertThat(executed).last().isEqualTo(List.of("b"));
  }

  @Test
  void aReadThatFailsDoesNotAffectTheOthers() {
    CombinedReads<String, String> reads = reads(ANY_TIME);
    CompletableFuture<String> first = begin(reads, BLOCKED);
    CompletableFuture<String> a = wait(reads, "a");
    CompletableFuture<String> bad = wait(reads, BAD);
    CompletableFuture<String> c = wait(reads, "c");

    release.countDown();

    assertThat(List.of(first.join(), a.join(), c.join())).containsExactly("BLOCKED", "A", "C");
    assertThatThrownBy(bad::join).hasRootCauseMessage("bad cannot be read");
    assertThat(executed).contains(List.of("a"), List.of(BAD), List.of("c"));
  }

  @Test
  void readsFailTogetherWhenThereIsNoConnection() {
    CombinedReads<String, String> reads = reads(ANY_TIME);
    CompletableFuture<String> first = begin(reads, BLOCKED);
    CompletableFuture<String> a = wait(reads, "a");
    CompletableFuture<String> b = wait(reads, UNCONNECTED);
    CompletableFuture<String> c = wait(reads, "c");

    release.countDown();

    assertThat(first.join()).isEqualTo("BLOCKED");
    for (CompletableFuture<String> read : List.of(a, b, c)) {
      assertThatThrownBy(read::join).hasRootCauseInstanceOf(SQLTransientConnectionException.class);
    }
    assertThat(executed).containsExactly(List.of(BLOCKED), List.of("a", UNCONNECTED, "c"));
    assertThat(reads.read("d")).isEqualTo("D");
  }

  @Test
  void theNextStatementIsExecutedAfterOneThatFails() {
    CombinedReads<String, String> reads = reads(ANY_TIME);

    assertThatThrownBy(() -> reads.read(BAD)).hasMessage("bad cannot be read");
    assertThat(reads.read("a")).isEqualTo("A");
  }

  @Test
  void aStatementThatTakesLongDoesNotDelayOthers() {
    CombinedReads<String, String> reads = reads(NO_TIME);
    CompletableFuture<String> first = begin(reads, BLOCKED);

    assertThat(reads.read("a")).isEqualTo("A");
    assertThat(reads.read("b")).isEqualTo("B");
    assertThat(first).isNotDone();
    release.countDown();

    assertThat(first.join()).isEqualTo("BLOCKED");
    assertThat(reads.read("c")).isEqualTo("C");
    assertThat(executed)
        .containsExactly(List.of(BLOCKED), List.of("a"), List.of("b"), List.of("c"));
  }

  @Test
  void anInterruptedReadDoesNotWaitAndExecutesThoseThatDo() throws InterruptedException {
    CombinedReads<String, String> reads = reads(ANY_TIME);
    CompletableFuture<String> blocked = begin(reads, BLOCKED);
    CompletableFuture<String> a = wait(reads, "a");
    Thread first = threads.getLast();
    CompletableFuture<String> b = wait(reads, "b");

    first.interrupt();

    assertThat(List.of(a.join(), b.join())).containsExactly("A", "B");
    assertThat(executed).containsExactly(List.of(BLOCKED), List.of("a", "b"));
    assertThat(blocked).isNotDone();
  }

  @Test
  void eachOfManyReadsGetsItsOwnResult() throws InterruptedException {
    CombinedReads<String, String> reads = reads(ANY_TIME);

    List<List<String>> results =
        Concurrency.allAtOnce(
            100,
            thread -> {
              List<String> own = new ArrayList<>();
              for (int i = 0; i < 100; i++) {
                own.add(reads.read(thread + "x" + i));
              }
              return own;
            });

    for (int thread = 0; thread < 100; thread++) {
      for (int i = 0; i < 100; i++) {
        assertThat(results.get(thread).get(i)).isEqualTo(thread + "X" + i);
      }
    }
    assertThat(executed).allMatch(keys -> keys.size() <= CombinedReads.LARGEST);
  }

  /// The result of a read is its key in upper case.
  private CombinedReads<String, String> reads(Duration longestWait) {
    return new CombinedReads<>(
        keys -> {
          executed.add(keys);
          if (keys.contains(BLOCKED)) {
            awaitRelease();
          }
          if (keys.contains(UNCONNECTED)) {
            throw new IllegalStateException(new SQLTransientConnectionException("pool"));
          }
          if (keys.contains(BAD)) {
            throw new IllegalArgumentException("bad cannot be read");
          }
          return keys.stream().map(String::toUpperCase).toList();
        },
        longestWait);
  }

  private void awaitRelease() {
    try {
      release.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /// A read whose statement has begun.
  private CompletableFuture<String> begin(CombinedReads<String, String> reads, String key) {
    int before = executed.size();
    CompletableFuture<String> result = start(reads, key);
    Concurrency.await(() -> executed.size() > before);
    return result;
  }

  /// A read that waits for others.
  private CompletableFuture<String> wait(CombinedReads<String, String> reads, String key) {
    CompletableFuture<String> result = start(reads, key);
    Thread thread = threads.getLast();
    Concurrency.await(() -> WAITING.contains(thread.getState()));
    return result;
  }

  /// As many reads as can wait, "a1" and so on.
  private List<CompletableFuture<String>> waitForLargest(CombinedReads<String, String> reads) {
    List<CompletableFuture<String>> waiting = new ArrayList<>();
    for (int i = 1; i < CombinedReads.LARGEST; i++) {
      waiting.add(wait(reads, "a" + i));
    }
    return waiting;
  }

  private CompletableFuture<String> start(CombinedReads<String, String> reads, String key) {
    var result = new CompletableFuture<String>();
    threads.add(
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    result.complete(reads.read(key));
                  } catch (RuntimeException e) {
                    result.completeExceptionally(e);
                  }
                }));
    return result;
  }
}
