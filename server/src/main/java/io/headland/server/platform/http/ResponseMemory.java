package io.headland.server.platform.http;

import io.headland.server.platform.paging.ByteBudget;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Bounds the memory of responses whose size is determined by the data of an API owner. The size is
/// determined before the data is read, and is reserved until the response has been sent. When all
/// memory is in use, requests wait, in the order of arrival.
final class ResponseMemory {
  /// For rows in the buffers of the JDBC driver.
  private static final long MAX_BUFFERED = 4L * 1024 * 1024;

  private static final int UNIT = 1024;
  private static final Duration MAX_WAIT = Duration.ofSeconds(10);
  private static final Duration RETRY = Duration.ofSeconds(2);

  private final Semaphore units;
  private final int all;
  private final Duration maxWait;

  /// @param heap the largest heap: responses may use three sixteenths of it
  ResponseMemory(long heap) {
    this(heap, MAX_WAIT);
  }

  /// @param maxWait how long a request waits for memory
  ResponseMemory(long heap, Duration maxWait) {
    this.all = Math.toIntExact(Math.min(Integer.MAX_VALUE, heap / 16 * 3 / UNIT));
    this.units = new Semaphore(all, true);
    this.maxWait = maxWait;
  }

  /// The memory of one response; used by the thread of its request.
  final class Grant implements AutoCloseable {
    private int taken;

    /// @param advice the alternative to a response that is too large, as the end of a sentence,
    ///   from the possible share of it
    /// @throws ProblemException from the budget: 400 `responseTooLarge` when the response is too
    ///   large, 503 when other calls use the memory for too long
    ByteBudget budget(String entityName, Advice advice) {
      return bytes -> {
        long wanted = bytes + Math.min(bytes, MAX_BUFFERED);
        if (wanted / UNIT + 1 > all) {
          throw tooLarge(entityName, bytes, advice);
        }
        growTo((int) (wanted / UNIT) + 1);
      };
    }

    /// Called when the body is complete and about to be sent.
    void sending(int bytes) {
      if (bytes > ByteBudget.WITHOUT_RESERVATION) {
        growTo(Math.min(all, bytes / UNIT + 1));
      }
    }

    /// Whether the response is large.
    boolean isReserved() {
      return taken > 0;
    }

    private void growTo(int wanted) {
      int more = wanted - taken;
      if (more <= 0) {
        return;
      }
      try {
        if (!units.tryAcquire(more, maxWait.toMillis(), TimeUnit.MILLISECONDS)) {
          throw busy();
        }
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        throw busy();
      }
      taken = wanted;
    }

    @Override
    public void close() {
      units.release(taken);
      taken = 0;
    }
  }

  /// Describes the alternative request.
  @FunctionalInterface
  interface Advice {
    /// The end of a sentence.
    ///
    /// @param share of the data that a response can have, from 0 to 1
    String of(double share);
  }

  Grant grant() {
    return new Grant();
  }

  private ProblemException tooLarge(String entityName, long bytes, Advice advice) {
    long limit = Math.max(0, (long) all * UNIT - MAX_BUFFERED);
    double share = (double) limit / bytes;
    return new ProblemException(
        Problem.rule(
            400,
            entityName,
            "responseTooLarge",
            "The geometries of the response have %d bytes, and the limit of a response is %d: %s."
                .formatted(bytes, limit, advice.of(share))));
  }

  private static ProblemException busy() {
    return new ProblemException(
        Problem.of(503, "The server is sending too many large responses at present.")
            .withRetryAfter(RETRY));
  }
}
