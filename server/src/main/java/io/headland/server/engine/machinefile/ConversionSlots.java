package io.headland.server.engine.machinefile;

import java.util.concurrent.Semaphore;

/// Limits conversions and merges that are executed at the same time on a node, of which one may be
/// large: they share the memory of one [PointEngines].
public final class ConversionSlots {
  private static final long LARGE = 50L * 1024 * 1024;

  private final Semaphore all;
  private final Semaphore large = new Semaphore(1, true);

  /// @param number of conversions at the same time
  ConversionSlots(int number) {
    all = new Semaphore(number, true);
  }

  /// As many as the node has processors, and at least two, so that a large one does not delay all
  /// others.
  public static ConversionSlots ofNode() {
    return new ConversionSlots(Math.max(2, Runtime.getRuntime().availableProcessors()));
  }

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

  /// Begins one as [#tryAcquire], as soon as the others that have to end first have ended. Those
  /// that wait begin in the order of their calls.
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
