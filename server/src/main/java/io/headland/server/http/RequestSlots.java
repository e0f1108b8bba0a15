package io.headland.server.http;

import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/// Bounds the requests in progress. Requests without authentication have slots of their own, so
/// that they cannot keep API owners from being served; health checks need none.
final class RequestSlots {
  private static final String HEALTH = "/health/";

  private final Semaphore owned;
  private final Semaphore open;

  RequestSlots(int maxRequests) {
    this.owned = new Semaphore(maxRequests);
    this.open = new Semaphore(maxRequests);
  }

  /// A slot, or the answer that there is none.
  static final class Slot implements AutoCloseable {
    private final @Nullable Semaphore taken;
    private final boolean granted;

    private Slot(@Nullable Semaphore taken, boolean granted) {
      this.taken = taken;
      this.granted = granted;
    }

    boolean isGranted() {
      return granted;
    }

    @Override
    public void close() {
      if (taken != null) {
        taken.release();
      }
    }
  }

  Slot take(RequestTarget target, boolean needsToken) {
    if (target.path().startsWith(HEALTH)) {
      return new Slot(null, true);
    }
    Semaphore slots = needsToken ? owned : open;
    boolean granted = slots.tryAcquire();
    return new Slot(granted ? slots : null, granted);
  }
}
