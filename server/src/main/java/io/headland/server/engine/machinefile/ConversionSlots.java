package io.headland.server.engine.machinefile;

import java.util.concurrent.Semaphore;

/// Limits conversions and merges that are executed at the same time, those of a node or the exports
/// of an account: two, of which one may be large.
public final class ConversionSlots {
  private static final long LARGE = 50L * 1024 * 1024;

  private final Semaphore all = new Semaphore(2);
  private final Semaphore large = new Semaphore(1);

  /// Begins a conversion or a merge, which [#release] ends.
  ///
  /// @param size of the archive or file in bytes
  /// @return false when others have to end first
  boolean tryAcquire(long size) {
    if (size > LARGE && !large.tryAcquire()) {
      return false;
    }
    if (all.tryAcquire()) {
      return true;
    }
    releaseLarge(size);
    return false;
  }

  /// Begins one as [#tryAcquire], as soon as the others that have to end first have ended.
  public void acquire(long size) throws InterruptedException {
    if (size > LARGE) {
      large.acquire();
    }
    try {
      all.acquire();
    } catch (InterruptedException e) {
      releaseLarge(size);
      throw e;
    }
  }

  public void release(long size) {
    all.release();
    releaseLarge(size);
  }

  private void releaseLarge(long size) {
    if (size > LARGE) {
      large.release();
    }
  }
}
