package io.headland.server.api.connect;

import io.headland.server.platform.config.Secret;
import io.headland.server.platform.http.Call;
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
  URI link(Secret token, Call call) {
    return below("/" + token.reveal(), call);
  }

  /// What is registered with the application at a provider as its redirect URI.
  URI callback(Call call) {
    return below("/callback", call);
  }

  /// Whether browsers come by TLS.
  boolean isSecure(Call call) {
    return "https".equalsIgnoreCase(base(call).getScheme());
  }

  /// The prefix of public paths, where the base address is configured.
  public Optional<String> prefix() {
    return configured.map(base -> Optional.ofNullable(base.getRawPath()).orElse(""));
  }

  private URI base(Call call) {
    return configured.or(call::publicUrl).orElseGet(listening);
  }

  private URI below(String path, Call call) {
    String text = base(call).toString();
    String root = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    return URI.create(root + PATH + path);
  }
}
