package io.headland.server.provider.johndeere;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Rewrites links in responses to the configured address.
///
/// Deere's links have the host `api.deere.com` also when the sandbox was called, so its API hosts
/// are equivalent. A link to any other host, or outside of the platform API, is not followed.
final class JohnDeereLinks {
  private static final Set<String> FAMILY =
      Set.of(
          "api.deere.com",
          "sandboxapi.deere.com",
          "partnerapi.deere.com",
          "apicert.deere.com",
          "partnerapicert.deere.com",
          "partnerapi-qa.deere.com",
          "apiqa.tal.deere.com",
          "apidev.tal.deere.com");

  private static final String PLATFORM = "/platform";

  /// Segments by which a path could leave the platform path: dot segments, also encoded.
  private static final Pattern DOT_SEGMENTS =
      Pattern.compile("(?i)//|/\\.{1,2}(?:[;/]|$)|%2e|%2f|%5c|\\\\");

  private final URI base;
  private final String basePath;

  JohnDeereLinks(URI base) {
    this.base = base;
    this.basePath = base.getRawPath().replaceAll("/+$", "");
  }

  /// An address below the platform path; the argument starts with a slash.
  URI below(String pathAndQuery) {
    return URI.create(base.getScheme() + "://" + base.getRawAuthority() + basePath + pathAndQuery);
  }

  /// The link relative to the configured address and the platform path; empty when it must not be
  /// followed. Links in Deere's documents have leading blanks.
  Optional<String> rewrite(String link) {
    return parse(link).filter(this::isTrusted).flatMap(this::strip);
  }

  private static Optional<URI> parse(String link) {
    try {
      return Optional.of(new URI(link.strip().replace(" ", "%20")));
    } catch (URISyntaxException _) {
      return Optional.empty();
    }
  }

  private boolean isTrusted(URI link) {
    if (link.isOpaque() || link.getRawUserInfo() != null) {
      return false;
    }
    if (link.getRawAuthority() == null) {
      return link.getScheme() == null;
    }
    boolean isConfigured = Objects.equals(link.getRawAuthority(), base.getRawAuthority());
    boolean web = "https".equals(link.getScheme()) || "http".equals(link.getScheme());
    return web && (isConfigured || isFamily(link));
  }

  private static boolean isFamily(URI link) {
    return link.getHost() != null && FAMILY.contains(link.getHost().toLowerCase(Locale.ROOT));
  }

  private Optional<String> strip(URI link) {
    String path = link.getRawPath();
    if (DOT_SEGMENTS.matcher(path).find()) {
      return Optional.empty();
    }
    String query = link.getRawQuery() == null ? "" : "?" + link.getRawQuery();
    return Stream.of(basePath, PLATFORM)
        .filter(prefix -> path.startsWith(prefix + "/"))
        .findFirst()
        .map(prefix -> URI.create(path.substring(prefix.length()) + query).toASCIIString());
  }
}
