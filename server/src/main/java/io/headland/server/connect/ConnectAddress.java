package io.headland.server.connect;

import io.headland.server.config.Secret;
import java.net.URI;
import java.util.function.Supplier;

/// Where growers' browsers find the pages.
///
/// @param base known once the server listens, when nothing is configured
record ConnectAddress(Supplier<URI> base) {
  static final String PATH = "/connect";

  /// A link with this token.
  URI link(Secret token) {
    return below("/" + token.reveal());
  }

  /// What is registered with the application at a provider as its redirect URI.
  URI callback() {
    return below("/callback");
  }

  /// Whether browsers come by TLS.
  boolean isSecure() {
    return "https".equalsIgnoreCase(base.get().getScheme());
  }

  private URI below(String path) {
    String text = base.get().toString();
    String root = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    return URI.create(root + PATH + path);
  }
}
