package io.headland.simulator.http;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/// The credentials of Basic authentication.
public record BasicCredentials(String name, String password) {
  /// Empty for a header of another scheme, or one that cannot be decoded.
  public static Optional<BasicCredentials> parse(String header) {
    if (!header.regionMatches(true, 0, "Basic ", 0, 6)) {
      return Optional.empty();
    }
    String pair;
    try {
      byte[] bytes = Base64.getDecoder().decode(header.substring(6).strip());
      pair = new String(bytes, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
    int colon = pair.indexOf(':');
    return colon < 0
        ? Optional.empty()
        : Optional.of(new BasicCredentials(pair.substring(0, colon), pair.substring(colon + 1)));
  }

  /// RFC 6749 requires both parts to be form-encoded; many clients do not encode them.
  public BasicCredentials decoded() {
    return new BasicCredentials(Parameters.decode(name), Parameters.decode(password));
  }
}
