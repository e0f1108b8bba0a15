package io.headland.server.platform.http;

import java.time.Duration;

/// The time that the client takes to send a body. A limit applies to the whole body or, for an
/// upload, to each 64 KiB of it, without the time in which the server writes them.
final class BodyProgress {
  static final int MIN_BYTES = 64 * 1024;

  private final boolean isUpload;
  private volatile long since;
  private volatile boolean isPaused;
  private long pausedSince;
  private int bytes;

  /// @param now in nanoseconds, as [System#nanoTime]
  BodyProgress(boolean isUpload, long now) {
    this.isUpload = isUpload;
    this.since = now;
  }

  /// Called by the thread that reads the body, before it waits for more of it.
  @SuppressWarnings("NonAtomicVolatileUpdate") // Only this thread changes it.
  void waiting(long now) {
    if (isPaused) {
      since += now - pausedSince;
      isPaused = false;
    }
  }

  /// Called by the thread that reads the body.
  void received(int more, long now) {
    bytes += more;
    if (isUpload) {
      if (bytes >= MIN_BYTES) {
        bytes = 0;
        since = now;
      }
      pausedSince = now;
      isPaused = true;
    }
  }

  /// Whether the limit is exceeded. Called by any thread.
  boolean isLate(long now, Duration limit) {
    return !isPaused && now - since > limit.toNanos();
  }
}
