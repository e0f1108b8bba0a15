package io.headland.simulator.http;

import java.util.ArrayList;
import java.util.List;

/// A request path: decoded segments, and the matrix parameters of the last one
/// (`/platform/organizations;start=10;count=10`).
public record Path(List<String> segments, Parameters matrix) {
  public Path {
    segments = List.copyOf(segments);
  }

  public static Path parse(String raw) {
    List<String> segments = new ArrayList<>();
    Parameters matrix = Parameters.NONE;
    for (String part : raw.split("/", -1)) {
      if (part.isEmpty()) {
        continue;
      }
      int semicolon = part.indexOf(';');
      String name = semicolon < 0 ? part : part.substring(0, semicolon);
      matrix = semicolon < 0 ? matrix : Parameters.parse(part.substring(semicolon + 1), ';');
      // A plus sign is literal in a path.
      segments.add(Parameters.decode(name.replace("+", "%2B")));
    }
    return new Path(segments, matrix);
  }

  public boolean startsWith(String first) {
    return !segments.isEmpty() && segments.getFirst().equals(first);
  }
}
