package io.headland.server.platform.http;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/// Bounds the bytes of all request bodies in memory, separately for those of API owners and those
/// of requests without authentication. The beginning of each body is not counted, so that small
/// ones, such as logins, are read even when large ones use all of it.
final class BodyMemory {
  /// Uncounted bytes of each body; the number of bodies is bounded elsewhere.
  private static final int NOT_COUNTED = 16 * 1024;

  private static final long MAX_BYTES_OF_OWNERS = 40L * 1024 * 1024;
  private static final long MAX_BYTES_ANONYMOUS = 16L * 1024 * 1024;
  private static final Duration RETRY = Duration.ofSeconds(1);

  private final long maxOfOwners;
  private final long maxAnonymous;
  private final AtomicLong ofOwners = new AtomicLong();
  private final AtomicLong anonymous = new AtomicLong();

  /// @param heap the largest heap: bodies may use an eighth and a sixteenth of it
  BodyMemory(long heap) {
    this.maxOfOwners = Math.min(MAX_BYTES_OF_OWNERS, heap / 8);
    this.maxAnonymous = Math.min(MAX_BYTES_ANONYMOUS, heap / 16);
  }

  /// The memory of one body.
  static final class Grant {
    private final AtomicLong used;
    private final long limit;
    private int counted;

    private Grant(AtomicLong used, long limit) {
      this.used = used;
      this.limit = limit;
    }

    /// Called before the body grows.
    ///
    /// @param size the new size of the body
    /// @throws ProblemException 503 when the bound is reached
    void growTo(int size) {
      int more = Math.max(0, size - NOT_COUNTED) - counted;
      if (used.addAndGet(more) > limit) {
        used.addAndGet(-more);
        throw new ProblemException(
            Problem.of(503, "The server is reading too many request bodies at present.")
                .withRetryAfter(RETRY));
      }
      counted += more;
    }

    void release() {
      used.addAndGet(-counted);
      counted = 0;
    }
  }

  Grant grant(boolean authenticated) {
    return authenticated ? new Grant(ofOwners, maxOfOwners) : new Grant(anonymous, maxAnonymous);
  }
}
