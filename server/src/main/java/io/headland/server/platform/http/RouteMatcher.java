package io.headland.server.platform.http;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The template of a route's path: each `{parameter}` matches one segment.
record RouteMatcher(List<String> template) {
  static RouteMatcher of(String path) {
    List<String> template =
        path.equals("/") ? List.of() : List.of(path.substring(1).split("/", -1));
    for (String segment : template) {
      if (segment.isEmpty() || (segment.indexOf('{') >= 0 && !isParameter(segment))) {
        throw new IllegalArgumentException("Not the path of a route: " + path);
      }
    }
    return new RouteMatcher(template);
  }

  /// The number of segments of a matching path.
  int length() {
    return template.size();
  }

  /// The parameters of a path that matches, decoded.
  ///
  /// @param segments as many as the template has
  Optional<Map<String, String>> match(List<String> segments) {
    for (int i = 0; i < template.size(); i++) {
      String expected = template.get(i);
      if (!isParameter(expected) && !expected.equals(segments.get(i))) {
        return Optional.empty();
      }
    }
    Map<String, String> parameters = new HashMap<>();
    for (int i = 0; i < template.size(); i++) {
      String name = template.get(i);
      if (isParameter(name)) {
        parameters.put(name.substring(1, name.length() - 1), RequestTarget.decode(segments.get(i)));
      }
    }
    return Optional.of(parameters);
  }

  private static boolean isParameter(String segment) {
    return segment.startsWith("{") && segment.endsWith("}");
  }
}
