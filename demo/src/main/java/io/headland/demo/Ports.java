package io.headland.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/// Checks ports before the start, so that a port in use is reported immediately.
final class Ports {
  private Ports() {}

  /// Checks whether a port can be bound; 0 always can.
  ///
  /// @param option by which it was given
  /// @throws DemoException when it cannot be bound
  static void require(int port, String option) {
    try (var _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      // The port is free; the server binds it next.
    } catch (IOException e) {
      throw taken(port, option, e);
    }
  }

  static DemoException taken(int port, String option, Exception cause) {
    return new DemoException(
        "Port %d is in use (%s): stop the program that uses it, or give another port with %s."
            .formatted(port, cause.getMessage(), option),
        cause);
  }
}
