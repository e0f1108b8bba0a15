package io.headland.server.platform.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Parsers of settings. Their exceptions describe the expected form and never contain the text,
/// which may be a secret in the wrong line.
final class Parsers {
  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");
  private static final Pattern EMAIL = Pattern.compile("[^\\s@]+@[^\\s@]+");

  private static final Pattern PATH_PREFIX = Pattern.compile("(/[A-Za-z0-9_-][A-Za-z0-9._-]*)+");

  private static final Pattern LISTEN_ADDRESS =
      Pattern.compile("(?:\\[[0-9A-Fa-f:.]+]|[^\\s:/\\[\\]]+):(\\d{1,5})");

  private Parsers() {}

  static Setting.Parser<String> text() {
    return text -> text;
  }

  static Setting.Parser<String> oneWord() {
    return text -> {
      require(text.matches("\\S+"), "must be one word");
      return text;
    };
  }

  static Setting.Parser<Secret> secret() {
    return Secret::of;
  }

  static Setting.Parser<Path> folder() {
    return text -> {
      require(!text.isBlank(), "must be a folder");
      try {
        return Path.of(text);
      } catch (InvalidPathException _) {
        throw new IllegalArgumentException(
            "is not a path in the encoding of the locale, %s; for characters outside of ASCII set LC_ALL=C.UTF-8"
                .formatted(System.getProperty("sun.jnu.encoding")));
      }
    };
  }

  static Setting.Parser<Integer> wholeNumber(int min, int max) {
    return text -> {
      String wanted = "must be an integer from %d to %d".formatted(min, max);
      require(text.matches("\\d{1,9}"), wanted);
      int number = Integer.parseInt(text);
      require(number >= min && number <= max, wanted);
      return number;
    };
  }

  /// Values separated by commas; none when the text is blank.
  static <T> Setting.Parser<List<T>> listOf(Setting.Parser<T> parser) {
    return text ->
        text.isBlank()
            ? List.of()
            : Pattern.compile(",")
                .splitAsStream(text)
                .map(String::strip)
                .map(parser::parse)
                .toList();
  }

  static Setting.Parser<Boolean> yesOrNo() {
    return text ->
        switch (text) {
          case "true" -> true;
          case "false" -> false;
          default -> throw new IllegalArgumentException("must be true or false");
        };
  }

  static Setting.Parser<String> oneOf(String... choices) {
    return text -> {
      require(List.of(choices).contains(text), "must be one of " + String.join(", ", choices));
      return text;
    };
  }

  static Setting.Parser<Duration> duration(String min, String max) {
    Duration shortest = parseDuration(min);
    Duration longest = parseDuration(max);
    String wanted =
        "must be a duration from %s to %s, such as 500ms, 30s, 15m, 24h or 30d".formatted(min, max);
    return text -> {
      require(DURATION.matcher(text).matches(), wanted);
      Duration duration = parseDuration(text);
      require(duration.compareTo(shortest) >= 0 && duration.compareTo(longest) <= 0, wanted);
      return duration;
    };
  }

  /// An absolute address with a host, to which a path can be appended.
  static Setting.Parser<URI> address() {
    return text -> {
      String wanted = "must be an address such as https://host/path";
      try {
        URI address = new URI(text);
        boolean web =
            "https".equalsIgnoreCase(address.getScheme())
                || "http".equalsIgnoreCase(address.getScheme());
        require(web && address.getHost() != null, wanted);
        require(address.getUserInfo() == null, "must not contain a user name or password");
        require(
            address.getQuery() == null && address.getFragment() == null,
            "must not contain a query or a fragment");
        return URI.create(withoutTrailingSlash(text));
      } catch (URISyntaxException _) {
        throw new IllegalArgumentException(wanted);
      }
    };
  }

  static <T> Setting.Parser<String> blankOr(Setting.Parser<T> parser) {
    return text -> text.isBlank() ? "" : parser.parse(text).toString();
  }

  /// A folder, or the address of a bucket of an object store.
  static Setting.Parser<String> folderOrBucket() {
    return text -> {
      if (!S3Location.isMeantBy(text)) {
        return folder().parse(text).toString();
      }
      require(
          S3Location.parse(text).isPresent(),
          "must be a folder, s3://<bucket> or s3://<bucket>/<prefix>");
      return text;
    };
  }

  /// A path without a trailing slash, of segments that require no percent-encoding.
  static Setting.Parser<String> pathPrefix() {
    return text -> {
      require(PATH_PREFIX.matcher(text).matches(), "must be a path such as /headland");
      return text;
    };
  }

  /// A host, in brackets when it is an IPv6 address, and a port; 0 selects a free one.
  static Setting.Parser<String> listenAddress() {
    return text -> {
      String wanted = "must be an address and a port such as 127.0.0.1:9091 or [::1]:9091";
      Matcher matcher = LISTEN_ADDRESS.matcher(text);
      require(matcher.matches() && Integer.parseInt(matcher.group(1)) <= 65_535, wanted);
      return text;
    };
  }

  static Setting.Parser<String> email() {
    return text -> {
      require(EMAIL.matcher(text).matches(), "must be an e-mail address");
      return text;
    };
  }

  private static Duration parseDuration(String text) {
    Matcher matcher = DURATION.matcher(text);
    require(matcher.matches(), "must be a duration");
    long amount = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      case "h" -> Duration.ofHours(amount);
      default -> Duration.ofDays(amount);
    };
  }

  private static String withoutTrailingSlash(String text) {
    return text.endsWith("/") ? withoutTrailingSlash(text.substring(0, text.length() - 1)) : text;
  }

  private static void require(boolean condition, String wanted) {
    if (!condition) {
      throw new IllegalArgumentException(wanted);
    }
  }
}
