package io.headland.bench.files;

import io.headland.bench.server.ServerProcess;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The requests of an API owner that concern machine files.
final class MachineFileClient implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String API = "/services/operations/api";
  private static final String BOUNDARY = "headland-bench-boundary";
  private static final Duration CHECK_INTERVAL = Duration.ofMillis(20);
  private static final Duration LONGEST_MERGE = Duration.ofMinutes(15);

  private final String base;
  private final String token;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  MachineFileClient(ServerProcess server) throws IOException, InterruptedException {
    this.base = "http://127.0.0.1:" + server.port();
    this.token = server.token();
  }

  /// Uploads an archive, and waits until it is converted.
  ///
  /// @return the id of its machine file
  String convert(String leafUser, Path archive) throws IOException, InterruptedException {
    HttpRequest upload =
        request(API + "/batch?provider=Other&leafUserId=" + leafUser)
            .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
            .POST(
                BodyPublishers.concat(
                    BodyPublishers.ofString(
                        "--"
                            + BOUNDARY
                            + "\r\nContent-Disposition: form-data; name=\"file\";"
                            + " filename=\"harvest.zip\"\r\nContent-Type: application/zip\r\n\r\n"),
                    BodyPublishers.ofFile(archive),
                    BodyPublishers.ofString("\r\n--" + BOUNDARY + "--\r\n")))
            .build();
    String batch = json(upload).path("id").asString();
    while (true) {
      JsonNode state = json(request(API + "/batch/" + batch).build());
      switch (state.path("status").asString()) {
        case "RECEIVED" -> TimeUnit.NANOSECONDS.sleep(CHECK_INTERVAL.toNanos());
        case "PROCESSED" -> {
          return state.path("leafFiles").path(0).asString();
        }
        default -> throw new IOException("The archive was not converted: " + state);
      }
    }
  }

  /// The totals of a machine file.
  JsonNode summary(String file) throws IOException, InterruptedException {
    return json(request(API + "/files/" + file + "/summary").build());
  }

  /// The path of the points of a machine file as GeoJSON.
  String geojson(String file) throws IOException, InterruptedException {
    JsonNode details = json(request(API + "/files/" + file).build());
    return URI.create(details.path("downloadStandardGeojson").asString()).getPath();
  }

  /// The path of the points of a machine file in a format of programs for geographic data.
  static String export(String file, String format) {
    return "/services/headland/api/files/" + file + "/" + format;
  }

  /// Creates a field.
  ///
  /// @param geometry GeoJSON
  /// @return its id
  String createField(String leafUser, String geometry) throws IOException, InterruptedException {
    return json(request("/services/fields/api/users/" + leafUser + "/fields")
            .header("Content-Type", "application/json")
            .POST(
                BodyPublishers.ofString(
                    "{\"name\": \"Harvested\", \"geometry\": %s}".formatted(geometry)))
            .build())
        .path("id")
        .asString();
  }

  /// Waits until an operation of a field contains a machine file.
  ///
  /// @return the id of the operation
  /// @throws IOException when there is none after a quarter of an hour
  String awaitOperation(String field, String file) throws IOException, InterruptedException {
    long begin = System.nanoTime();
    while (System.nanoTime() - begin < LONGEST_MERGE.toNanos()) {
      for (JsonNode operation : json(request(API + "/operations?fieldId=" + field).build())) {
        for (JsonNode contained : operation.path("files")) {
          if (contained.asString().equals(file)) {
            return operation.path("id").asString();
          }
        }
      }
      TimeUnit.NANOSECONDS.sleep(CHECK_INTERVAL.toNanos());
    }
    throw new IOException("No operation of the field contains the file " + file);
  }

  /// The path of the operations of a field as an archive of the ADAPT Standard.
  static String adapt(String leafUser, String field) {
    return "/services/headland/api/fields/" + leafUser + "/" + field + "/adapt";
  }

  /// Whether the points of a machine file do not exceed the limit of a format.
  boolean fits(String path) throws IOException, InterruptedException {
    HttpResponse<InputStream> response =
        http.send(request(path).build(), BodyHandlers.ofInputStream());
    response.body().close();
    return response.statusCode() != 400;
  }

  /// A response whose body was read to its end.
  ///
  /// @param firstByte time to the first byte of the body
  record Download(Duration firstByte, Duration complete, long bytes) {}

  Download download(String path) throws IOException, InterruptedException {
    long before = System.nanoTime();
    try (InputStream body = open(path)) {
      Duration first = Duration.ofNanos(System.nanoTime() - before);
      long bytes = 1 + body.transferTo(OutputStream.nullOutputStream());
      return new Download(first, Duration.ofNanos(System.nanoTime() - before), bytes);
    }
  }

  /// The time to the first byte of a body that is not read further.
  Duration firstByte(String path) throws IOException, InterruptedException {
    long before = System.nanoTime();
    try (InputStream _ = open(path)) {
      return Duration.ofNanos(System.nanoTime() - before);
    }
  }

  /// A body of which the first byte was read.
  private InputStream open(String path) throws IOException, InterruptedException {
    HttpResponse<InputStream> response =
        http.send(request(path).build(), BodyHandlers.ofInputStream());
    InputStream body = response.body();
    if (response.statusCode() != 200 || body.read() < 0) {
      body.close();
      throw new IOException(path + " returned " + response.statusCode());
    }
    return body;
  }

  @Override
  public void close() {
    http.close();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(base + path))
        .header("Authorization", "Bearer " + token);
  }

  private JsonNode json(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
    if (response.statusCode() / 100 != 2) {
      throw new IOException(
          "%s returned %d: %s".formatted(request.uri(), response.statusCode(), response.body()));
    }
    return JSON.readTree(response.body());
  }
}
