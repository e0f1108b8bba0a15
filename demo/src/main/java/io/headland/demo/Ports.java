package io.headland.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/// Looks at ports before anything is started, so that a taken one is told at once.
final class Ports {
  private Ports() {}

  /// Looks whether a port can be listened on; 0 always can.
  ///
  /// @param option by which it was given
  /// @throws DemoException when it cannot
  static void require(int port, String option) {
    try (var _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      // It can; the server takes it in a moment.
    } catch (IOException e) {
      throw taken(port, option, e);
    }
  }

  static DemoException taken(int port, String option, Exception cause) {
    return new DemoException(
        "Port %d is taken (%s): stop what listens there, or give another port with %s."
            .formatted(port, cause.getMessage(), option),
        cause);
  }
}
