package io.headland.server.platform.http;

import io.headland.server.platform.config.HttpConfig;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.Pattern;

/// The prefix of the paths of clients that the paths of routes do not have, if the server shares a
/// host with others.
///
/// A proxy either removes the prefix (then it is the path of `public-url`, or given by
/// `X-Forwarded-Prefix` of a trusted proxy) or passes paths on unchanged (then it is
/// `http.path-prefix`, and is removed here).
final class PathPrefixes {
  /// Requested at the server without a proxy; never below the prefix, so that a proxy that passes
  /// on paths below it does not pass on these.
  private static final List<String> WITHOUT_PREFIX =
      List.of("/health/live", "/health/ready", "/metrics");

  private static final Pattern HTML_ADDRESS = Pattern.compile("( (?:href|src|action)=\")/(?!/)");
  private static final String CONTRACT_SERVER = "\nservers:\n  - url: /\n";

  private final String configured;
  private final String ofPublicUrl;
  private final Map<String, String> byPath;

  /// @param byPath public prefixes of paths with another one than `public-url`
  PathPrefixes(HttpConfig config, Map<String, String> byPath) {
    this.configured = config.proxy().pathPrefix();
    this.ofPublicUrl = config.publicUrl().isBlank() ? "" : path(config.publicUrl());
    this.byPath = Map.copyOf(byPath);
  }

  private static String path(String address) {
    return Optional.ofNullable(URI.create(address).getRawPath()).orElse("");
  }

  /// The path of a route, and the prefix of links in the response.
  ///
  /// @param route empty when the path is not below the prefix that all paths must have
  record Split(Optional<String> route, String prefix) {
    /// The path of the route or, when there is none, that of the client.
    String routeOr(String path) {
      return route.orElse(path);
    }
  }

  /// Splits a path.
  Split split(String path, RequestOrigin origin) {
    if (configured.isEmpty()) {
      return new Split(Optional.of(path), origin.prefix().orElseGet(() -> publicPrefix(path)));
    }
    if (WITHOUT_PREFIX.contains(path)) {
      return new Split(Optional.of(path), "");
    }
    String prefix = origin.prefix().orElse("") + configured;
    if (path.equals(configured)) {
      return new Split(Optional.of("/"), prefix);
    }
    Optional<String> below =
        Optional.of(path)
            .filter(full -> full.startsWith(configured + "/"))
            .map(full -> full.substring(configured.length()))
            .filter(route -> !WITHOUT_PREFIX.contains(route));
    return new Split(below, prefix);
  }

  private String publicPrefix(String path) {
    return byPath.entrySet().stream()
        .filter(entry -> path.startsWith(entry.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(ofPublicUrl);
  }

  /// Adds the prefix to the addresses in a page that begin with a slash.
  static String inPage(String page, String prefix) {
    return prefix.isEmpty()
        ? page
        : HTML_ADDRESS.matcher(page).replaceAll("$1" + prefix.replace("$", "\\$") + "/");
  }

  /// Sets the prefix as the address of the server in the OpenAPI document.
  static String inContract(String contract, String prefix) {
    return contract.replace(CONTRACT_SERVER, "\nservers:\n  - url: " + prefix + "\n");
  }

  /// Adds the prefix to the headers that contain paths of the server.
  static void addTo(Map<String, String> headers, String prefix) {
    if (prefix.isEmpty()) {
      return;
    }
    BiFunction<String, String, String> location =
        (_, path) -> path.startsWith("/") ? prefix + path : path;
    headers.computeIfPresent("Location", location);
    headers.computeIfPresent("Link", (_, links) -> links.replace("</", "<" + prefix + "/"));
    headers.computeIfPresent(
        "Set-Cookie", (_, cookie) -> cookie.replace("; Path=/", "; Path=" + prefix + "/"));
  }
}
