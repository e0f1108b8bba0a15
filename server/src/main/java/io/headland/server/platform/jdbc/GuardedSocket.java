package io.headland.server.platform.jdbc;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;

/// A socket whose reads have a time limit without a timer for each of them. When a virtual thread
/// reads with `SO_TIMEOUT`, the JVM starts and cancels a timer, which wakes another thread twice:
/// that is 6 % of the CPU time of first syncs. The time limit is checked by a [SocketGuard]
/// instead, which closes a socket after its limit.
///
/// Short limits are those of the socket: the driver uses them to find out whether bytes have
/// arrived, and the socket remains open afterwards.
final class GuardedSocket extends Socket {
  /// The shortest time limit that is checked by the guard, in milliseconds.
  static final int SHORTEST_GUARDED = 2_000;

  private static final long NOT_READING = 0;

  private final SocketGuard guard;
  private volatile int guardedMillis;
  private volatile boolean expired;

  /// `System.nanoTime` at the beginning of the read in progress.
  private volatile long readingSince = NOT_READING;

  GuardedSocket(SocketGuard guard) {
    this.guard = guard;
  }

  @Override
  public void connect(SocketAddress endpoint, int timeout) throws IOException {
    super.connect(endpoint, timeout);
    guard.add(this);
  }

  @Override
  public void close() throws IOException {
    guard.remove(this);
    super.close();
  }

  @Override
  public void setSoTimeout(int timeout) throws SocketException {
    boolean isGuarded = timeout >= SHORTEST_GUARDED;
    super.setSoTimeout(isGuarded ? 0 : timeout);
    guardedMillis = isGuarded ? timeout : 0;
  }

  @Override
  public int getSoTimeout() throws SocketException {
    int guarded = guardedMillis;
    return guarded > 0 ? guarded : super.getSoTimeout();
  }

  @Override
  public InputStream getInputStream() throws IOException {
    return new GuardedInput(super.getInputStream());
  }

  /// Whether a thread is reading.
  boolean isReading() {
    return readingSince != NOT_READING;
  }

  /// Closes the socket if the read in progress has exceeded its time limit, which ends the read.
  void closeIfExpired(long nanoTime) throws IOException {
    long since = readingSince;
    int limit = guardedMillis;
    if (since != NOT_READING && limit > 0 && nanoTime - since > limit * 1_000_000L) {
      expired = true;
      close();
    }
  }

  private final class GuardedInput extends FilterInputStream {
    GuardedInput(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      // Never the value of no read.
      readingSince = System.nanoTime() | 1;
      try {
        return super.read(bytes, offset, length);
      } catch (SocketException e) {
        throw expired ? timeout(e) : e;
      } finally {
        readingSince = NOT_READING;
      }
    }

    private static IOException timeout(SocketException closed) {
      var timeout = new SocketTimeoutException("Read timed out");
      timeout.initCause(closed);
      return timeout;
    }
  }
}
