package io.headland.server.platform.providerhttp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import io.headland.server.platform.config.Secret;
import java.net.URI;
import java.net.URLEncoder;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Removes secrets from a call, including values that may be secrets.
final class Redaction {
  private static final String MASK = "[redacted]";

  private static final String MASK_QUOTED = Matcher.quoteReplacement(MASK);

  /// Shorter ones would mask unrelated words.
  private static final int SHORTEST_SECRET = 4;

  private static final Pattern LONG_WORD = Pattern.compile("[^\\s\"'<>(),;:=&\\[\\]{}…]{8,}");

  private static final Pattern SECRET_NAME =
      Pattern.compile(
          "(?i).*(?:auth|cookie|token|secret|passw|credential|assertion|key|code|jwt).*");

  /// Who has a signed address can read its content: `X-Amz-Signature` of Amazon S3, `Signature` of
  /// CloudFront, `X-Goog-Signature` of Google Cloud Storage, `sig` of Azure Storage.
  private static final Pattern SIGNATURE = Pattern.compile("(?i)sig|.*signature");

  /// A JSON Web Token at any position: its first segment always begins with `{"` in Base64.
  private static final Pattern JSON_WEB_TOKEN =
      Pattern.compile("eyJ[\\w-]+\\.[\\w-]+(?:\\.[\\w-]*)?");

  private Redaction() {}

  /// The URI without user, fragment and the values of sensitive query parameters.
  static String target(URI uri) {
    StringBuilder shown = new StringBuilder();
    if (uri.getHost() != null) {
      shown.append(uri.getScheme()).append("://").append(uri.getHost());
      shown.append(uri.getPort() < 0 ? "" : ":" + uri.getPort());
    }
    shown.append(uri.getRawPath());
    if (uri.getRawQuery() != null) {
      shown.append('?').append(query(uri.getRawQuery()));
    }
    return maskTokens(shown.toString());
  }

  static Map<String, String> headers(ResponseHeaders headers) {
    Map<String, String> shown = new LinkedHashMap<>();
    headers.all().forEach((name, values) -> shown.put(name, header(name, values)));
    return shown;
  }

  private static String header(String name, List<String> values) {
    if (SECRET_NAME.matcher(name).matches()) {
      return MASK;
    }
    String value = String.join(", ", values);
    // The query of a redirect to a sign-in page contains state and codes.
    int query = name.equalsIgnoreCase("Location") ? value.indexOf('?') : -1;
    return query < 0
        ? maskTokens(value)
        : maskTokens(value.substring(0, query + 1) + query(value.substring(query + 1)));
  }

  private static String query(String rawQuery) {
    return Arrays.stream(rawQuery.split("&")).map(Redaction::parameter).collect(joining("&"));
  }

  private static String parameter(String parameter) {
    int equals = parameter.indexOf('=');
    String name = equals < 0 ? parameter : parameter.substring(0, equals);
    boolean telling =
        equals >= 0 && (SECRET_NAME.matcher(name).matches() || SIGNATURE.matcher(name).matches());
    return telling ? name + "=" + MASK : parameter;
  }

  /// A text without secrets: complete ones, also form-encoded, and words that are part of one.
  static String text(String text, Collection<Secret> secrets) {
    String shown = maskTokens(text);
    for (Secret secret : secrets) {
      String value = secret.reveal();
      if (value.equals(text) && !value.isEmpty()) {
        return MASK;
      }
      if (value.length() >= SHORTEST_SECRET) {
        shown = shown.replace(value, MASK).replace(URLEncoder.encode(value, UTF_8), MASK);
      }
    }
    return LONG_WORD
        .matcher(shown)
        .replaceAll(
            word ->
                isPartOfOne(word.group(), secrets)
                    ? MASK_QUOTED
                    : Matcher.quoteReplacement(word.group()));
  }

  private static boolean isPartOfOne(String word, Collection<Secret> secrets) {
    return secrets.stream().anyMatch(secret -> secret.reveal().contains(word));
  }

  private static String maskTokens(String text) {
    return JSON_WEB_TOKEN.matcher(text).replaceAll(MASK);
  }
}
