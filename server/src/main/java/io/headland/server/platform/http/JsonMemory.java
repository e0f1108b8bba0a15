package io.headland.server.platform.http;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Bounds the memory of request bodies that are parsed as JSON, separately for those of API owners
/// and those of requests without authentication. A body of empty arrays and objects requires about
/// 30 times its size when it is parsed. When all memory is in use, requests wait, in the order of
/// arrival.
final class JsonMemory {
  /// Bytes of memory for each byte of JSON.
  private static final int EXPANSION = 32;

  /// Bodies of up to this size are parsed without waiting; the number of requests is bounded
  /// elsewhere.
  private static final int NOT_COUNTED = 16 * 1024;

  private static final int UNIT = 1024;
  private static final Duration MAX_WAIT = Duration.ofSeconds(10);
  private static final Duration RETRY = Duration.ofSeconds(1);

  private final Share ofOwners;
  private final Share anonymous;

  private record Share(Semaphore units, int all) {
    static Share of(long bytes) {
      int all = Math.toIntExact(bytes / UNIT);
      return new Share(new Semaphore(all, true), all);
    }
  }

  /// @param heap the largest heap
  JsonMemory(long heap) {
    this.ofOwners = Share.of(heap / 4);
    this.anonymous = Share.of(heap / 8);
  }

  /// The memory of one parsed body.
  static final class Grant {
    private final Semaphore from;
    private int units;

    private Grant(Semaphore from, int units) {
      this.from = from;
      this.units = units;
    }

    void release() {
      from.release(units);
      units = 0;
    }
  }

  /// Called before a body is parsed.
  ///
  /// @throws ProblemException 503 when the memory is in use for too long
  Grant grant(int bodySize, boolean authenticated) {
    Share share = authenticated ? ofOwners : anonymous;
    long wanted = bodySize <= NOT_COUNTED ? 0 : (long) bodySize * EXPANSION / UNIT;
    int units = (int) Math.min(share.all(), wanted);
    try {
      if (units > 0
          && !share.units().tryAcquire(units, MAX_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
        throw busy();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw busy();
    }
    return new Grant(share.units(), units);
  }

  private static ProblemException busy() {
    return new ProblemException(
        Problem.of(503, "The server is processing too many large request bodies at present.")
            .withRetryAfter(RETRY));
  }
}
