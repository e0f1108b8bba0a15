package io.headland.server.platform.http;

import io.headland.server.platform.config.HttpConfig.HttpLimits;
import io.headland.server.platform.net.NetworkKey;
import io.headland.server.platform.tasks.BackgroundLoop;
import io.headland.server.platform.tasks.BackgroundLoops;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/// Limits connections without a complete request: their number, in total and for each client
/// address, and the time for a header section and for a body.
///
/// When a limit is reached, the connection that has waited longest is closed, so that new clients
/// are served regardless of others. A connection whose request was received completely is not
/// closed.
final class ConnectionGuard implements Connection.Listener {
  /// The largest number of bodies of requests without authentication that are read concurrently,
  /// besides half of the requests, so that slow bodies cannot use all slots.
  private static final int MAX_ANONYMOUS_BODIES = 128;

  private static final Duration SWEEP = Duration.ofSeconds(1);

  private final HttpLimits limits;
  private final TrustedProxies proxies;
  private final Map<Connection, OpenConnection> open = new HashMap<>();
  // In the order in which they began to wait for a request.
  private final Map<Connection, OpenConnection> waiting = new LinkedHashMap<>();
  private final Map<NetworkKey, Integer> byAddress = new HashMap<>();
  private final Set<BodyRead> bodies = new LinkedHashSet<>();
  private final Set<BodyRead> anonymousBodies = new LinkedHashSet<>();

  ConnectionGuard(HttpLimits limits, TrustedProxies proxies) {
    this.limits = limits;
    this.proxies = proxies;
  }

  /// A connection between two requests, or before its first one.
  private static final class OpenConnection {
    private final NetworkKey address;
    private final boolean exempt;
    private long bytesAtStart;
    private long headerSince;

    OpenConnection(NetworkKey address, boolean exempt) {
      this.address = address;
      this.exempt = exempt;
    }
  }

  /// A body that is being read; closing it ends the reading.
  final class BodyRead implements AutoCloseable {
    private final Connection connection;
    private final BodyProgress progress;

    private BodyRead(Request request, boolean isUpload) {
      this.connection = request.getConnectionMetaData().getConnection();
      this.progress = new BodyProgress(isUpload, System.nanoTime());
    }

    /// Called by the thread that reads, before it waits for the client.
    void waiting() {
      progress.waiting(System.nanoTime());
    }

    /// Called by the thread that reads, with 0 at the end of the body.
    void received(int bytes) {
      progress.received(bytes, System.nanoTime());
    }

    @Override
    public void close() {
      synchronized (ConnectionGuard.this) {
        bodies.remove(this);
        anonymousBodies.remove(this);
      }
    }
  }

  /// Closes connections that are too slow, checking each second until it is closed.
  BackgroundLoop watch(BackgroundLoops loops) {
    return loops.start("connection-guard", SWEEP, _ -> closeSlow(System.nanoTime()));
  }

  @Override
  public void onOpened(Connection connection) {
    InetAddress peer = address(connection.getEndPoint().getRemoteSocketAddress());
    OpenConnection entry = new OpenConnection(NetworkKey.of(peer), proxies.isExempt(peer));
    @Nullable Connection victim;
    synchronized (this) {
      open.put(connection, entry);
      waiting.put(connection, entry);
      int ofAddress = byAddress.merge(entry.address, 1, Integer::sum);
      victim =
          !entry.exempt && ofAddress > limits.maxConnectionsPerAddress()
              ? longestWaiting(entry.address)
              : open.size() > limits.maxConnections() ? longestWaiting(null) : null;
    }
    close(victim);
  }

  @Override
  public void onClosed(Connection connection) {
    synchronized (this) {
      OpenConnection entry = open.remove(connection);
      waiting.remove(connection);
      if (entry != null) {
        byAddress.computeIfPresent(entry.address, (_, count) -> count > 1 ? count - 1 : null);
      }
    }
  }

  /// A complete header section has arrived.
  synchronized void started(Connection connection) {
    waiting.remove(connection);
  }

  /// The response has been sent.
  synchronized void finished(Connection connection) {
    OpenConnection entry = open.get(connection);
    if (entry != null) {
      entry.bytesAtStart = connection.getBytesIn();
      entry.headerSince = 0;
      waiting.put(connection, entry);
    }
  }

  BodyRead startBody(Request request, boolean authenticated) {
    BodyRead read = new BodyRead(request, false);
    @Nullable Connection victim = null;
    synchronized (this) {
      bodies.add(read);
      if (!authenticated) {
        anonymousBodies.add(read);
        if (anonymousBodies.size() > Math.min(MAX_ANONYMOUS_BODIES, limits.maxRequests() / 2)) {
          victim = anonymousBodies.iterator().next().connection;
        }
      }
    }
    close(victim);
    return read;
  }

  /// A body of an API owner that may take any time, as long as it makes progress.
  BodyRead startUpload(Request request) {
    BodyRead read = new BodyRead(request, true);
    synchronized (this) {
      bodies.add(read);
    }
    return read;
  }

  private @Nullable Connection longestWaiting(@Nullable NetworkKey address) {
    for (Iterator<Map.Entry<Connection, OpenConnection>> it = waiting.entrySet().iterator();
        it.hasNext(); ) {
      Map.Entry<Connection, OpenConnection> entry = it.next();
      if (address == null || entry.getValue().address.equals(address)) {
        it.remove();
        return entry.getKey();
      }
    }
    return null;
  }

  private void closeSlow(long now) {
    List<Connection> slow;
    synchronized (this) {
      List<Connection> headers =
          waiting.entrySet().stream()
              .filter(entry -> isHeaderLate(entry.getKey(), entry.getValue(), now))
              .map(Map.Entry::getKey)
              .toList();
      headers.forEach(waiting::remove);
      slow =
          Stream.concat(
                  headers.stream(),
                  bodies.stream()
                      .filter(read -> read.progress.isLate(now, limits.bodyTimeout()))
                      .map(read -> read.connection))
              .toList();
    }
    slow.forEach(ConnectionGuard::close);
  }

  private boolean isHeaderLate(Connection connection, OpenConnection entry, long now) {
    if (connection.getBytesIn() <= entry.bytesAtStart) {
      return false;
    }
    if (entry.headerSince == 0) {
      entry.headerSince = now;
    }
    return now - entry.headerSince > limits.headerTimeout().toNanos();
  }

  private static InetAddress address(@Nullable SocketAddress address) {
    return address instanceof InetSocketAddress inet && inet.getAddress() != null
        ? inet.getAddress()
        : InetAddress.getLoopbackAddress();
  }

  private static void close(@Nullable Connection connection) {
    if (connection != null) {
      connection.getEndPoint().close();
    }
  }
}
