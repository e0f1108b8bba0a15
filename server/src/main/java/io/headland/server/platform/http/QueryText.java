package io.headland.server.platform.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Parses a query as in RFC 3986, not as a form: a plus is literal.
final class QueryText {
  private QueryText() {}

  /// The first value of a parameter; empty when there is none or its escapes are invalid.
  static Optional<String> literal(String rawQuery, String name) {
    for (String pair : rawQuery.split("&", -1)) {
      String[] parts = pair.split("=", 2);
      if (parts.length == 2 && decode(parts[0]).filter(name::equals).isPresent()) {
        return decode(parts[1]);
      }
    }
    return Optional.empty();
  }

  private static Optional<String> decode(String text) {
    try {
      return Optional.of(URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException _) {
      // The other interpretation decides the result of the request.
      return Optional.empty();
    }
  }
}
