package io.headland.server.http;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/// Bounds the bytes of all request bodies that are in memory at a time.
final class BodyMemory {
  private static final long MAX_BYTES = 48L * 1024 * 1024;
  private static final Duration RETRY = Duration.ofSeconds(1);

  private final AtomicLong used = new AtomicLong();

  /// @throws ProblemException 503 when the bound is reached
  void grant(int bytes) {
    if (used.addAndGet(bytes) > MAX_BYTES) {
      used.addAndGet(-bytes);
      throw new ProblemException(
          Problem.of(503, "The server is reading too many request bodies at the moment.")
              .withRetryAfter(RETRY));
    }
  }

  void release(int bytes) {
    used.addAndGet(-bytes);
  }
}
