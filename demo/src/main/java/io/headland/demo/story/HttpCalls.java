package io.headland.demo.story;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Sends requests to one address and waits for whole answers.
final class HttpCalls implements AutoCloseable {
  static final JsonMapper JSON = JsonMapper.builder().build();

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final URI base;
  private final HttpClient client;

  HttpCalls(URI base) {
    this.base = base;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
  }

  /// A request without a body.
  Request request(String method, String path) {
    return new Request(method, path, HttpRequest.newBuilder(base.resolve(path)), "");
  }

  /// A request in the making.
  final class Request {
    private final String method;
    private final String path;
    private final HttpRequest.Builder builder;
    private final String body;

    private Request(String method, String path, HttpRequest.Builder builder, String body) {
      this.method = method;
      this.path = path;
      this.builder = builder;
      this.body = body;
    }

    Request bearer(String token) {
      builder.setHeader("Authorization", "Bearer " + token);
      return this;
    }

    Request json(JsonNode json) {
      builder.setHeader("Content-Type", "application/json");
      return new Request(method, path, builder, json.toString());
    }

    Answer send() throws InterruptedException {
      String asked = method + " " + path;
      var publisher = body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body);
      try {
        return new Answer(
            asked,
            client.send(
                builder.timeout(PATIENCE).method(method, publisher).build(),
                BodyHandlers.ofString()));
      } catch (IOException e) {
        throw new StepFailed("%s got no answer: %s".formatted(asked, e));
      }
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
