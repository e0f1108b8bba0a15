package io.headland.bench.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/// The connections of a proxy: accepts those of clients on a free port of the loopback address, and
/// opens one to a port of this machine for each.
public final class ForwardedConnections implements AutoCloseable {
  private static final int ACCEPT_QUEUE = 200;

  private final ServerSocket listener;
  private final int target;
  private final Forwarding forwarding;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final CompletableFuture<Void> end = new CompletableFuture<>();

  private ForwardedConnections(ServerSocket listener, int target, Forwarding forwarding) {
    this.listener = listener;
    this.target = target;
    this.forwarding = forwarding;
  }

  /// Forwards the bytes of both directions on threads of its own.
  @FunctionalInterface
  public interface Forwarding {
    /// Starts to forward; the sockets are open.
    void start(Socket client, Socket server);
  }

  /// Listens until it is closed.
  ///
  /// @param target a port of this machine
  public static ForwardedConnections listen(int target, Forwarding forwarding) throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    ServerSocket listener = new ServerSocket(0, ACCEPT_QUEUE, loopback);
    var connections = new ForwardedConnections(listener, target, forwarding);
    Thread.ofVirtual().start(connections::accept);
    return connections;
  }

  public int port() {
    return listener.getLocalPort();
  }

  /// Closes all connections; none is accepted when this returns. The port is open until the thread
  /// that waits for a connection has left [ServerSocket#accept].
  @Override
  public void close() throws IOException {
    listener.close();
    end.join();
    for (Socket socket : open) {
      socket.close();
    }
  }

  /// Closes the socket of a client or its server.
  public void close(Socket socket) {
    open.remove(socket);
    try {
      socket.close();
    } catch (IOException _) {
      // It is closed in any case.
    }
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        open.add(client);
        Thread.ofVirtual().start(() -> connect(client));
      } catch (IOException _) {
        // Closed, or a client that disconnected before it was accepted.
      }
    }
    end.complete(null);
  }

  private void connect(Socket client) {
    try {
      Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
      open.add(server);
      if (listener.isClosed()) {
        close(client);
        close(server);
        return;
      }
      client.setTcpNoDelay(true);
      server.setTcpNoDelay(true);
      forwarding.start(client, server);
    } catch (IOException _) {
      close(client); // the target is not listening: the client sees a closed connection
    }
  }
}
