package io.headland.server.engine.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headland.server.Concurrency;
import io.headland.server.platform.config.Secret;
import io.headland.server.platform.providerhttp.CallRecorder;
import io.headland.server.platform.providerhttp.ProviderCall;
import io.headland.server.provider.Fetch;
import io.headland.server.provider.FieldDataRecord;
import io.headland.server.provider.ProviderCredential;
import io.headland.server.provider.ProviderSession;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

class ReadAheadTest {
  private static final Fetch<FieldDataRecord> PAGE = new Fetch.Last<>(List.of(), "ahead");
  private static final Fetch<FieldDataRecord> OTHER = new Fetch.Last<>(List.of(), "now");
  private static final ProviderCall CALL =
      new ProviderCall(Instant.EPOCH, "GET", "/fields", 200, Map.of(), 0, Duration.ZERO, "");

  private final ReadAhead readAhead =
      new ReadAhead(1, request -> Thread.ofVirtual().start(request));

  private static ProviderSession session(CallRecorder recorder) {
    return new ProviderSession(
        new ProviderCredential(Map.of(), Map.of()), Secret.of("token"), recorder);
  }

  private ReadAhead.ReadingPages open() {
    return readAhead.open(session(_ -> {}));
  }

  @Test
  void aPageIsRequestedOnceAndOnAnotherThread() throws InterruptedException {
    AtomicReference<Thread> thread = new AtomicReference<>();
    try (ReadAhead.ReadingPages pages = open()) {
      pages.start(
          _ -> {
            thread.set(Thread.currentThread());
            return PAGE;
          });
      assertThat(pages.next(_ -> OTHER)).isSameAs(PAGE);
      assertThat(pages.next(_ -> OTHER)).isSameAs(OTHER);
    }
    assertThat(thread.get()).isNotNull().isNotSameAs(Thread.currentThread());
  }

  @Test
  void aPageBeyondTheLimitIsRequestedLater() throws InterruptedException {
    try (ReadAhead.ReadingPages first = open()) {
      first.start(_ -> PAGE);
      try (ReadAhead.ReadingPages second = open()) {
        second.start(_ -> PAGE);
        assertThat(second.next(_ -> OTHER)).isSameAs(OTHER);
        assertThat(first.next(_ -> OTHER)).isSameAs(PAGE);
        second.start(_ -> PAGE);
        assertThat(second.next(_ -> OTHER)).isSameAs(PAGE);
      }
    }
  }

  @Test
  void aReadingRequestsOnePageAtATime() {
    try (ReadAhead.ReadingPages pages = open()) {
      pages.start(_ -> PAGE);
      assertThatThrownBy(() -> pages.start(_ -> PAGE)).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void theCallOfAPageThatIsNotUsedIsCancelledAndRecorded() throws InterruptedException {
    CountDownLatch calling = new CountDownLatch(1);
    List<ProviderCall> recorded = Collections.synchronizedList(new ArrayList<>());
    AtomicBoolean interruptedDuringRecord = new AtomicBoolean();
    CallRecorder recorder =
        call -> {
          interruptedDuringRecord.set(Thread.currentThread().isInterrupted());
          recorded.add(call);
        };
    try (ReadAhead.ReadingPages pages = readAhead.open(session(recorder))) {
      pages.start(session -> call(session, calling));
      calling.await();
    }
    assertThat(recorded).containsExactly(CALL);
    assertThat(interruptedDuringRecord).isFalse();
    assertAnotherPageIsRequested();
  }

  /// An interrupt there would close the connection to the database, and prevent the calls of all
  /// accounts for some time.
  @Test
  void aCallThatIsBeingAdmittedIsNotInterruptedAndNotMade() throws InterruptedException {
    CountDownLatch admitting = new CountDownLatch(1);
    CountDownLatch mayEnd = new CountDownLatch(1);
    AtomicBoolean interrupted = new AtomicBoolean();
    AtomicBoolean made = new AtomicBoolean();
    CallRecorder recorder =
        new CallRecorder() {
          @Override
          public Duration admit() {
            admitting.countDown();
            interrupted.set(isInterruptedWaiting(mayEnd));
            return Duration.ZERO;
          }

          @Override
          public void record(ProviderCall call) {
            made.set(true);
          }
        };
    Thread reading =
        Thread.ofVirtual()
            .start(
                () -> {
                  try (ReadAhead.ReadingPages pages = readAhead.open(session(recorder))) {
                    pages.start(
                        session -> {
                          session.recorder().admit();
                          session.recorder().record(CALL);
                          return PAGE;
                        });
                    awaitUninterrupted(admitting);
                  }
                });
    admitting.await();
    // The reading has cancelled the request and waits for its end.
    Concurrency.await(() -> reading.getState() == Thread.State.WAITING);
    mayEnd.countDown();
    reading.join();
    assertThat(interrupted).isFalse();
    assertThat(made).isFalse();
    assertAnotherPageIsRequested();
  }

  @Test
  void noFurtherCallOfTheRequestIsMadeAfterACancellation() throws InterruptedException {
    CountDownLatch calling = new CountDownLatch(1);
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    try (ReadAhead.ReadingPages pages = open()) {
      pages.start(
          session -> {
            try {
              call(session, calling);
            } catch (InterruptedException _) {
              // As if the first call had ended at the moment of the cancellation.
            }
            try {
              session.recorder().admit();
            } catch (InterruptedException e) {
              thrown.set(e);
              throw e;
            }
            return PAGE;
          });
      calling.await();
    }
    assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
  }

  @Test
  void anInterruptOfTheReadingCancelsTheRequest() throws InterruptedException {
    CountDownLatch calling = new CountDownLatch(1);
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    AtomicBoolean recorded = new AtomicBoolean();
    Thread reading =
        Thread.ofVirtual()
            .start(
                () -> {
                  try (ReadAhead.ReadingPages pages =
                      readAhead.open(session(_ -> recorded.set(true)))) {
                    pages.start(session -> call(session, calling));
                    pages.next(_ -> OTHER);
                  } catch (InterruptedException e) {
                    thrown.set(e);
                  }
                });
    calling.await();
    reading.interrupt();
    reading.join();
    assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
    assertThat(recorded).isTrue();
    assertAnotherPageIsRequested();
  }

  @Test
  void anInterruptWhileARequestEndsIsKept() throws InterruptedException {
    CountDownLatch calling = new CountDownLatch(1);
    CountDownLatch recording = new CountDownLatch(1);
    CountDownLatch mayEnd = new CountDownLatch(1);
    AtomicBoolean interrupted = new AtomicBoolean();
    CallRecorder recorder =
        _ -> {
          recording.countDown();
          awaitUninterrupted(mayEnd);
        };
    Thread reading =
        Thread.ofVirtual()
            .start(
                () -> {
                  try (ReadAhead.ReadingPages pages = readAhead.open(session(recorder))) {
                    pages.start(session -> call(session, calling));
                    awaitUninterrupted(calling);
                  }
                  interrupted.set(Thread.currentThread().isInterrupted());
                });
    recording.await();
    reading.interrupt();
    mayEnd.countDown();
    reading.join();
    assertThat(interrupted).isTrue();
  }

  @Test
  void aThreadThatMakesNoFurtherCallIsNotInterrupted() {
    ReadAhead onThisThread = new ReadAhead(1, Runnable::run);
    try (ReadAhead.ReadingPages pages = onThisThread.open(session(_ -> {}))) {
      pages.start(
          session -> {
            session.recorder().admit();
            return PAGE;
          });
    }
    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void aFailureOfTheRequestIsThrownToTheReading() {
    RuntimeException failure = new IllegalArgumentException("not a position");
    try (ReadAhead.ReadingPages pages = open()) {
      pages.start(
          _ -> {
            throw failure;
          });
      assertThatThrownBy(() -> pages.next(_ -> OTHER)).isSameAs(failure);
      Error error = new StackOverflowError();
      pages.start(
          _ -> {
            throw error;
          });
      assertThatThrownBy(() -> pages.next(_ -> OTHER)).isSameAs(error);
    }
    assertAnotherPageIsRequested();
  }

  @Test
  void aRequestThatCannotBeStartedDoesNotCount() {
    AtomicBoolean failing = new AtomicBoolean(true);
    ReadAhead limited =
        new ReadAhead(
            1,
            request -> {
              if (failing.get()) {
                throw new IllegalStateException("no threads");
              }
              request.run();
            });
    try (ReadAhead.ReadingPages pages = limited.open(session(_ -> {}))) {
      assertThatThrownBy(() -> pages.start(_ -> PAGE)).isInstanceOf(IllegalStateException.class);
    }
    failing.set(false);
    assertThat(nextOf(limited)).isSameAs(PAGE);
  }

  @Test
  void theLogLinesOfTheRequestNameItsRun() throws InterruptedException {
    AtomicReference<Map<String, String>> context = new AtomicReference<>();
    try (MDC.MDCCloseable _ = MDC.putCloseable("syncRunId", "run");
        ReadAhead.ReadingPages pages = open()) {
      pages.start(
          _ -> {
            context.set(MDC.getCopyOfContextMap());
            return PAGE;
          });
      pages.next(_ -> OTHER);
    }
    assertThat(context.get()).containsEntry("syncRunId", "run");
  }

  /// A call whose response does not arrive.
  private static Fetch<FieldDataRecord> call(ProviderSession session, CountDownLatch calling)
      throws InterruptedException {
    session.recorder().admit();
    try {
      calling.countDown();
      new CountDownLatch(1).await();
      return PAGE;
    } finally {
      session.recorder().record(CALL);
    }
  }

  private static boolean isInterruptedWaiting(CountDownLatch end) {
    try {
      end.await();
      return false;
    } catch (InterruptedException _) {
      return true;
    }
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    if (isInterruptedWaiting(latch)) {
      throw new IllegalStateException("interrupted");
    }
  }

  private void assertAnotherPageIsRequested() {
    assertThat(nextOf(readAhead)).isSameAs(PAGE);
  }

  private static Fetch<FieldDataRecord> nextOf(ReadAhead readAhead) {
    try (ReadAhead.ReadingPages pages = readAhead.open(session(_ -> {}))) {
      pages.start(_ -> PAGE);
      return pages.next(_ -> OTHER);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
