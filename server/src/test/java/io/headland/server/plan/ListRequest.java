package io.headland.server.plan;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/// A request for a list, from the table of requests in the resources.
///
/// @param target with placeholders
/// @param paged whether the links of its response are followed
/// @param counts whether the request, by its nature, reads more rows than its page needs
record ListRequest(String target, boolean paged, boolean counts) {

  static List<ListRequest> all() {
    return text()
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
        .map(ListRequest::parse)
        .toList();
  }

  /// `* target (reason)`, of which only the target is required.
  private static ListRequest parse(String line) {
    boolean paged = line.startsWith("* ");
    String rest = paged ? line.substring(2) : line;
    int reason = rest.indexOf(" (");
    return new ListRequest(reason < 0 ? rest : rest.substring(0, reason), paged, reason >= 0);
  }

  /// The path with arbitrary values in place of its placeholders.
  String examplePath() {
    return target.replaceFirst("\\?.*", "").replaceAll("\\{\\w+}", "x");
  }

  private static String text() {
    try (InputStream in = ListRequest.class.getResourceAsStream("/plan/list-requests.txt")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
