package io.headland.server.platform.providerhttp;

import java.io.IOException;
import java.io.Serial;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Bounds the memory of responses of providers for all concurrent calls: that of bodies, and that
/// of the records read from them. When all memory is in use, calls wait in the order of arrival.
/// Small responses do not count, since the number of calls is bounded elsewhere.
final class ProviderMemory {
  /// Bytes of a body that do not count.
  private static final int SMALL = 32 * 1024;

  /// The same for the records that are read from a body.
  private static final int SMALL_RECORDS = 128 * 1024;

  /// Copies of a body while its encoding is repaired.
  private static final int COPIES = 3;

  /// Bytes of memory for a value, an object or an array in JSON.
  private static final int VALUE = 64;

  private static final int UNIT = 1024;

  private static final byte[] VALUES = valuesByByte();

  private final Semaphore bodies;

  /// When bodies that are being received use all memory, one of them at a time may exceed it;
  /// otherwise they would wait for each other.
  private final Semaphore exemption = new Semaphore(1, true);

  private final Semaphore records;
  private final int allRecords;

  /// @param heap the maximum size of the heap in bytes: a sixteenth is for bodies, plus one body of
  ///   the maximum size, and a quarter for records
  ProviderMemory(long heap) {
    this.bodies = new Semaphore(units(heap / 16), true);
    this.allRecords = units(heap / 4);
    this.records = new Semaphore(allRecords, true);
  }

  private static int units(long bytes) {
    return (int) Math.min(Integer.MAX_VALUE, bytes / UNIT);
  }

  /// Other calls used the memory for too long.
  static final class BusyException extends IOException {
    @Serial private static final long serialVersionUID = 1;

    BusyException() {
      super("too many large responses are being read");
    }
  }

  /// @param maxWait the total time for which the call may wait
  Grant grant(Duration maxWait) {
    return new Grant(System.nanoTime() + maxWait.toNanos());
  }

  /// The memory of one response. Threads use it one after the other, except for the release.
  final class Grant {
    private final long deadline;
    private int bodyUnits;
    private int recordUnits;
    private boolean exempt;
    private boolean released;

    private Grant(long deadline) {
      this.deadline = deadline;
    }

    /// Called before the body grows to this number of bytes.
    ///
    /// @throws BusyException when other calls use the memory for too long, or the call has ended
    void body(int bytes) throws IOException {
      int more = bytes <= SMALL ? 0 : bytes / UNIT + 1 - bodyUnits;
      if (more <= 0 || exempt) {
        return;
      }
      if (!bodies.tryAcquire(more)) {
        acquire(exemption, 1);
        if (!bodies.tryAcquire(more)) {
          reserve(0, 0, true);
          return;
        }
        exemption.release();
      }
      reserve(more, 0, false);
    }

    /// Called before a body is parsed.
    ///
    /// @return false when the records exceed the total memory
    /// @throws BusyException when other calls use the memory for too long
    boolean records(byte[] body) throws IOException {
      long wanted = (long) COPIES * body.length + (long) VALUE * values(body);
      int units = units(wanted);
      if (wanted > SMALL_RECORDS) {
        if (units > allRecords) {
          return false;
        }
        acquire(records, units);
        reserve(0, units, false);
      }
      return true;
    }

    boolean isEmpty() {
      return bodyUnits == 0 && recordUnits == 0 && !exempt;
    }

    private void acquire(Semaphore from, int units) throws BusyException {
      try {
        if (!from.tryAcquire(
            units, Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS)) {
          throw new BusyException();
        }
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        throw new BusyException();
      }
    }

    private synchronized void reserve(int moreBody, int moreRecords, boolean isExempt)
        throws BusyException {
      bodyUnits += moreBody;
      recordUnits += moreRecords;
      exempt |= isExempt;
      if (released) {
        releaseUnits();
        throw new BusyException();
      }
    }

    /// Releases the memory of the body and of the records.
    synchronized void release() {
      released = true;
      releaseUnits();
    }

    private void releaseUnits() {
      bodies.release(bodyUnits);
      records.release(recordUnits);
      exemption.release(exempt ? 1 : 0);
      bodyUnits = 0;
      recordUnits = 0;
      exempt = false;
    }
  }

  /// The number of commas and opening brackets, as an estimate of the number of values, objects and
  /// arrays.
  private static int values(byte[] json) {
    int values = 0;
    for (byte each : json) {
      values += VALUES[each & 0xff];
    }
    return values;
  }

  /// By byte: a table is faster than comparisons, whose results cannot be predicted.
  private static byte[] valuesByByte() {
    byte[] values = new byte[256];
    values[','] = 1;
    values['{'] = 1;
    values['['] = 1;
    return values;
  }
}
