package io.headland.server.http;

import io.helidon.common.uri.UriPath;
import io.helidon.http.PathMatcher;
import io.helidon.http.PathMatchers;
import io.helidon.http.PathMatchers.MatchResult;
import io.helidon.http.PathMatchers.PrefixMatchResult;

/// Helidon's matcher of a template, asked only for paths that can match: it tries a regular
/// expression on each route in turn, which for a route far down the table cost more than the
/// answer.
///
/// @param head what the template begins with, up to its first parameter
/// @param tail what it ends with, behind its last parameter
/// @param slashes in the template
record RouteMatcher(String head, String tail, int slashes, PathMatcher template)
    implements PathMatcher {

  /// @param path of a route, with `{parameters}` that each stand for one segment
  static RouteMatcher of(String path) {
    int parameter = path.indexOf('{');
    return new RouteMatcher(
        parameter < 0 ? path : path.substring(0, parameter),
        path.substring(path.lastIndexOf('}') + 1),
        slashes(path, path.length()),
        // The optional slash at the end: Leaf's clients write both, and a redirect would lose their
        // bodies.
        PathMatchers.create(path + "[/]"));
  }

  @Override
  public MatchResult match(UriPath path) {
    return canMatch(path.path()) ? template.match(path) : MatchResult.notAccepted();
  }

  @Override
  public PrefixMatchResult prefixMatch(UriPath path) {
    return template.prefixMatch(path);
  }

  private boolean canMatch(String path) {
    int end = path.endsWith("/") ? path.length() - 1 : path.length();
    return path.startsWith(head)
        && path.startsWith(tail, end - tail.length())
        && slashes(path, end) == slashes;
  }

  private static int slashes(String path, int end) {
    int count = 0;
    for (int i = 0; i < end; i++) {
      if (path.charAt(i) == '/') {
        count++;
      }
    }
    return count;
  }
}
