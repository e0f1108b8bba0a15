package io.headland.server.platform.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.headland.server.Concurrency;
import io.headland.server.ConfigChange;
import io.headland.server.ServerFixture;
import io.headland.server.api.batch.Archives;
import io.headland.server.api.batch.TusUploads;
import io.headland.server.platform.config.HttpConfig.HttpLimits;
import io.headland.server.platform.config.MachineFileConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Uploads of archives on connections on which a test sends bytes itself.
class BatchUploadIT {
  private static final Duration BODY_TIMEOUT = Duration.ofSeconds(3);
  private static final String START =
      "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.zip\"\r\n\r\nPK";
  private static final String END = "\r\n--b--\r\n";

  @TempDir static Path folder;

  private static ServerFixture server;
  private static ApiClient owner;
  private static String user;

  @BeforeAll
  static void start() {
    server = start(folder, 64, HttpLimits.defaults());
    owner = server.owner();
    user = Archives.newUser(owner);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static ServerFixture start(Path files, int freeSpace, HttpLimits limits) {
    return ServerFixture.startWithoutProvider(
        config ->
            ConfigChange.with(
                ConfigChange.with(
                    config, new MachineFileConfig(files.toString(), 64, freeSpace, 128, false)),
                config.http().with(limits)));
  }

  @Test
  void fourFilesAreReceivedAtATimeAndThreeOfOneOwner() {
    ApiClient second = server.newOwner("second@example.com");
    String secondUser = Archives.newUser(second);
    List<RawSocket> others = new ArrayList<>();
    try {
      for (int i = 0; i < 3; i++) {
        others.add(startUpload(owner, user, i));
      }
      Concurrency.await(() -> temporaryFiles(folder).size() == 3);
      requireRefusal(Archives.upload(owner, user, Archives.archive("more")), "of this account");
      others.add(startUpload(second, secondUser, 3));
      Concurrency.await(() -> temporaryFiles(folder).size() == 4);
      requireRefusal(Archives.upload(second, secondUser, Archives.archive("more")), "4 other");

      for (RawSocket other : others) {
        assertThat(other.send(END).readResponse(true)).startsWith("HTTP/1.1 201 ");
      }
      assertThat(Archives.upload(owner, user, Archives.archive("more")).status()).isEqualTo(201);
      assertThat(temporaryFiles(folder)).isEmpty();
    } finally {
      others.forEach(RawSocket::close);
    }
  }

  private static RawSocket startUpload(ApiClient api, String leafUser, int number) {
    String body = START + number + END;
    return open(server, api, leafUser, body.length()).send(START + number);
  }

  private static void requireRefusal(ApiResponse response, String detail) {
    assertThat(response.status()).isEqualTo(503);
    assertThat(response.header("Retry-After")).isPresent();
    assertThat(response.json().path("detail").stringValue()).contains(detail);
  }

  @Test
  void ofTwoRequestsWithTheSameBytesOfAnUploadTheLaterOneIsRefused() {
    byte[] archive = Archives.archive("at the same time");
    String path = TusUploads.create(owner, user, archive.length).header("Location").orElseThrow();
    try (RawSocket first = RawSocket.to(server.baseUri())) {
      first.send(
          """
          POST %s HTTP/1.1
          Host: x
          X-HTTP-Method-Override: PATCH
          Authorization: Bearer %s
          Tus-Resumable: 1.0.0
          Content-Type: application/offset+octet-stream
          Upload-Offset: 0
          Content-Length: 10

          """
                  .formatted(path, owner.token())
                  .replace("\n", "\r\n")
              + "PK\3\4");
      Concurrency.await(() -> !temporaryFiles(folder, ".part").isEmpty());

      assertThat(TusUploads.append(owner, path, 0, java.util.Arrays.copyOf(archive, 8)).status())
          .isEqualTo(204);

      assertThat(first.send("xxxxxx").readResponse(true))
          .startsWith("HTTP/1.1 409 ")
          .contains("uploadOffsetNotCurrent");
    }
    ApiResponse last =
        TusUploads.append(owner, path, 8, java.util.Arrays.copyOfRange(archive, 8, archive.length));
    String batch = last.header("X-Headland-Batch").orElseThrow();
    assertThat(Archives.upload(owner, user, archive).id()).isEqualTo(batch);
    assertThat(temporaryFiles(folder, ".part")).isEmpty();
  }

  @Test
  void aFileThatIsNoArchiveIsRefusedBeforeAllOfItIsReceived() {
    String length = "Content-Length: 30000000\r\n";
    String start = START.replace("PK", "7z") + "x".repeat(200_000);
    for (String expect : List.of("", "Expect: 100-continue\r\n")) {
      try (RawSocket socket = RawSocket.to(server.baseUri())) {
        socket.send(head(owner, user) + expect + length + "\r\n");
        if (!expect.isEmpty()) {
          assertThat(socket.readResponse(false)).startsWith("HTTP/1.1 100 ");
        }
        assertThat(socket.send(start).readResponse(true))
            .startsWith("HTTP/1.1 400 ")
            .contains("fileNotZip")
            .containsIgnoringCase("Connection: close");
      }
    }
  }

  @Test
  void anUploadThatIsCutOffLeavesNothing() {
    long before = owner.get(Archives.BATCHES).total();
    RawSocket socket = open(server, owner, user, 100_000).send(START + "x".repeat(50_000));
    Concurrency.await(() -> !temporaryFiles(folder).isEmpty());

    socket.close();

    Concurrency.await(() -> temporaryFiles(folder).isEmpty());
    assertThat(owner.get(Archives.BATCHES).total()).isEqualTo(before);
  }

  @Test
  void aBodyThatIsNotCompleteIsRefused() {
    String withoutEnd = START + "incomplete";
    try (RawSocket socket = open(server, owner, user, withoutEnd.length())) {
      assertThat(socket.send(withoutEnd).readResponse(true))
          .startsWith("HTTP/1.1 400 ")
          .contains("not valid multipart/form-data");
    }
    try (RawSocket socket = RawSocket.to(server.baseUri())) {
      assertThat(
              socket
                  .send(head(owner, user) + "Transfer-Encoding: chunked\r\n\r\n")
                  .send(Integer.toHexString(START.length()) + "\r\n" + START + "\r\nzz\r\n")
                  .readResponse(true))
          .startsWith("HTTP/1.1 400 ")
          .contains("not framed correctly");
    }
    assertThat(temporaryFiles(folder)).isEmpty();
  }

  @Test
  void aBodyOfUnknownLengthIsAccepted() {
    String body = START + "chunked" + END;
    try (RawSocket socket = RawSocket.to(server.baseUri())) {
      assertThat(
              socket
                  .send(head(owner, user) + "Transfer-Encoding: chunked\r\n\r\n")
                  .send(Integer.toHexString(body.length()) + "\r\n" + body + "\r\n0\r\n\r\n")
                  .readResponse(true))
          .startsWith("HTTP/1.1 201 ");
      // The connection can be used again.
      assertThat(socket.send("GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n").readResponse(true))
          .startsWith("HTTP/1.1 200 ");
    }
  }

  @Test
  void theBodyIsRequestedFromAClientThatWaitsForIt() {
    String body = START + "waits" + END;
    try (RawSocket socket = RawSocket.to(server.baseUri())) {
      socket.send(
          head(owner, user)
              + "Expect: 100-continue\r\nContent-Length: "
              + body.length()
              + "\r\n\r\n");
      assertThat(socket.readResponse(false)).startsWith("HTTP/1.1 100 ");
      assertThat(socket.send(body).readResponse(true)).startsWith("HTTP/1.1 201 ");
    }
  }

  @Test
  void aRejectedRequestGetsItsResponseBeforeItsBodyIsSent() {
    String unknown = "01a00000-0000-7000-8000-000000000001";
    String rest = "Expect: 100-continue\r\nContent-Length: 3000000000\r\n\r\n";
    try (RawSocket socket = RawSocket.to(server.baseUri())) {
      assertThat(socket.send(head(owner, unknown) + rest).readResponse(true))
          .startsWith("HTTP/1.1 404 ");
    }
    try (RawSocket socket = RawSocket.to(server.baseUri())) {
      assertThat(socket.send(head(owner, user) + rest).readResponse(true))
          .startsWith("HTTP/1.1 413 ")
          .contains("larger than");
    }
    try (RawSocket socket = RawSocket.to(server.baseUri())) {
      assertThat(socket.send(head(owner.as("none"), user) + rest).readResponse(true))
          .startsWith("HTTP/1.1 401 ");
    }
    assertThat(temporaryFiles(folder)).isEmpty();
  }

  @Test
  void anUploadIsRefusedWithoutDiskSpace(@TempDir Path files) {
    try (ServerFixture full = start(files, 999_999_999, HttpLimits.defaults())) {
      ApiClient api = full.owner();

      ApiResponse response =
          Archives.upload(api, Archives.newUser(api), Archives.archive("no space"));

      assertThat(response.status()).isEqualTo(507);
      assertThat(response.json().path("detail").stringValue()).contains("disk space");
      // What is wrong with the request is stated first.
      try (RawSocket socket = open(full, api, Archives.newUser(api), 3_000_000_000L)) {
        assertThat(socket.readResponse(true)).startsWith("HTTP/1.1 413 ");
      }
      assertThat(temporaryFiles(files)).isEmpty();
    }
  }

  @Test
  void anUploadMayTakeLongerThanOtherBodiesAndAStalledOneIsClosed(@TempDir Path files) {
    HttpLimits limits =
        new HttpLimits(128, 128, 64, Duration.ofSeconds(20), BODY_TIMEOUT, Duration.ofMinutes(1));
    try (ServerFixture quick = start(files, 64, limits)) {
      ApiClient api = quick.owner();
      String leafUser = Archives.newUser(api);
      byte[] archive = Archives.archive("whole");
      String other = Archives.newUser(api);
      ApiResponse upload = TusUploads.create(api, other, archive.length);
      try (Handle lock = lock(quick, other);
          RawSocket storing = append(quick, api, upload, archive);
          RawSocket stalled = open(quick, api, leafUser, 1_000_000).send(START)) {
        requireSteadyUpload(quick, api, leafUser);

        assertThat(stalled.isClosedByServer()).isTrue();
        Concurrency.await(() -> temporaryFiles(files).isEmpty());
        // The server needs longer than the client may take.
        lock.commit();
        assertThat(storing.readResponse(true)).startsWith("HTTP/1.1 204 ");
      }
    }
  }

  /// Locks a Leaf user, so that no batch of it can be stored.
  private static Handle lock(ServerFixture node, String leafUser) {
    Handle lock = node.jdbi().open();
    lock.begin();
    lock.createQuery("select true from leaf_user where id = cast(:user as uuid) for update")
        .bind("user", leafUser)
        .mapTo(Boolean.class)
        .one();
    return lock;
  }

  private static RawSocket append(
      ServerFixture node, ApiClient api, ApiResponse upload, byte[] archive) {
    return RawSocket.to(node.baseUri())
        .send(
            """
            POST %s HTTP/1.1
            Host: x
            X-HTTP-Method-Override: PATCH
            Authorization: Bearer %s
            Tus-Resumable: 1.0.0
            Content-Type: application/offset+octet-stream
            Upload-Offset: 0
            Content-Length: %d

            """
                    .formatted(upload.header("Location").orElseThrow(), api.token(), archive.length)
                    .replace("\n", "\r\n")
                + new String(archive, StandardCharsets.US_ASCII));
  }

  /// One piece every 50 ms, for longer than the time limit of other bodies.
  private static void requireSteadyUpload(ServerFixture quick, ApiClient api, String leafUser) {
    String piece = "x".repeat(BodyProgress.MIN_BYTES);
    int pieces = (int) (BODY_TIMEOUT.toMillis() / 50) + 20;
    long length = START.length() + (long) pieces * piece.length() + END.length();
    try (RawSocket socket = open(quick, api, leafUser, length).send(START)) {
      long start = System.nanoTime();
      long last = start;
      long longestPause = 0;
      for (int i = 1; i <= pieces; i++) {
        long next = start + i * Duration.ofMillis(50).toNanos();
        Concurrency.await(() -> System.nanoTime() >= next);
        socket.trySend(piece);
        longestPause = Math.max(longestPause, System.nanoTime() - last);
        last = System.nanoTime();
      }
      String response = socket.trySend(END).readResponse(true);
      assumeTrue(
          response.startsWith("HTTP/1.1 201 ")
              || longestPause < BODY_TIMEOUT.dividedBy(3).toNanos(),
          "This machine paused for a large part of the time limit");
      assertThat(response).startsWith("HTTP/1.1 201 ");
      assertThat(System.nanoTime() - start).isGreaterThan(BODY_TIMEOUT.toNanos());
    }
  }

  private static RawSocket open(ServerFixture node, ApiClient api, String leafUser, long length) {
    return RawSocket.to(node.baseUri())
        .send(head(api, leafUser) + "Content-Length: " + length + "\r\n\r\n");
  }

  /// The request up to the fields that describe the length of its body.
  private static String head(ApiClient api, String leafUser) {
    return "POST "
        + Archives.BATCHES
        + "?leafUserId="
        + leafUser
        + "&provider=Other HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
        + api.token()
        + "\r\nContent-Type: multipart/form-data; boundary=b\r\n";
  }

  private static List<Path> temporaryFiles(Path files) {
    return temporaryFiles(files, ".upload");
  }

  private static List<Path> temporaryFiles(Path files, String ending) {
    try (Stream<Path> paths = Files.walk(files.resolve("temporary"))) {
      return paths.filter(path -> path.toString().endsWith(ending)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
