package io.headland.server.platform.safehttp;

import java.net.InetAddress;
import java.net.UnknownHostException;

/// Looks a name up, or reads an address from its text.
@FunctionalInterface
public interface NameLookup {
  /// Every address of the name.
  ///
  /// @throws UnknownHostException when it has none
  InetAddress[] addresses(String host) throws UnknownHostException;
}
