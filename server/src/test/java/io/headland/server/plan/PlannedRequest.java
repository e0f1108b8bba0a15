package io.headland.server.plan;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/// A request whose plans are examined, from the tables of requests in the resources.
///
/// @param target with placeholders
/// @param paged whether the links of its response are followed
/// @param counts whether the request, by its nature, reads more rows than its result needs
record PlannedRequest(String target, boolean paged, boolean counts) {

  static List<PlannedRequest> lists() {
    return all("/plan/list-requests.txt");
  }

  static List<PlannedRequest> records() {
    return all("/plan/record-requests.txt");
  }

  private static List<PlannedRequest> all(String table) {
    return text(table)
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
        .map(PlannedRequest::parse)
        .toList();
  }

  /// `* target (reason)`, of which only the target is required.
  private static PlannedRequest parse(String line) {
    boolean paged = line.startsWith("* ");
    String rest = paged ? line.substring(2) : line;
    int reason = rest.indexOf(" (");
    return new PlannedRequest(reason < 0 ? rest : rest.substring(0, reason), paged, reason >= 0);
  }

  /// The path with arbitrary values in place of its placeholders.
  String examplePath() {
    return target.replaceFirst("\\?.*", "").replaceAll("\\{\\w+}", "x");
  }

  private static String text(String table) {
    try (InputStream in = PlannedRequest.class.getResourceAsStream(table)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
