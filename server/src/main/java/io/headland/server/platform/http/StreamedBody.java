package io.headland.server.platform.http;

import io.headland.server.platform.http.ConnectionGuard.BodyRead;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/// A body that is processed while it is received. It reports its progress, limits its size, and
/// distinguishes failures of the connection from those of its content.
final class StreamedBody extends InputStream {
  /// Bytes after the end of the content that are accepted.
  private static final int MAX_EPILOGUE = 64 * 1024;

  private final InputStream in;
  private final long max;
  private @Nullable BodyRead progress;
  private long size;
  private boolean ended;
  private boolean failed;

  /// @param max size limit
  StreamedBody(InputStream in, long max) {
    this.in = in;
    this.max = max;
  }

  StreamedBody reportingTo(BodyRead read) {
    progress = read;
    return this;
  }

  /// Whether the connection failed, or the body is not framed correctly.
  boolean hasFailed() {
    return failed;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  /// @throws ProblemException 413 when the body is larger than its limit
  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (ended) {
      return -1;
    }
    if (progress != null) {
      progress.waiting();
    }
    int n = readOrFail(bytes, offset, length);
    ended = n < 0;
    size += Math.max(0, n);
    if (size > max) {
      throw RequestBody.tooLarge(max);
    }
    if (progress != null) {
      // Also at the end: the time in which the bytes are stored is not that of the client.
      progress.received(Math.max(0, n));
    }
    return n;
  }

  private int readOrFail(byte[] bytes, int offset, int length) throws IOException {
    try {
      return in.read(bytes, offset, length);
    } catch (IOException e) {
      failed = true;
      throw e;
    }
  }

  /// Reads the rest of the body, which has no meaning.
  ///
  /// @throws IOException when the rest is long
  void requireEnd() throws IOException {
    byte[] rest = new byte[8 * 1024];
    long limit = size + MAX_EPILOGUE;
    while (read(rest, 0, rest.length) >= 0) {
      if (size > limit) {
        throw new IOException("The body has content after its end");
      }
    }
  }
}
