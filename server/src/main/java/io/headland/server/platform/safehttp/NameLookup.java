package io.headland.server.platform.safehttp;

import java.net.InetAddress;
import java.net.UnknownHostException;

/// Resolves a name, or parses an address.
@FunctionalInterface
public interface NameLookup {
  /// All addresses of the name.
  ///
  /// @throws UnknownHostException when it has none
  InetAddress[] addresses(String host) throws UnknownHostException;
}
