package io.headland.server.platform.http;

import io.headland.server.platform.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// A client that reads server-sent events while they come; closing it is going away.
public final class EventFeed implements AutoCloseable {
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final HttpResponse<java.io.InputStream> response;
  private final BufferedReader lines;
  private int comments;

  /// One event.
  public record Event(String name, JsonNode data) {}

  private EventFeed(URI uri, String token) {
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .header("Authorization", "Bearer " + token)
            .header("Accept", "text/event-stream")
            .build();
    try {
      response = http.send(request, BodyHandlers.ofInputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while opening a stream", e);
    }
    lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
  }

  public static EventFeed open(URI baseUri, String target, String token) {
    return new EventFeed(baseUri.resolve(target), token);
  }

  public int status() {
    return response.statusCode();
  }

  public Optional<String> header(String name) {
    return response.headers().firstValue(name);
  }

  /// The next event; empty when the stream has ended.
  public Optional<Event> next() {
    String name = "";
    StringBuilder data = new StringBuilder();
    try {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith(":")) {
          comments++;
        } else if (line.startsWith("event: ")) {
          name = line.substring("event: ".length());
        } else if (line.startsWith("data: ")) {
          data.append(line, "data: ".length(), line.length());
        } else if (line.isEmpty() && !name.isEmpty()) {
          return Optional.of(new Event(name, Json.MAPPER.readTree(data.toString())));
        }
      }
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Every event up to the end of the stream.
  public List<Event> rest() {
    List<Event> events = new ArrayList<>();
    for (Optional<Event> event = next(); event.isPresent(); event = next()) {
      events.add(event.get());
    }
    return events;
  }

  /// Comments that came before the latest event.
  public int comments() {
    return comments;
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
