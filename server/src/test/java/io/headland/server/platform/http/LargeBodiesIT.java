package io.headland.server.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.api.batch.Archives;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// A server process with the packaged heap of 256 MB, to which every operation is called at once
/// with the largest bodies that it takes. With `-Dheadland.large-bodies.calls=1000` each operation
/// is called 1,000 times, with its bodies in turn.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LargeBodiesIT {
  private static final int CALLS = Integer.getInteger("headland.large-bodies.calls", 1);
  private static final int CALLS_AT_A_TIME = 20;
  private static final int CALLERS = 12;

  /// Bodies of each kind that are sent at once; the server parses fewer than these at a time.
  private static final int DENSE = 20;

  /// In MiB; more than the heap.
  private static final int LARGE_ARCHIVE = 300;

  private static final OpenApiDocument DOCUMENT = OpenApiDocument.load();

  private SmallServer server;
  private OwnerResources ownerResources;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    server = SmallServer.start(folder);
    ownerResources = server.createResources();
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void theLargestBodiesOfEveryOperationLeaveTheServerAlive() throws Exception {
    List<List<HttpRequest>> operations = operations();
    List<HttpRequest> requests = shuffled(operations.stream().flatMap(List::stream).toList(), 7);
    // What the first requests load stays in the heap.
    int half = requests.size() / 2;
    server.call(requests.subList(0, half), CALLERS);
    if (CALLS == 1) {
      requireNoServerError(1, 1, requests.subList(half, requests.size()));
    } else {
      for (int first = 1; first <= CALLS; first += CALLS_AT_A_TIME) {
        int last = Math.min(CALLS, first + CALLS_AT_A_TIME - 1);
        requireNoServerError(first, last, calls(operations, first, last));
      }
    }
    // At the end, since others need what they delete.
    server.call(deletions(), CALLERS);
    assertThat(server.isAlive()).isTrue();
  }

  private void requireNoServerError(int first, int last, List<HttpRequest> requests)
      throws Exception {
    server.requireNoServerError(
        "calls %d to %d of %d operations, %d requests"
            .formatted(first, last, DOCUMENT.operations().size(), requests.size()),
        () -> server.call(requests, CALLERS));
  }

  /// Calls of each operation, with its bodies in turn.
  private static List<HttpRequest> calls(List<List<HttpRequest>> operations, int first, int last) {
    List<HttpRequest> requests = new ArrayList<>();
    for (int i = first; i <= last; i++) {
      for (List<HttpRequest> operation : operations) {
        requests.add(operation.get(i % operation.size()));
      }
    }
    return shuffled(requests, first);
  }

  private static <T> List<T> shuffled(List<T> items, int seed) {
    List<T> shuffled = new ArrayList<>(items);
    Collections.shuffle(shuffled, new Random(seed));
    return shuffled;
  }

  @Test
  void bodiesThatTakeTheMostMemoryLeaveTheServerAlive() throws Exception {
    String dense = LargeBodies.of("{}").getLast();
    List<HttpRequest> requests = new ArrayList<>();
    for (int i = 0; i < DENSE; i++) {
      requests.add(server.request("POST", "/api/authenticate", dense));
      requests.add(server.request("POST", "/services/usermanagement/api/users", dense));
    }
    server.call(requests, requests.size());
    assertThat(server.isAlive()).isTrue();
  }

  @Test
  void anArchiveLargerThanTheHeapIsReceived() throws Exception {
    String user = Archives.newUser(server.fixture().owner());
    byte[] piece = new byte[1024 * 1024];
    new Random(3).nextBytes(piece);
    HttpRequest upload =
        server.upload(
            Archives.BATCHES + "?provider=Other&leafUserId=" + user,
            BodyPublishers.concat(
                BodyPublishers.ofString(
                    "--walk\r\n"
                        + "Content-Disposition: form-data; name=\"file\";"
                        + " filename=\"a.zip\"\r\n\r\n"
                        + "PK"),
                BodyPublishers.ofByteArrays(Collections.nCopies(LARGE_ARCHIVE, piece)),
                BodyPublishers.ofString("\r\n--walk--\r\n")));
    server.requireNoServerError(
        "an archive of " + LARGE_ARCHIVE + " MiB",
        () -> {
          HttpResponse<String> response = server.send(upload, BodyHandlers.ofString());
          assertThat(response.statusCode()).isEqualTo(201);
          assertThat(response.body())
              .contains("\"size\":" + (2L + LARGE_ARCHIVE * (long) piece.length));
        });
    assertThat(server.isAlive()).isTrue();
  }

  @Test
  void largePagesLeaveTheServerAliveAndHaveAllTheirItems() throws Exception {
    LargeFields large = LargeFields.create(server.fixture(), server.fixture().owner());
    String pages = large.user() + "/fields?name=" + LargeFields.NAME + "&size=";
    String earlier =
        "/services/headland/api/users/%s/fields/%s/boundaries/%s/earlierGeometries?size="
            .formatted(
                large.user().substring(large.user().lastIndexOf('/') + 1),
                large.field(),
                large.boundary());
    int size = namedSize(refused(pages + 100));
    assertThat(size).isBetween(5, LargeFields.FIELDS - 1);
    server.requireNoServerError(
        "pages of large fields, 8 at a time",
        () ->
            SmallServer.allAtOnce(
                8,
                () -> {
                  refused(pages + 100);
                  read(pages + size, size);
                  read(earlier + 3, 3);
                  read(large.user() + "/fields/" + large.field(), 1);
                  read(large.user() + "/fields/" + large.field() + "/boundaries", 1);
                  return null;
                }));
    assertThat(server.isAlive()).isTrue();
  }

  @Test
  void aChangeIsNotMadeWhenThereIsNoMemoryForItsResponse() throws Exception {
    LargeFields large = LargeFields.create(server.fixture(), server.fixture().owner());
    String pages = large.user() + "/fields?name=" + LargeFields.NAME + "&size=";
    String field = large.user() + "/fields/" + large.field();
    int size = namedSize(refused(pages + 100));
    HttpResponse<String> change;
    HttpResponse<InputStream> unread =
        server.send(server.request("GET", pages + size, ""), BodyHandlers.ofInputStream());
    try (InputStream body = unread.body()) {
      assertThat(body.read()).isEqualTo('[');
      change =
          server.send(
              server.request("PATCH", field, "{\"name\": \"renamed\"}"), BodyHandlers.ofString());
    }

    assertThat(change.statusCode()).isEqualTo(503);
    assertThat(server.fixture().owner().get(field).json().path("name").stringValue())
        .isEqualTo(LargeFields.NAME);
  }

  private String refused(String target) throws InterruptedException {
    HttpResponse<String> response =
        server.send(server.request("GET", target, ""), BodyHandlers.ofString());
    assertThat(response.statusCode()).as(target).isEqualTo(400);
    assertThat(response.body()).contains("\"errorKey\":\"responseTooLarge\"");
    return response.body();
  }

  private static int namedSize(String problem) {
    Matcher size = Pattern.compile("\\bsize=(\\d+)").matcher(problem);
    assertThat(size.find()).as(problem).isTrue();
    return Integer.parseInt(size.group(1));
  }

  /// Repeats a request until it is answered, and checks that nothing of it is missing.
  private void read(String target, int geometries) throws InterruptedException {
    long[] bytes = {0};
    int status = 503;
    while (status == 503) {
      bytes[0] = 0;
      status =
          server
              .send(
                  server.request("GET", target, ""),
                  BodyHandlers.ofByteArrayConsumer(
                      part -> bytes[0] += part.map(some -> some.length).orElse(0)))
              .statusCode();
    }
    assertThat(status).as(target).isEqualTo(200);
    assertThat(bytes[0])
        .as(target)
        .isBetween(geometries * LargeFields.BYTES, (geometries + 1) * LargeFields.BYTES);
  }

  private List<HttpRequest> deletions() {
    List<HttpRequest> requests = new ArrayList<>();
    for (OperationWalk.Step step : new OperationWalk(DOCUMENT).steps(ownerResources)) {
      if (step.operation().method().equals("DELETE")) {
        requests.add(server.request("DELETE", step.target(), " ".repeat(RequestBody.MAX_BYTES)));
      }
    }
    return requests;
  }

  /// The requests of each operation without DELETE.
  private List<List<HttpRequest>> operations() {
    Map<String, List<HttpRequest>> operations = new LinkedHashMap<>();
    for (OperationWalk.Step step : new OperationWalk(DOCUMENT).steps(ownerResources)) {
      if (!step.operation().method().equals("DELETE")) {
        operations
            .computeIfAbsent(step.operation().id(), _ -> new ArrayList<>())
            .addAll(requests(step));
      }
    }
    operations.put(
        "authenticate",
        LargeBodies.of("{\"username\": \"a\", \"password\": \"b\"}").stream()
            .map(body -> server.request("POST", "/api/authenticate", body))
            .toList());
    return List.copyOf(operations.values());
  }

  private List<HttpRequest> requests(OperationWalk.Step step) {
    if (step.body().startsWith("--")) {
      return LargeBodies.files(step.body()).stream()
          .map(file -> server.upload(step.target(), file))
          .toList();
    }
    String method = step.operation().method();
    if (step.body().startsWith("PK")) {
      // Bytes of an archive, which are not read with another media type.
      return List.of(server.request(method, step.target(), " ".repeat(RequestBody.MAX_BYTES)));
    }
    List<String> bodies = LargeBodies.of(step.body());
    return bodies.isEmpty()
        ? List.of(server.request(method, step.target(), step.body()))
        : bodies.stream().map(body -> server.request(method, step.target(), body)).toList();
  }
}
