package io.headland.server.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// A server process with the packaged heap of 256 MB, to which every operation is called at once
/// with the largest bodies that it takes. With `-Dheadland.large-bodies.calls=1000` that is done
/// 1,000 times for each operation.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LargeBodiesIT {
  private static final int CALLS = Integer.getInteger("headland.large-bodies.calls", 1);
  private static final int CALLERS = 12;

  /// Bodies of each kind that are sent at once; the server parses fewer than these at a time.
  private static final int DENSE = 20;

  private static final OpenApiDocument DOCUMENT = OpenApiDocument.load();

  private SmallServer server;
  private Belongings belongings;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    server = SmallServer.start(folder);
    belongings = server.settle();
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void theLargestBodiesOfEveryOperationLeaveTheServerAlive() throws Exception {
    List<HttpRequest> requests = requests();
    // What the first requests load stays in the heap.
    int half = requests.size() / 2;
    server.call(requests.subList(0, half), CALLERS);
    List<HttpRequest> measured = new ArrayList<>();
    if (CALLS == 1) {
      measured.addAll(requests.subList(half, requests.size()));
    } else {
      for (int i = 0; i < CALLS; i++) {
        List<HttpRequest> shuffled = new ArrayList<>(requests);
        Collections.shuffle(shuffled, new Random(i));
        measured.addAll(shuffled);
      }
    }
    // At the end, since others need what they delete.
    List<HttpRequest> deletions = deletions();
    server.withstand(
        "%d requests of %d operations"
            .formatted(measured.size() + deletions.size(), DOCUMENT.operations().size()),
        () -> {
          server.call(measured, CALLERS);
          server.call(deletions, CALLERS);
        });
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
    server.withstand(
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
    for (OperationWalk.Step step : new OperationWalk(DOCUMENT).steps(belongings)) {
      if (step.operation().method().equals("DELETE")) {
        requests.add(server.request("DELETE", step.target(), " ".repeat(RequestBody.MAX_BYTES)));
      }
    }
    return requests;
  }

  private List<HttpRequest> requests() {
    List<HttpRequest> requests = new ArrayList<>();
    for (OperationWalk.Step step : new OperationWalk(DOCUMENT).steps(belongings)) {
      String method = step.operation().method();
      if (method.equals("DELETE")) {
        continue;
      }
      if (step.body().startsWith("--")) {
        LargeBodies.files(step.body())
            .forEach(file -> requests.add(server.upload(step.target(), file)));
        continue;
      }
      List<String> bodies = LargeBodies.of(step.body());
      if (bodies.isEmpty()) {
        requests.add(server.request(method, step.target(), step.body()));
      }
      bodies.forEach(body -> requests.add(server.request(method, step.target(), body)));
    }
    for (String body : LargeBodies.of("{\"username\": \"a\", \"password\": \"b\"}")) {
      requests.add(server.request("POST", "/api/authenticate", body));
    }
    Collections.shuffle(requests, new Random(7));
    return requests;
  }
}
