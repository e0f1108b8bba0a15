package io.headland.server.api.batch;

import static io.headland.server.api.batch.Archives.BATCHES;
import static io.headland.server.api.batch.Archives.archive;
import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.Concurrency;
import io.headland.server.ConfigChange;
import io.headland.server.ServerFixture;
import io.headland.server.platform.config.MachineFileConfig;
import io.headland.server.platform.http.ApiClient;
import io.headland.server.platform.http.ApiResponse;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Batches through the API. Each test has a separate API owner. The archives contain no files that
/// can be converted.
class BatchIT {
  private static final AtomicInteger OWNERS = new AtomicInteger();

  @TempDir static Path folder;

  private static ServerFixture server;

  private ApiClient api;
  private String email;
  private String user;

  @BeforeAll
  static void start() {
    server =
        ServerFixture.startWithoutProvider(
            config ->
                ConfigChange.with(
                    config, new MachineFileConfig(folder.toString(), 1, 1, 128, false)));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void createUser() {
    email = "uploader-" + OWNERS.incrementAndGet() + "@example.com";
    api = server.newOwner(email);
    user = Archives.newUser(api);
  }

  @Test
  void parametersMayBeInTheQuery() throws IOException {
    byte[] content = archive("query");

    ApiResponse response = Archives.upload(api, user, content);

    assertThat(response.status()).isEqualTo(201);
    assertThat(response.header("Location")).contains(BATCHES + "/" + response.id());
    assertThat(response.json().path("leafUserId").stringValue()).isEqualTo(user);
    assertThat(response.json().path("fileName").stringValue()).isEqualTo("harvest.zip");
    assertThat(response.json().path("size").intValue()).isEqualTo(content.length);
    assertThat(response.json().path("provider").stringValue()).isEqualTo("Other");
    assertThat(response.json().path("status").stringValue()).isEqualTo("RECEIVED");
    assertThat(Files.readAllBytes(ownFolder().resolve(response.id()).resolve("archive.zip")))
        .isEqualTo(content);
    assertThat(temporaryFiles()).isEmpty();
    assertThat(api.get(BATCHES + "/" + response.id()).json().path("uploadTimestamp"))
        .isEqualTo(response.json().path("uploadTimestamp"));
  }

  @Test
  void parametersMayBeFieldsOfTheFormBeforeOrAfterTheFile() {
    ApiResponse after =
        Archives.send(
            api,
            "",
            new Archives.Form()
                .file("C:\\exports\\Höhe\7.zip", archive("after"))
                .field("leafUserId", user)
                .field("provider", "CNHI"));
    ApiResponse before =
        Archives.send(
            api,
            "?provider=",
            new Archives.Form()
                .field("provider", "Farmobile")
                .field("leafUserId", user)
                .field("other", "")
                .file(archive("before")));

    assertThat(after.status()).isEqualTo(201);
    assertThat(after.json().path("provider").stringValue()).isEqualTo("CNHI");
    assertThat(after.json().path("fileName").stringValue()).isEqualTo("Höhe.zip");
    assertThat(before.status()).isEqualTo(201);
    assertThat(before.json().path("provider").stringValue()).isEqualTo("Farmobile");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Other",
        "Leaf",
        "ClimateFieldView",
        "CNHI",
        "JohnDeere",
        "Trimble",
        "AgLeader",
        "Farmobile",
        "PrecisionPlanting"
      })
  void leafsProvidersAreAccepted(String provider) {
    ApiResponse response =
        Archives.send(
            api,
            "?leafUserId=" + user + "&provider=" + provider,
            new Archives.Form().file(archive(provider)));

    assertThat(response.status()).isEqualTo(201);
    assertThat(response.json().path("provider").stringValue()).isEqualTo(provider);
  }

  @Test
  void theSameArchiveOfTheSameLeafUserIsTheSameBatch() throws IOException {
    ApiResponse first = Archives.upload(api, user, archive("same"));
    ApiResponse second = Archives.upload(api, user, archive("same"));
    String otherUser = Archives.newUser(api);
    ApiResponse ofOther = Archives.upload(api, otherUser, archive("same"));

    assertThat(second.status()).isEqualTo(201);
    assertThat(second.id()).isEqualTo(first.id());
    assertThat(ofOther.id()).isNotEqualTo(first.id());
    assertThat(api.get(BATCHES).total()).isEqualTo(2);
    assertThat(folders()).containsExactlyInAnyOrder(first.id(), ofOther.id());
    assertThat(temporaryFiles()).isEmpty();
  }

  @Test
  void aFailedBatchIsConvertedAgainWithAnotherProvider() {
    String id = Archives.upload(api, user, archive("fails")).id();
    // Not a valid archive.
    Concurrency.await(() -> status(id).equals("FAILED"));
    Archives.Form form = new Archives.Form().file(archive("fails"));

    ApiResponse same = Archives.send(api, "?leafUserId=" + user + "&provider=Other", form);
    ApiResponse other = Archives.send(api, "?leafUserId=" + user + "&provider=Trimble", form);

    assertThat(same.id()).isEqualTo(id);
    assertThat(same.json().path("status").stringValue()).isEqualTo("FAILED");
    assertThat(other.id()).isEqualTo(id);
    assertThat(other.json().path("provider").stringValue()).isEqualTo("Trimble");
    // The conversion ends again.
    Concurrency.await(() -> status(id).equals("FAILED"));
    assertThat(api.get(BATCHES).total()).isEqualTo(1);
  }

  private String status(String batch) {
    return api.get(BATCHES + "/" + batch).json().path("status").stringValue();
  }

  @Test
  void theSameArchiveFromSeveralClientsAtOnceIsStoredOnce() throws Exception {
    List<ApiResponse> responses =
        Concurrency.allAtOnce(3, _ -> Archives.upload(api, user, archive("at once")));

    assertThat(responses).extracting(ApiResponse::status).containsOnly(201);
    assertThat(responses.stream().map(ApiResponse::id).distinct()).hasSize(1);
    assertThat(api.get(BATCHES).total()).isEqualTo(1);
    assertThat(folders()).containsExactly(responses.getFirst().id());
    assertThat(temporaryFiles()).isEmpty();
  }

  @Test
  void anInvalidUploadIsRefusedWithItsReasonAndStoresNothing() throws IOException {
    Archives.Form file = new Archives.Form().file(archive("x"));
    String valid = "?leafUserId=" + user + "&provider=Other";
    byte[] noZip = "7z\274\257".getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);

    requireProblem(Archives.send(api, valid, new Archives.Form().file(noZip)), 400, "fileNotZip");
    requireProblem(
        Archives.send(api, valid, new Archives.Form().file(new byte[0])), 400, "fileNotZip");
    requireDetail(Archives.send(api, "?provider=Other", file), "leafUserId is required");
    requireDetail(Archives.send(api, "?leafUserId=" + user, file), "provider is required");
    requireDetail(
        Archives.send(api, "?leafUserId=" + user + "&provider=other", file), "PrecisionPlanting");
    requireDetail(
        Archives.send(api, valid, new Archives.Form().field("file", "PK")), "no file in the form");
    requireDetail(
        Archives.send(api, valid, new Archives.Form().file(archive("1")).file(archive("2"))),
        "more than one file");
    Archives.Form many = new Archives.Form();
    IntStream.range(0, 20).forEach(i -> many.field("f" + i, ""));
    requireDetail(Archives.send(api, valid, many.file(archive("x"))), "more than 20 parts");
    assertThat(
            Archives.send(
                    api,
                    valid,
                    new Archives.Form().field("long", "x".repeat(4_097)).file(archive("x")))
                .status())
        .isEqualTo(413);
    assertThat(api.get(BATCHES).total()).isZero();
    assertThat(folders()).isEmpty();
    assertThat(temporaryFiles()).isEmpty();
  }

  @Test
  void anArchiveLargerThanTheLimitIsRefused() throws IOException {
    byte[] largest = new byte[1024 * 1024];
    largest[0] = 'P';
    largest[1] = 'K';
    assertThat(Archives.upload(api, user, largest).status()).isEqualTo(201);

    ApiResponse larger = Archives.upload(api, user, java.util.Arrays.copyOf(largest, 1_048_577));

    assertThat(larger.status()).isEqualTo(413);
    assertThat(larger.json().path("detail").stringValue()).contains("1048576 bytes");
    ApiResponse muchLarger =
        Archives.upload(api, user, java.util.Arrays.copyOf(largest, 3_000_000));
    assertThat(muchLarger.status()).isEqualTo(413);
    assertThat(temporaryFiles()).isEmpty();
  }

  @Test
  void otherMediaTypesAreRefused() {
    String target = BATCHES + "?leafUserId=" + user + "&provider=Other";
    for (String type :
        List.of(
            "application/zip",
            "multipart/form-data",
            "multipart/form-data; boundary",
            "multipart/mixed; boundary=b")) {
      assertThat(
              api.send("POST", target, BodyPublishers.ofString("PK"), "Content-Type", type)
                  .status())
          .as(type)
          .isEqualTo(415);
    }
    assertThat(
            api.send(
                    "POST",
                    target,
                    BodyPublishers.ofString("PK"),
                    "Content-Type",
                    "multipart/form-data; boundary=b",
                    "Content-Encoding",
                    "gzip")
                .status())
        .isEqualTo(415);
  }

  @Test
  void batchesAndLeafUsersOfOthersAreNotFound() {
    String batch = Archives.upload(api, user, archive("mine")).id();
    ApiClient other = server.newOwner("other-of-" + email);

    requireProblem(Archives.upload(other, user, archive("x")), 404, "userNotFound");
    requireProblem(
        Archives.send(
            other,
            "",
            new Archives.Form()
                .field("leafUserId", user)
                .field("provider", "Other")
                .file(archive("x"))),
        404,
        "userNotFound");
    requireProblem(Archives.upload(other, "nonsense", archive("x")), 404, "userNotFound");
    for (String path : List.of(batch, UUID.randomUUID().toString(), "nonsense")) {
      requireProblem(other.get(BATCHES + "/" + path), 404, "batchNotFound");
      requireProblem(other.get(BATCHES + "/" + path + "/status"), 404, "batchNotFound");
      requireProblem(
          other.send("PUT", BATCHES + "/" + path + "/retry", BodyPublishers.noBody()),
          404,
          "batchNotFound");
    }
    assertThat(other.get(BATCHES).total()).isZero();
  }

  @Test
  void theListHasTheNewestBatchFirstAndIsFilteredAndPaged() {
    List<String> ids =
        IntStream.range(0, 5)
            .mapToObj(i -> Archives.upload(api, user, archive("list" + i)).id())
            .sorted(Comparator.reverseOrder())
            .toList();
    String otherUser = Archives.newUser(api);
    String ofOther =
        Archives.send(
                api,
                "?leafUserId=" + otherUser + "&provider=Trimble",
                new Archives.Form().file(archive("other")))
            .id();

    assertThat(api.get(BATCHES).total()).isEqualTo(6);
    assertThat(api.get(BATCHES + "?leafUserId=" + user).texts("id")).isEqualTo(ids);
    assertThat(api.get(BATCHES + "?provider=Trimble").texts("id")).containsExactly(ofOther);
    assertThat(api.get(BATCHES + "?status=PROCESSED").total()).isZero();
    ApiResponse first = api.get(BATCHES + "?size=2&leafUserId=" + user);
    ApiResponse second = api.get(first.link("next").orElseThrow());
    ApiResponse third = api.get(second.link("next").orElseThrow());
    assertThat(first.texts("id")).isEqualTo(ids.subList(0, 2));
    assertThat(second.texts("id")).isEqualTo(ids.subList(2, 4));
    assertThat(third.texts("id")).isEqualTo(ids.subList(4, 5));
    assertThat(third.link("next")).isEmpty();
    assertThat(api.get(third.link("prev").orElseThrow()).texts("id")).isEqualTo(ids.subList(2, 4));
    for (String wrong :
        List.of("leafUserId=1", "provider=x", "status=done", "after=x", "before=x", "page=-1")) {
      assertThat(api.get(BATCHES + "?" + wrong).status()).as(wrong).isEqualTo(400);
    }
  }

  @Test
  void theFilesOfABatchAreGroupedByTheirResults() {
    String batch = BatchRows.of(server, email).insert(user, "PROCESSED", "");
    BatchRows rows = BatchRows.of(server, email);
    String good = rows.file(user, batch, "PROCESSED", "", "");
    String working = rows.file(user, batch, "PROCESSING", "", "");
    String bad = rows.file(user, batch, "FAILED", "rawGeojson", "No points.");
    String alsoBad = rows.file(user, batch, "FAILED", "rawGeojson", "Record 3 is truncated.");
    String later = rows.file(user, batch, "FAILED", "summary", "No points.");

    JsonNode status = api.get(BATCHES + "/" + batch + "/status").json();

    assertThat(texts(status.at("/converted/leafFiles"))).containsExactly(good);
    assertThat(texts(status.at("/processing/leafFiles"))).containsExactly(working);
    assertThat(texts(status.at("/failed/rawGeojson/leafFiles")))
        .containsExactlyInAnyOrder(bad, alsoBad);
    assertThat(status.at("/failed/rawGeojson/status").stringValue()).isEqualTo("failed");
    assertThat(status.at("/failed/rawGeojson/message").stringValue().lines())
        .containsExactlyInAnyOrder("No points.", "Record 3 is truncated.");
    assertThat(texts(status.at("/failed/summary/leafFiles"))).containsExactly(later);
    JsonNode view = api.get(BATCHES + "/" + batch).json();
    assertThat(texts(view.path("leafFiles")))
        .containsExactlyInAnyOrder(good, working, bad, alsoBad, later);
    assertThat(view.has("statusDetails")).isFalse();
    assertThat(api.get(BATCHES).json().path(0)).isEqualTo(view);
  }

  @Test
  void aFailedBatchStatesItsReason() {
    String batch = BatchRows.of(server, email).insert(user, "FAILED", "No valid files found");

    JsonNode view = api.get(BATCHES + "/" + batch).json();

    assertThat(view.path("statusDetails").stringValue()).isEqualTo("No valid files found");
    assertThat(view.path("leafFiles")).isEmpty();
    assertThat(api.get(BATCHES + "?status=FAILED").texts("id")).containsExactly(batch);
  }

  @Test
  void aRetryOfABatchWithoutFailuresIsAcceptedAndChangesNothing() {
    BatchRows rows = BatchRows.of(server, email);
    String batch = rows.insert(user, "PROCESSED", "");
    rows.file(user, batch, "PROCESSED", "", "");

    ApiResponse response =
        api.send("PUT", BATCHES + "/" + batch + "/retry", BodyPublishers.noBody());

    assertThat(response.status()).isEqualTo(202);
    assertThat(response.json().path("status").stringValue()).isEqualTo("PROCESSED");
  }

  private static List<String> texts(JsonNode array) {
    return array.valueStream().map(JsonNode::stringValue).toList();
  }

  private static void requireProblem(ApiResponse response, int status, String errorKey) {
    assertThat(response.status()).isEqualTo(status);
    assertThat(response.errorKey()).isEqualTo(errorKey);
  }

  private static void requireDetail(ApiResponse response, String detail) {
    assertThat(response.status()).isEqualTo(400);
    assertThat(response.json().path("detail").stringValue()).contains(detail);
  }

  private Path ownFolder() {
    return folder.resolve(server.ownerId(email).toString());
  }

  /// The names of the folders of this API owner.
  private List<String> folders() throws IOException {
    if (!Files.exists(ownFolder())) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(ownFolder())) {
      return folders.map(path -> String.valueOf(path.getFileName())).toList();
    }
  }

  private static List<Path> temporaryFiles() throws IOException {
    try (Stream<Path> paths = Files.walk(folder.resolve("temporary"))) {
      return paths.filter(path -> path.toString().endsWith(".upload")).toList();
    }
  }
}
