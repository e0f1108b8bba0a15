package io.headland.simulator.http;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// A request as it was received. `path` and `query` are as written on the wire, without the
/// authority of an absolute-form target; header names are in lower case.
public record Request(
    String method, String path, String query, Map<String, List<String>> headers, Body body) {
  /// The bytes of a body, wrapped so that a request compares and prints as a value.
  public record Body(String text) {
    public static final Body NONE = new Body("");

    public static Body of(byte[] bytes) {
      return bytes.length == 0 ? NONE : new Body(new String(bytes, StandardCharsets.UTF_8));
    }
  }

  /// The path, followed by the query if there is one.
  public String target() {
    return query.isEmpty() ? path : path + "?" + query;
  }

  public Path parsedPath() {
    return Path.parse(path);
  }

  public Parameters parameters() {
    return Parameters.parse(query, '&');
  }

  public Parameters form() {
    return Parameters.parse(body.text(), '&');
  }

  public Optional<String> header(String name) {
    List<String> values = headers.get(name.toLowerCase(Locale.ROOT));
    return values == null || values.isEmpty() ? Optional.empty() : Optional.of(values.getFirst());
  }

  /// The same request without one header.
  public Request without(String header) {
    Map<String, List<String>> fewer = new HashMap<>(headers);
    fewer.remove(header);
    return new Request(method, path, query, fewer, body);
  }

  /// The same request with another method.
  public Request withMethod(String other) {
    return new Request(other, path, query, headers, body);
  }

  /// The same request for another path and query.
  public Request to(String target) {
    int mark = target.indexOf('?');
    return new Request(
        method,
        mark < 0 ? target : target.substring(0, mark),
        mark < 0 ? "" : target.substring(mark + 1),
        headers,
        body);
  }

  /// The access token that the request carries.
  public Optional<String> bearer() {
    return header("authorization")
        .filter(header -> header.toLowerCase(Locale.ROOT).startsWith("bearer "))
        .map(header -> header.substring("bearer ".length()).strip());
  }

  public Optional<String> cookie(String name) {
    return headers.getOrDefault("cookie", List.of()).stream()
        .flatMap(line -> List.of(line.split(";")).stream())
        .map(String::strip)
        .filter(pair -> pair.startsWith(name + "="))
        .map(pair -> pair.substring(name.length() + 1))
        .findFirst();
  }

  /// The bare media type of the body, in lower case and without parameters.
  public Optional<String> contentType() {
    return header("content-type")
        .map(type -> type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT));
  }
}
