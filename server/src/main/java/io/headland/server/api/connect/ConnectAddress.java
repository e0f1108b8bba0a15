package io.headland.server.api.connect;

import io.headland.server.platform.config.Secret;
import io.headland.server.platform.http.Request;
import java.net.URI;
import java.util.Optional;
import java.util.function.Supplier;

/// Where growers' browsers find the pages.
///
/// @param configured base address; empty when nothing is configured: then it is the one that a
///   trusted proxy says of the request, or where the server listens
/// @param listening known once the server listens
public record ConnectAddress(Optional<URI> configured, Supplier<URI> listening) {
  public static final String PATH = "/connect";

  /// A link with this token.
  URI link(Secret token, Request request) {
    return below("/" + token.reveal(), request);
  }

  /// What is registered with the application at a provider as its redirect URI.
  URI callback(Request request) {
    return below("/callback", request);
  }

  /// Whether browsers come by TLS.
  boolean isSecure(Request request) {
    return "https".equalsIgnoreCase(base(request).getScheme());
  }

  /// The prefix of public paths, where the base address is configured.
  public Optional<String> prefix() {
    return configured.map(base -> Optional.ofNullable(base.getRawPath()).orElse(""));
  }

  private URI base(Request request) {
    return configured.or(request::publicUrl).orElseGet(listening);
  }

  private URI below(String path, Request request) {
    String text = base(request).toString();
    String root = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    return URI.create(root + PATH + path);
  }
}
