package io.headland.server.platform.http;

import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/// Limits the requests in progress. Requests without authentication have separate slots, so that
/// they cannot prevent those of API owners; health checks require none.
final class RequestSlots {
  private static final String HEALTH = "/health/";

  private final Semaphore owned;
  private final Semaphore open;

  RequestSlots(int maxRequests) {
    this.owned = new Semaphore(maxRequests);
    this.open = new Semaphore(maxRequests);
  }

  /// The slot of one request, which is empty until the request takes one.
  static final class Slot implements AutoCloseable {
    private final RequestSlots slots;
    private final boolean exempt;
    private @Nullable Semaphore taken;

    private Slot(RequestSlots slots, boolean exempt) {
      this.slots = slots;
      this.exempt = exempt;
    }

    /// Takes a slot for a request without authentication; false when none is free.
    boolean takeOpen() {
      return take(slots.open);
    }

    /// Takes a slot for a request with a valid token; false when none is free.
    boolean takeOwned() {
      return take(slots.owned);
    }

    private boolean take(Semaphore semaphore) {
      if (exempt) {
        return true;
      }
      if (!semaphore.tryAcquire()) {
        return false;
      }
      taken = semaphore;
      return true;
    }

    @Override
    public void close() {
      if (taken != null) {
        taken.release();
      }
    }
  }

  /// Called once for each request; the slot is closed when the response has been sent.
  Slot slot(RequestTarget target) {
    return new Slot(this, target.path().startsWith(HEALTH));
  }
}
