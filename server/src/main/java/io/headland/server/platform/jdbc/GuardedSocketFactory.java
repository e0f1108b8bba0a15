package io.headland.server.platform.jdbc;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import javax.net.SocketFactory;

/// Creates the sockets to PostgreSQL, for the property `socketFactory` of the driver, which creates
/// it by its name.
public final class GuardedSocketFactory extends SocketFactory {
  private static final SocketGuard GUARD = new SocketGuard();

  @Override
  public Socket createSocket() {
    return new GuardedSocket(GUARD);
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return connect(new InetSocketAddress(host, port));
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return connect(new InetSocketAddress(host, port));
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress localHost, int localPort)
      throws IOException {
    return connect(new InetSocketAddress(host, port), new InetSocketAddress(localHost, localPort));
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort)
      throws IOException {
    return connect(new InetSocketAddress(host, port), new InetSocketAddress(localHost, localPort));
  }

  private Socket connect(InetSocketAddress address) throws IOException {
    return connect(address, new InetSocketAddress(0));
  }

  private Socket connect(InetSocketAddress address, InetSocketAddress local) throws IOException {
    Socket socket = createSocket();
    try {
      socket.bind(local);
      socket.connect(address);
      return socket;
    } catch (IOException | RuntimeException e) {
      socket.close(); // a socket without an owner must not remain open
      throw e;
    }
  }
}
