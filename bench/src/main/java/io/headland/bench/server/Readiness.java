package io.headland.bench.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// Requests `/health/ready` over a plain socket: the request is repeated every few milliseconds
/// while a server starts, and must use little CPU.
final class Readiness {
  private static final byte[] QUESTION =
      "GET /health/ready HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
          .getBytes(StandardCharsets.US_ASCII);
  private static final String YES = "HTTP/1.1 200 ";
  private static final int PATIENCE_MS = 5_000;

  private Readiness() {}

  static boolean isReady(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MS);
      socket.setSoTimeout(PATIENCE_MS);
      socket.getOutputStream().write(QUESTION);
      byte[] begin = socket.getInputStream().readNBytes(YES.length());
      return new String(begin, StandardCharsets.US_ASCII).equals(YES);
    } catch (IOException _) {
      return false; // not listening yet
    }
  }
}
