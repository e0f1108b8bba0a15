package io.headland.demo.scenario;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Iterator;
import java.util.function.Consumer;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Sends requests to one address and reads complete responses.
final class HttpCalls implements AutoCloseable {
  static final JsonMapper JSON = JsonMapper.builder().build();

  private static final String BOUNDARY = "headland-demo";
  private static final String EVENT = "event: ";
  private static final String DATA = "data: ";
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

  /// A request that is being built.
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

    Request form(String fields) {
      builder.setHeader("Content-Type", "application/x-www-form-urlencoded");
      return new Request(method, path, builder, fields);
    }

    Request basic(String name, String password) {
      byte[] both = (name + ":" + password).getBytes(StandardCharsets.UTF_8);
      builder.setHeader("Authorization", "Basic " + Base64.getEncoder().encodeToString(both));
      return this;
    }

    /// Reads server-sent events up to the one named `end`.
    ///
    /// @param onEach receives the data of each event, including the last
    void follow(Consumer<JsonNode> onEach) throws InterruptedException {
      String requested = method + " " + path;
      try {
        HttpResponse<Stream<String>> response =
            client.send(builder.timeout(PATIENCE).GET().build(), BodyHandlers.ofLines());
        try (Stream<String> lines = response.body()) {
          StepFailed.unless(
              response.statusCode() == 200,
              "%s returned %d".formatted(requested, response.statusCode()));
          StepFailed.unless(
              untilEnd(lines.iterator(), onEach), requested + " ended without the event end");
        }
      } catch (IOException | UncheckedIOException e) {
        throw new StepFailed("%s was interrupted: %s".formatted(requested, e));
      }
    }

    private static boolean untilEnd(Iterator<String> lines, Consumer<JsonNode> onEach) {
      String event = "";
      while (lines.hasNext()) {
        String line = lines.next();
        if (line.startsWith(EVENT)) {
          event = line.substring(EVENT.length());
        } else if (line.startsWith(DATA)) {
          onEach.accept(JSON.readTree(line.substring(DATA.length())));
          if (event.equals("end")) {
            return true;
          }
        }
      }
      return false;
    }

    /// The body of the response, which must have the status 200.
    byte[] bytes() throws InterruptedException {
      String requested = method + " " + path;
      try {
        HttpResponse<byte[]> response =
            client.send(builder.timeout(PATIENCE).GET().build(), BodyHandlers.ofByteArray());
        StepFailed.unless(
            response.statusCode() == 200,
            "%s returned %d".formatted(requested, response.statusCode()));
        return response.body();
      } catch (IOException e) {
        throw new StepFailed("%s got no response: %s".formatted(requested, e));
      }
    }

    /// Sends a form with one file.
    ApiResponse file(String fileName, byte[] content) throws InterruptedException {
      builder.setHeader("Content-Type", "multipart/form-data; boundary=" + BOUNDARY);
      String head =
          "--%s\r\nContent-Disposition: form-data; name=\"file\"; filename=\"%s\"\r\n\r\n"
              .formatted(BOUNDARY, fileName);
      return send(
          BodyPublishers.concat(
              BodyPublishers.ofString(head),
              BodyPublishers.ofByteArray(content),
              BodyPublishers.ofString("\r\n--" + BOUNDARY + "--\r\n")));
    }

    ApiResponse send() throws InterruptedException {
      return send(body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    }

    private ApiResponse send(BodyPublisher publisher) throws InterruptedException {
      String requested = method + " " + path;
      try {
        return new ApiResponse(
            requested,
            client.send(
                builder.timeout(PATIENCE).method(method, publisher).build(),
                BodyHandlers.ofString()));
      } catch (IOException e) {
        throw new StepFailed("%s got no response: %s".formatted(requested, e));
      }
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
