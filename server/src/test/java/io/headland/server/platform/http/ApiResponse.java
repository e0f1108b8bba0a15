package io.headland.server.platform.http;

import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// An answer of the server.
public record ApiResponse(int status, HttpHeaders headers, String body) {
  private static final JsonMapper STRICT =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();
  private static final int EXCERPT = 1_000;

  public Optional<String> header(String name) {
    return headers.firstValue(name);
  }

  public JsonNode json() {
    return STRICT.readTree(body);
  }

  /// The id of the JSON object in the body.
  public String id() {
    return json().path("id").stringValue();
  }

  /// `X-Total-Count`.
  public long total() {
    return header("X-Total-Count").map(Long::parseLong).orElseThrow();
  }

  /// Where `Link` leads for a relation: path and query.
  public Optional<String> link(String rel) {
    return Pattern.compile("<([^>]*)>; rel=\"" + rel + "\"")
        .matcher(header("Link").orElseThrow())
        .results()
        .map(entry -> entry.group(1))
        .findFirst();
  }

  /// The fields that the problem names, in its order.
  public List<String> wrongFields() {
    return json()
        .path("fieldErrors")
        .valueStream()
        .map(error -> error.path("field").stringValue())
        .toList();
  }

  /// One text of each object of the array in the body.
  public List<String> texts(String key) {
    return json().valueStream().map(item -> item.path(key).asString("")).toList();
  }

  /// The problem's `errorKey`; empty when it has none.
  public String errorKey() {
    return json().path("errorKey").asString("");
  }

  Optional<JsonNode> parsed() {
    try {
      return body.isBlank() ? Optional.empty() : Optional.of(json());
    } catch (JacksonException _) {
      return Optional.empty();
    }
  }

  String excerpt() {
    return body.length() <= EXCERPT ? body : body.substring(0, EXCERPT) + "…";
  }
}
