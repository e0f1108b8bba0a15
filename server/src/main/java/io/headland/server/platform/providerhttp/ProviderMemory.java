package io.headland.server.platform.providerhttp;

import java.io.IOException;
import java.io.Serial;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Bounds the memory of responses of providers, for all calls at a time: that of the bodies, and
/// that of the records which are read from them. Calls that find all of it in use wait, in the
/// order of arrival. Small responses do not count, since the number of calls is bounded elsewhere.
final class ProviderMemory {
  /// Bytes of a body that do not count.
  private static final int SMALL = 32 * 1024;

  /// The same for the records that are read from it.
  private static final int SMALL_RECORDS = 128 * 1024;

  /// Copies of a body while its encoding is repaired.
  private static final int COPIES = 3;

  /// Bytes of memory for a value, an object or an array in JSON.
  private static final int VALUE = 64;

  private static final int UNIT = 1024;

  private final Semaphore bodies;

  /// Lets one body at a time grow when those that are being received use all of the memory, or they
  /// would wait for each other.
  private final Semaphore exemption = new Semaphore(1, true);

  private final Semaphore records;
  private final int allRecords;

  /// @param heap most bytes that the heap can have: a sixteenth for bodies, to which one body of
  ///   the limit is added, and a quarter for records
  ProviderMemory(long heap) {
    this.bodies = new Semaphore(units(heap / 16), true);
    this.allRecords = units(heap / 4);
    this.records = new Semaphore(allRecords, true);
  }

  private static int units(long bytes) {
    return (int) Math.min(Integer.MAX_VALUE, bytes / UNIT);
  }

  /// Others used the memory for too long.
  static final class BusyException extends IOException {
    @Serial private static final long serialVersionUID = 1;

    BusyException() {
      super("too many large responses are being read");
    }
  }

  /// @param patience how long the call may wait in total
  Grant grant(Duration patience) {
    return new Grant(System.nanoTime() + patience.toNanos());
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

    /// Called before so many bytes of the body are kept in total.
    ///
    /// @throws BusyException when others use the memory for too long, or the call has ended
    void body(int bytes) throws IOException {
      int more = bytes <= SMALL ? 0 : bytes / UNIT + 1 - bodyUnits;
      if (more <= 0 || exempt) {
        return;
      }
      if (!bodies.tryAcquire(more)) {
        acquire(exemption, 1);
        if (!bodies.tryAcquire(more)) {
          keep(0, 0, true);
          return;
        }
        exemption.release();
      }
      keep(more, 0, false);
    }

    /// Called before a body is parsed.
    ///
    /// @return false when the records would not even fit alone
    /// @throws BusyException when others use the memory for too long
    boolean records(byte[] body) throws IOException {
      long wanted = (long) COPIES * body.length + (long) VALUE * values(body);
      int units = units(wanted);
      if (wanted > SMALL_RECORDS) {
        if (units > allRecords) {
          return false;
        }
        acquire(records, units);
        keep(0, units, false);
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

    private synchronized void keep(int moreBody, int moreRecords, boolean isExempt)
        throws BusyException {
      bodyUnits += moreBody;
      recordUnits += moreRecords;
      exempt |= isExempt;
      if (released) {
        giveBack();
        throw new BusyException();
      }
    }

    /// The body and the records are needed no more.
    synchronized void release() {
      released = true;
      giveBack();
    }

    private void giveBack() {
      bodies.release(bodyUnits);
      records.release(recordUnits);
      exemption.release(exempt ? 1 : 0);
      bodyUnits = 0;
      recordUnits = 0;
      exempt = false;
    }
  }

  /// At least the number of values, objects and arrays.
  private static int values(byte[] json) {
    int values = 0;
    for (byte each : json) {
      if (each == ',' || each == '{' || each == '[') {
        values++;
      }
    }
    return values;
  }
}
