package io.headland.server.http;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/// What a route answers: a status, headers and the bytes of a body.
public final class Answer {
  private static final byte[] NOTHING = {};

  private final int status;
  private final String contentType;
  private final byte[] body;
  private final Map<String, String> headers = new LinkedHashMap<>();

  private Answer(int status, String contentType, byte[] body) {
    this.status = status;
    this.contentType = contentType;
    this.body = body;
  }

  public static Answer ok(Object view) {
    return json(200, view);
  }

  public static Answer created(String location, Object view) {
    return json(201, view).header("Location", location);
  }

  public static Answer noContent() {
    return new Answer(204, "", NOTHING);
  }

  public static Answer json(int status, Object view) {
    return new Answer(status, "application/json", Json.MAPPER.writeValueAsBytes(view));
  }

  public static Answer text(String contentType, String text) {
    return bytes(contentType, text.getBytes(StandardCharsets.UTF_8));
  }

  public static Answer bytes(String contentType, byte[] body) {
    return new Answer(200, contentType, body);
  }

  public static Answer problem(Problem problem, Call call) {
    return problem(problem, call.wholePath(), call.requestId());
  }

  /// The problem document.
  ///
  /// @param path of the request, as the client sent it
  static Answer problem(Problem problem, String path, String requestId) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("type", problem.type());
    document.put("title", problem.title());
    document.put("status", problem.status());
    document.put("detail", problem.detail());
    document.put("path", path);
    document.put("message", problem.message());
    for (String key : new String[] {"entityName", "errorKey", "params", "fieldErrors"}) {
      if (problem.extensions().containsKey(key)) {
        document.put(key, problem.extensions().get(key));
      }
    }
    document.put("requestId", requestId);
    Answer answer =
        new Answer(
            problem.status(), "application/problem+json", Json.MAPPER.writeValueAsBytes(document));
    problem.headers().forEach(answer::header);
    return answer;
  }

  public Answer header(String name, String value) {
    headers.put(name, value);
    return this;
  }

  int status() {
    return status;
  }

  String contentType() {
    return contentType;
  }

  byte[] body() {
    return body;
  }

  Map<String, String> headers() {
    return headers;
  }
}
