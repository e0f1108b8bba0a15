package io.headland.server.provider.johndeere;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Rewrites links in answers to the configured address.
///
/// Deere's links name `api.deere.com` also when the sandbox was called, so its API hosts count as
/// one family. A link to any other host, or to anything but the platform API, is none that we
/// follow.
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

  /// What would let a path climb out of the platform: dot segments, also in disguise.
  private static final Pattern CLIMBING =
      Pattern.compile("(?i)//|/\\.{1,2}(?:[;/]|$)|%2e|%2f|%5c|\\\\");

  private final URI base;
  private final String basePath;

  JohnDeereLinks(URI base) {
    this.base = base;
    this.basePath = base.getRawPath().replaceAll("/+$", "");
  }

  /// Something beneath the platform path; starts with a slash.
  URI below(String pathAndQuery) {
    return URI.create(base.getScheme() + "://" + base.getRawAuthority() + basePath + pathAndQuery);
  }

  /// The link on our address without its origin and the platform path; empty when it must not be
  /// followed. Deere's own documents show links with blanks in front.
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
    boolean ours = Objects.equals(link.getRawAuthority(), base.getRawAuthority());
    boolean web = "https".equals(link.getScheme()) || "http".equals(link.getScheme());
    return web && (ours || isFamily(link));
  }

  private static boolean isFamily(URI link) {
    return link.getHost() != null && FAMILY.contains(link.getHost().toLowerCase(Locale.ROOT));
  }

  private Optional<String> strip(URI link) {
    String path = link.getRawPath();
    if (CLIMBING.matcher(path).find()) {
      return Optional.empty();
    }
    String query = link.getRawQuery() == null ? "" : "?" + link.getRawQuery();
    return Stream.of(basePath, PLATFORM)
        .filter(prefix -> path.startsWith(prefix + "/"))
        .findFirst()
        .map(prefix -> URI.create(path.substring(prefix.length()) + query).toASCIIString());
  }
}
