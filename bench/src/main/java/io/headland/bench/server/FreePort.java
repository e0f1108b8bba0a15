package io.headland.bench.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/// A free port of this machine.
public final class FreePort {
  private FreePort() {}

  public static int find() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
