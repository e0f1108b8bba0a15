package io.headland.server.platform.http;

import java.net.InetAddress;
import java.util.Optional;

/// Where a request comes from, after the headers of trusted proxies have been evaluated.
///
/// @param client address of the client; where it is not known, of the last proxy that is trusted
/// @param scheme `http` or `https`, as the client sent the request to the proxy
/// @param host with the port, as the client addressed the proxy
/// @param prefix of the path that the proxy removed, without a slash at its end
record RequestOrigin(
    InetAddress client, Optional<String> scheme, Optional<String> host, Optional<String> prefix) {

  static RequestOrigin direct(InetAddress peer) {
    return new RequestOrigin(peer, Optional.empty(), Optional.empty(), Optional.empty());
  }
}
