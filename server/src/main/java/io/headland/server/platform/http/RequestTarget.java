package io.headland.server.platform.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.jetty.server.Request;

/// The path and the query of a request, in the one accepted form.
///
/// A path with a second spelling (dot segments, empty segments, matrix parameters, an encoded
/// slash) is rejected instead of normalized: the server and a proxy with rules for prefixes must
/// interpret the path identically.
///
/// @param path as received
/// @param query as received; empty when there is none
/// @param segments of the path, percent-encoded, without one trailing slash where that is accepted
record RequestTarget(String path, String query, List<String> segments) {
  /// Longest path with query, in characters.
  static final int MAX_LENGTH = 8_192;

  /// Below these paths a trailing slash is accepted, since Leaf's clients send it.
  private static final List<String> SLASH_AT_END =
      List.of("/services/", "/api/", "/console/", "/docs/");

  private static final String PATH_CHARACTERS = "-._~!$&'()*+,=:@/%";
  private static final String QUERY_CHARACTERS = PATH_CHARACTERS + ";?";
  private static final Pattern BAD_PERCENT = Pattern.compile("%(?![0-9A-Fa-f]{2})");
  private static final Pattern ENCODED_SEPARATOR = Pattern.compile("%(2[Ff]|5[Cc])");
  private static final Pattern ENCODED_CONTROL = Pattern.compile("%([01][0-9A-Fa-f]|7[Ff])");
  private static final Pattern ENCODED_DOT = Pattern.compile("%2[Ee]");

  /// The path as received; `/` if the request has none, as for CONNECT.
  static String pathOf(Request request) {
    return Optional.ofNullable(request.getHttpURI().getPath())
        .filter(path -> !path.isEmpty())
        .orElse("/");
  }

  /// @throws ProblemException 414 for one that is too long, 400 for one that is not well-formed
  static RequestTarget parse(String path, String query) {
    if (path.length() + query.length() > MAX_LENGTH) {
      throw new ProblemException(
          Problem.of(414, "The path and the query are longer than " + MAX_LENGTH + " characters."));
    }
    if (!path.startsWith("/")) {
      throw invalid("The request target is not a path.");
    }
    if (path.indexOf(';') >= 0) {
      throw invalid("The path contains a matrix parameter (a semicolon), which is not accepted.");
    }
    refuseCharacters("path", path, PATH_CHARACTERS);
    refuseCharacters("query", query, QUERY_CHARACTERS);
    if (ENCODED_SEPARATOR.matcher(path).find()) {
      throw invalid("The path contains an encoded slash or backslash, which is not accepted.");
    }
    if (ENCODED_CONTROL.matcher(path).find()) {
      throw invalid("The path contains an encoded control character, which is not accepted.");
    }
    boolean withoutSlash = path.endsWith("/") && SLASH_AT_END.stream().anyMatch(path::startsWith);
    String trimmed = withoutSlash ? path.substring(0, path.length() - 1) : path;
    List<String> segments =
        trimmed.equals("/") ? List.of() : List.of(trimmed.substring(1).split("/", -1));
    segments.forEach(RequestTarget::refuseAmbiguous);
    return new RequestTarget(path, query, segments);
  }

  /// The text of one segment.
  ///
  /// @throws ProblemException 400 when its percent-encoded bytes are not UTF-8
  static String decode(String segment) {
    if (segment.indexOf('%') < 0) {
      return segment;
    }
    byte[] bytes = new byte[segment.length()];
    int length = 0;
    for (int i = 0; i < segment.length(); i++) {
      char c = segment.charAt(i);
      if (c == '%') {
        bytes[length++] = (byte) Integer.parseInt(segment, i + 1, i + 3, 16);
        i += 2;
      } else {
        bytes[length++] = (byte) c;
      }
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes, 0, length))
          .toString();
    } catch (CharacterCodingException _) {
      throw invalid("The path contains percent-encoded bytes that are not UTF-8.");
    }
  }

  private static void refuseAmbiguous(String segment) {
    if (segment.isEmpty()) {
      throw invalid(
          "The path contains an empty segment (a slash too many), which is not accepted.");
    }
    String dots = ENCODED_DOT.matcher(segment).replaceAll(".");
    if (dots.equals(".") || dots.equals("..")) {
      throw invalid("The path contains a dot segment, which is not accepted.");
    }
  }

  private static void refuseCharacters(String part, String text, String allowed) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!isAlphanumeric(c) && allowed.indexOf(c) < 0) {
        throw invalid(
            "The %s contains the character U+%04X, which must be percent-encoded."
                .formatted(part, (int) c));
      }
    }
    if (BAD_PERCENT.matcher(text).find()) {
      throw invalid(
          "The " + part + " contains a percent sign that two hexadecimal digits do not follow.");
    }
  }

  private static boolean isAlphanumeric(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }

  private static ProblemException invalid(String detail) {
    return new ProblemException(Problem.of(400, detail));
  }
}
