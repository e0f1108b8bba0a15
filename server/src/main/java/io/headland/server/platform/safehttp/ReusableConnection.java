package io.headland.server.platform.safehttp;

import java.io.IOException;
import java.time.Duration;
import org.apache.hc.client5.http.impl.io.DefaultManagedHttpClientConnection;
import org.apache.hc.core5.http.EndpointDetails;
import org.apache.hc.core5.http.config.Http1Config;

/// A connection that is not checked before each reuse. The check waits a millisecond for the end of
/// the stream, which takes as long as many calls. The first reuse is checked, since a peer may
/// close every connection after one response without announcing it, and each reuse after a pause.
final class ReusableConnection extends DefaultManagedHttpClientConnection {
  /// Less than peers keep connections open without a request. A connection that a peer closes
  /// within this time of a response may also be reused while the end of the stream is on its way.
  private static final long PAUSE = Duration.ofMillis(10).toNanos();

  private long released = System.nanoTime();

  /// @param id in the log
  ReusableConnection(String id, Http1Config lines) {
    super(id, null, null, lines, null, null, null, null, new BoundedHeaders(lines));
  }

  /// Called when the connection is returned to the pool.
  @Override
  public void passivate() {
    super.passivate();
    released = System.nanoTime();
  }

  @Override
  public boolean isStale() throws IOException {
    boolean inUse = System.nanoTime() - released < PAUSE;
    return !(inUse && wasReused()) && super.isStale();
  }

  private boolean wasReused() {
    EndpointDetails details = getEndpointDetails();
    return isOpen() && details != null && details.getRequestCount() > 1;
  }
}
