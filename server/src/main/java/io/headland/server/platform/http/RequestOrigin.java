package io.headland.server.platform.http;

import java.net.InetAddress;
import java.util.Optional;

/// The origin of a request, after the headers of trusted proxies have been evaluated.
///
/// @param client address of the client; if it is unknown, of the last trusted proxy
/// @param scheme `http` or `https`, of the request to the proxy
/// @param host with the port, in the request to the proxy
/// @param prefix of the path that the proxy removed, without a trailing slash
record RequestOrigin(
    InetAddress client, Optional<String> scheme, Optional<String> host, Optional<String> prefix) {

  static RequestOrigin direct(InetAddress peer) {
    return new RequestOrigin(peer, Optional.empty(), Optional.empty(), Optional.empty());
  }
}
