package io.headland.server.http;

import java.net.http.HttpHeaders;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// An answer of the server.
public record ApiAnswer(int status, HttpHeaders headers, String body) {
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
