package io.headland.bench.soak.fault;

import io.headland.bench.server.ForwardedConnections;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;

/// Forwards the connections of a node to PostgreSQL, and can stop forwarding while the connections
/// remain open. Data sent in the meantime arrives afterwards, as over a network.
public final class StallingProxy implements AutoCloseable {
  private static final int BUFFER = 16_384;

  private final ForwardedConnections connections;
  private final Object gate = new Object();
  private boolean stalled;

  private StallingProxy(int target) throws IOException {
    this.connections = ForwardedConnections.listen(target, this::forwardBoth);
  }

  /// Listens on a free port of the loopback address.
  ///
  /// @param target a port of this machine
  public static StallingProxy start(int target) throws IOException {
    return new StallingProxy(target);
  }

  public int port() {
    return connections.port();
  }

  /// Stops forwarding, or continues.
  public void stall(boolean stop) {
    synchronized (gate) {
      stalled = stop;
      gate.notifyAll();
    }
  }

  @Override
  public void close() throws IOException {
    connections.close();
    stall(false);
  }

  private void forwardBoth(Socket client, Socket server) {
    Thread.ofVirtual().start(() -> forward(client, server));
    Thread.ofVirtual().start(() -> forward(server, client));
  }

  private void forward(Socket from, Socket to) {
    byte[] buffer = new byte[BUFFER];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        awaitGate();
        out.write(buffer, 0, read);
      }
      awaitGate();
    } catch (IOException _) {
      // One side has closed; the other is closed below.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      connections.close(from);
      connections.close(to);
    }
  }

  private void awaitGate() throws InterruptedException {
    synchronized (gate) {
      while (stalled) {
        gate.wait();
      }
    }
  }
}
