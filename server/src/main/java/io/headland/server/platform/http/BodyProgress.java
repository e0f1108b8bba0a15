package io.headland.server.platform.http;

import java.time.Duration;

/// The time that the client takes to send a body. A limit applies to the whole body or, for an
/// upload, to each 64 KiB of it.
final class BodyProgress {
  static final int MIN_BYTES = 64 * 1024;

  private final boolean isUpload;
  private volatile long since;
  private int bytes;

  /// @param now in nanoseconds, as [System#nanoTime]
  BodyProgress(boolean isUpload, long now) {
    this.isUpload = isUpload;
    this.since = now;
  }

  /// Called by the thread that reads the body.
  void received(int more, long now) {
    bytes += more;
    if (isUpload && bytes >= MIN_BYTES) {
      bytes = 0;
      since = now;
    }
  }

  /// Whether the limit is exceeded. Called by any thread.
  boolean isLate(long now, Duration limit) {
    return now - since > limit.toNanos();
  }
}
