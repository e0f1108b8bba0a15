package io.headland.server.engine.sync;

import io.headland.server.provider.Fetch;
import io.headland.server.provider.FieldDataRecord;
import io.headland.server.provider.ProviderSession;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/// Requests the next page of a listing while the page before it is stored. The number of such pages
/// of a node is limited, because their records are in memory in addition to those that are stored:
/// when it is reached, the next page is requested after the page before it is stored.
public final class ReadAhead {
  private static final Logger log = LoggerFactory.getLogger(ReadAhead.class);

  /// Enough for the cores of a small machine. More readings wait for the provider most of the time.
  private static final int MAX_PAGES = 4;

  private final Semaphore free;
  private final Executor executor;

  /// @param maxPages of all readings together
  ReadAhead(int maxPages, Executor executor) {
    this.free = new Semaphore(maxPages);
    this.executor = executor;
  }

  /// For the readings of a node.
  public static ReadAhead ofNode() {
    return new ReadAhead(
        MAX_PAGES, request -> Thread.ofVirtual().name("read-ahead").start(request));
  }

  /// The request of a page.
  @FunctionalInterface
  interface PageFetch {
    Fetch<FieldDataRecord> fetch(ProviderSession session) throws InterruptedException;
  }

  /// The pages of one reading, of which one at a time is requested ahead.
  ReadingPages open(ProviderSession session) {
    return new ReadingPages(session);
  }

  /// A request that has been started.
  private record Started(FutureTask<Fetch<FieldDataRecord>> task, CancellableCalls calls) {
    static Started of(PageFetch request, ProviderSession session) {
      CancellableCalls calls = new CancellableCalls(session.recorder());
      ProviderSession cancellable =
          new ProviderSession(session.credential(), session.accessToken(), calls);
      return new Started(
          new FutureTask<>(
              () -> {
                try {
                  return request.fetch(cancellable);
                } finally {
                  calls.end();
                }
              }),
          calls);
    }

    /// Waits until the request of a page that is not used has ended.
    void awaitEnd() {
      boolean isInterrupted = false;
      while (true) {
        try {
          task.get();
          break;
        } catch (InterruptedException _) {
          isInterrupted = true;
        } catch (ExecutionException e) {
          if (!(e.getCause() instanceof InterruptedException)) {
            log.warn("The request of a page that is not stored failed", e.getCause());
          }
          break;
        }
      }
      if (isInterrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /// Used by the thread of the reading.
  final class ReadingPages implements AutoCloseable {
    private final ProviderSession session;
    private @Nullable Started started;

    private ReadingPages(ProviderSession session) {
      this.session = session;
    }

    /// Starts to request the next page, if the node may request another one ahead.
    void start(PageFetch request) {
      if (started != null) {
        throw new IllegalStateException("A page is being requested");
      }
      if (free.tryAcquire()) {
        started = started(request);
      }
    }

    private Started started(PageFetch request) {
      Started next = Started.of(request, session);
      Map<String, String> context =
          Optional.ofNullable(MDC.getCopyOfContextMap()).orElseGet(Map::of);
      boolean isStarted = false;
      try {
        executor.execute(
            () -> {
              MDC.setContextMap(context);
              next.task().run();
            });
        isStarted = true;
        return next;
      } finally {
        if (!isStarted) {
          free.release();
        }
      }
    }

    /// The page that was requested ahead; otherwise it is requested now.
    Fetch<FieldDataRecord> next(PageFetch request) throws InterruptedException {
      return started == null ? request.fetch(session) : take(started);
    }

    private Fetch<FieldDataRecord> take(Started requested) throws InterruptedException {
      try {
        return requested.task().get();
      } catch (ExecutionException e) {
        switch (e.getCause()) {
          case InterruptedException interrupted -> throw interrupted;
          case RuntimeException failure -> throw failure;
          case Error error -> throw error;
          case null, default -> throw new IllegalStateException(e);
        }
      } finally {
        if (requested.task().isDone()) {
          release();
        }
      }
    }

    private void release() {
      started = null;
      free.release();
    }

    /// Cancels the request of a page that is not used, and waits until it has ended.
    @Override
    public void close() {
      if (started != null) {
        started.calls().cancel();
        started.awaitEnd();
        release();
      }
    }
  }
}
