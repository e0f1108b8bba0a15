package io.headland.server.core.apiowner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headland.server.Concurrency;
import io.headland.server.platform.net.NetworkKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HashingQueueTest {
  private static final NetworkKey ATTACKER = new NetworkKey("192.0.2.1");
  private static final NetworkKey OTHER = new NetworkKey("192.0.2.2");

  private final HashingQueue queue = new HashingQueue(1);
  private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch release = new CountDownLatch(1);
  private final List<String> order = Collections.synchronizedList(new ArrayList<>());

  @AfterEach
  void close() {
    release.countDown();
    queue.close();
    callers.shutdownNow();
  }

  @Test
  void oneClientWithManyLoginsDelaysAnotherByOneHashOnly() throws Exception {
    List<Future<Optional<String>>> attack = submit(ATTACKER, "attacker", 150);
    Concurrency.await(() -> queue.waiting() == 149);
    Future<Optional<String>> other = submit(OTHER, "other", 1).getFirst();
    Concurrency.await(() -> queue.waiting() == 150);

    release.countDown();

    assertThat(other.get()).contains("other");
    for (Future<Optional<String>> one : attack) {
      assertThat(one.get()).contains("attacker");
    }
    // The first one was running when the other client was added; one more may have been next.
    assertThat(order.indexOf("other")).isBetween(1, 2);
  }

  @Test
  void refusesTheNewestOfTheClientThatHasMostWhenTooManyWait() throws Exception {
    List<Future<Optional<String>>> attack = submit(ATTACKER, "attacker", 300);
    Concurrency.await(() -> queue.waiting() == 200);
    Concurrency.await(() -> attack.stream().filter(Future::isDone).count() == 99);
    Future<Optional<String>> other = submit(OTHER, "other", 1).getFirst();
    Concurrency.await(() -> attack.stream().filter(Future::isDone).count() == 100);
    assertThat(queue.waiting()).isEqualTo(200);

    release.countDown();

    assertThat(other.get()).contains("other");
    long refused = 0;
    for (Future<Optional<String>> one : attack) {
      refused += one.get().isEmpty() ? 1 : 0;
    }
    assertThat(refused).isEqualTo(100);
  }

  @Test
  void anInterruptedCallerLeavesTheQueue() throws Exception {
    Future<Optional<String>> first = submit(ATTACKER, "first", 1).getFirst();
    Concurrency.await(() -> queue.waiting() == 0 && !first.isDone());
    Thread waiting =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    queue.run(OTHER, () -> "never");
                  } catch (InterruptedException _) {
                    order.add("interrupted");
                  }
                });
    Concurrency.await(() -> queue.waiting() == 1);

    waiting.interrupt();
    waiting.join();

    assertThat(order).containsExactly("interrupted");
    assertThat(queue.waiting()).isZero();
    release.countDown();
    assertThat(first.get()).contains("first");
    assertThat(queue.run(OTHER, () -> "next")).contains("next");
  }

  @Test
  void goesOnAfterAnError() throws Exception {
    assertThatThrownBy(
            () ->
                queue.run(
                    OTHER,
                    () -> {
                      throw new StackOverflowError("thrown by the test");
                    }))
        .hasRootCauseInstanceOf(StackOverflowError.class);

    assertThat(queue.run(OTHER, () -> "next")).contains("next");
  }

  @Test
  void refusesThoseThatWaitWhenItIsClosed() throws InterruptedException, ExecutionException {
    List<Future<Optional<String>>> all = submit(ATTACKER, "attacker", 3);
    Concurrency.await(() -> queue.waiting() == 2);

    queue.close();
    release.countDown();

    long done = 0;
    for (Future<Optional<String>> one : all) {
      done += one.get().isPresent() ? 1 : 0;
    }
    assertThat(done).isEqualTo(1);
  }

  private List<Future<Optional<String>>> submit(NetworkKey client, String name, int count) {
    List<Future<Optional<String>>> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(
          callers.submit(
              () ->
                  queue.run(
                      client,
                      () -> {
                        release.await();
                        order.add(name);
                        return name;
                      })));
    }
    return all;
  }
}
