package io.headland.server.api.connect;

import io.headland.server.platform.config.Secret;
import io.headland.server.platform.http.Request;
import java.net.URI;
import java.util.Optional;
import java.util.function.Supplier;

/// The address of the connect pages.
///
/// @param configured base address; empty when it is not configured: then it is given by a trusted
///   proxy, or that of the server
/// @param listening known after the start of the server
public record ConnectAddress(Optional<URI> configured, Supplier<URI> listening) {
  public static final String PATH = "/connect";

  /// A link with this token.
  URI link(Secret token, Request request) {
    return below("/" + token.reveal(), request);
  }

  /// The redirect URI that is registered with the application at a provider.
  URI callback(Request request) {
    return below("/callback", request);
  }

  /// Whether browsers use TLS.
  boolean isSecure(Request request) {
    return "https".equalsIgnoreCase(base(request).getScheme());
  }

  /// The prefix of public paths, if the base address is configured.
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
