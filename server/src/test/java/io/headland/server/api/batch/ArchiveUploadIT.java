package io.headland.server.api.batch;

import static io.headland.server.api.batch.Archives.BATCHES;
import static io.headland.server.api.batch.Archives.archive;
import static io.headland.server.api.batch.TusUploads.UPLOADS;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headland.server.Concurrency;
import io.headland.server.ConfigChange;
import io.headland.server.CuttingProxy;
import io.headland.server.MovableClock;
import io.headland.server.ServerFixture;
import io.headland.server.api.operation.UploadedOperation;
import io.headland.server.engine.retention.OrphanedFiles;
import io.headland.server.engine.retention.Retention;
import io.headland.server.platform.config.MachineFileConfig;
import io.headland.server.platform.crypto.Digests;
import io.headland.server.platform.files.FolderFiles;
import io.headland.server.platform.http.ApiClient;
import io.headland.server.platform.http.ApiResponse;
import io.headland.server.platform.id.UuidGenerator;
import io.tus.java.client.TusClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Uploads of archives in several requests. Each test has a separate API owner.
class ArchiveUploadIT {
  private static final AtomicInteger OWNERS = new AtomicInteger();
  private static final int MIB = 1024 * 1024;
  private static final int MAX_MIB = 24;

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
                    config, new MachineFileConfig(folder.toString(), MAX_MIB, 1, 128, false)));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void createUser() {
    email = "tus-" + OWNERS.incrementAndGet() + "@example.com";
    api = server.newOwner(email);
    user = Archives.newUser(api);
  }

  @Test
  void aClientOfTusUploadsAnArchiveInManyRequestsAndItIsConverted() throws Exception {
    byte[] archive = UploadedOperation.prepare(api, user).archive();
    TusClient client = TusUploads.client(server.baseUri(), api, user);

    URL address = TusUploads.send(client, archive, archive.length / 7);

    ApiResponse state = api.get(address.getPath());
    assertThat(state.header("Upload-Offset")).contains(Integer.toString(archive.length));
    assertThat(state.header("Upload-Length")).contains(Integer.toString(archive.length));
    assertThat(state.header("Upload-Metadata")).contains("filename aGFydmVzdC56aXA=");
    assertThat(state.header("Upload-Expires")).isEmpty();
    assertThat(state.json().path("received").intValue()).isEqualTo(archive.length);
    String batch = state.header("X-Headland-Batch").orElseThrow();
    assertThat(state.json().path("batchId").stringValue()).isEqualTo(batch);
    assertThat(api.get(BATCHES + "/" + batch).json().path("fileName").stringValue())
        .isEqualTo("harvest.zip");
    assertThat(archiveOf(batch)).isEqualTo(archive);
    Concurrency.await(() -> !folders().contains(state.id()));
    assertThat(temporaryFiles()).isEmpty();
    Concurrency.await(() -> status(batch).equals("PROCESSED"));
  }

  @Test
  void anUploadContinuesWhereItsConnectionWasLost() throws Exception {
    byte[] archive = randomArchive(20 * MIB);
    try (CuttingProxy proxy = CuttingProxy.to(server.baseUri())) {
      TusClient client = TusUploads.client(proxy.uri(), api, user);
      proxy.cutAfter(13L * MIB);
      assertThatThrownBy(() -> TusUploads.send(client, archive, 64 * MIB))
          .isInstanceOf(IOException.class);
      assertThat(proxy.cuts()).isEqualTo(1);
      String path = onlyUpload();
      // The bytes before the end of the connection are stored, also those of an incomplete part.
      Concurrency.await(() -> TusUploads.received(api, path) > 12L * MIB);
      long received = TusUploads.received(api, path);
      long passed = proxy.passed();
      proxy.letPass();

      TusUploads.send(client, archive, 64 * MIB);

      assertThat(proxy.passed() - passed)
          .isBetween(archive.length - received, archive.length - received + 100_000);
      assertThat(archiveOf(api.get(path).header("X-Headland-Batch").orElseThrow()))
          .isEqualTo(archive);
    }
  }

  @Test
  void ofClientsThatSendTheSameArchiveAtOnceOneAtATimeAddsItsBytes() throws Exception {
    byte[] archive = randomArchive(30_000);
    String path = path(TusUploads.create(api, user, archive.length));

    List<Set<String>> refusals =
        Concurrency.allAtOnce(3, i -> sendInPieces(path, archive, 400 + 100 * i));

    assertThat(refusals.stream().flatMap(Set::stream).distinct())
        .containsExactly("uploadOffsetNotCurrent");
    String batch = api.get(path).header("X-Headland-Batch").orElseThrow();
    assertThat(archiveOf(batch)).isEqualTo(archive);
    Concurrency.await(() -> folders().equals(List.of(batch)));
  }

  /// Sends the bytes that the server lacks until it has all of them.
  ///
  /// @return the error keys of the requests that were refused
  private Set<String> sendInPieces(String path, byte[] archive, int size) {
    Set<String> refusals = new TreeSet<>();
    for (int at = 0; at < archive.length; at = (int) TusUploads.received(api, path)) {
      byte[] piece = Arrays.copyOfRange(archive, at, Math.min(archive.length, at + size));
      ApiResponse response = TusUploads.append(api, path, at, piece);
      if (response.status() != 204) {
        refusals.add(response.errorKey());
      }
    }
    return refusals;
  }

  @Test
  void theSameArchiveIsTheSameBatchInOneRequestAndInSeveral() throws Exception {
    String first = Archives.upload(api, user, archive("same")).id();

    for (int i = 0; i < 2; i++) {
      ApiResponse upload = TusUploads.create(api, user, archive("same").length);
      ApiResponse last = TusUploads.append(api, path(upload), 0, archive("same"));

      assertThat(last.status()).isEqualTo(204);
      assertThat(last.header("X-Headland-Batch")).contains(first);
    }
    assertThat(api.get(BATCHES).total()).isEqualTo(1);
    assertThat(folders()).containsExactly(first);
    assertThat(temporaryFiles()).isEmpty();
  }

  @Test
  void aTruncatedArchiveIsABatchThatFails() throws Exception {
    byte[] archive = UploadedOperation.prepare(api, user).archive();
    byte[] truncated = Arrays.copyOf(archive, archive.length / 2);
    ApiResponse upload = TusUploads.create(api, user, truncated.length, truncated);

    String batch = upload.header("X-Headland-Batch").orElseThrow();
    Concurrency.await(() -> status(batch).equals("FAILED"));
    assertThat(api.get(BATCHES + "/" + batch).json().path("statusDetails").stringValue())
        .isNotBlank();
  }

  @Test
  void aFileThatIsNoZipArchiveIsRefusedWithItsFirstBytes() {
    String path = path(TusUploads.create(api, user, 100));

    requireProblem(TusUploads.append(api, path, 0, "7z".getBytes(US_ASCII)), 400, "fileNotZip");
    assertThat(TusUploads.append(api, path, 0, "P".getBytes(US_ASCII)).status()).isEqualTo(204);
    requireProblem(TusUploads.append(api, path, 1, "7".getBytes(US_ASCII)), 400, "fileNotZip");
    assertThat(TusUploads.received(api, path)).isEqualTo(1);
    requireProblem(TusUploads.create(api, user, 1), 400, "fileNotZip");
    requireProblem(TusUploads.create(api, user, 100, "7z".getBytes(US_ASCII)), 400, "fileNotZip");
    assertThat(uploads()).containsExactly(path);
  }

  @Test
  void bytesAtAnotherPositionAreRefused() {
    byte[] archive = archive("positions");
    String path = path(TusUploads.create(api, user, archive.length));
    ApiResponse first = TusUploads.append(api, path, 0, Arrays.copyOf(archive, 5));
    assertThat(first.header("Upload-Offset")).contains("5");
    assertThat(first.header("Upload-Expires").orElseThrow()).matches("\\w{3}, \\d\\d .* GMT");
    assertThat(first.header("X-Headland-Batch")).isEmpty();

    for (long offset : new long[] {0, 4, 6, archive.length}) {
      requireProblem(
          TusUploads.append(api, path, offset, new byte[1]), 409, "uploadOffsetNotCurrent");
    }

    assertThat(TusUploads.received(api, path)).isEqualTo(5);
    assertThat(TusUploads.append(api, path, 5, new byte[0]).status()).isEqualTo(204);
    byte[] rest = Arrays.copyOfRange(archive, 5, archive.length);
    assertThat(TusUploads.append(api, path, 5, Arrays.copyOf(rest, rest.length + 1)).status())
        .isEqualTo(413);
    assertThat(TusUploads.received(api, path)).isEqualTo(5);
    assertThat(TusUploads.append(api, path, 5, rest).header("X-Headland-Batch")).isPresent();
    requireProblem(TusUploads.append(api, path, 5, rest), 409, "uploadOffsetNotCurrent");
  }

  @Test
  void aRequestThatIsNotOneOfTheProtocolIsRefused() {
    String path = path(TusUploads.create(api, user, 100));
    String target = UPLOADS + "?leafUserId=" + user + "&provider=Other";

    ApiResponse noVersion = api.send("PATCH", path, BodyPublishers.noBody());
    assertThat(noVersion.status()).isEqualTo(412);
    assertThat(noVersion.header("Tus-Version")).contains("1.0.0");
    for (String method : List.of("GET", "DELETE")) {
      assertThat(api.send(method, path, BodyPublishers.noBody(), "Tus-Resumable", "0.2.2").status())
          .isEqualTo(412);
    }
    assertThat(api.send("PATCH", path, BodyPublishers.noBody(), "Tus-Resumable", "1.0.0").status())
        .isEqualTo(415);
    for (String offset : List.of("", "-1", "x", "9".repeat(30))) {
      assertThat(
              api.send(
                      "PATCH",
                      path,
                      BodyPublishers.ofString("PK"),
                      "Tus-Resumable",
                      "1.0.0",
                      "Content-Type",
                      "application/offset+octet-stream",
                      "Upload-Offset",
                      offset)
                  .status())
          .isEqualTo(400);
    }
    requireDetail(create(target, "Upload-Defer-Length", "1"), "Upload-Length");
    requireDetail(create(target, "Upload-Length", "-5"), "Upload-Length");
    requireDetail(create(UPLOADS + "?provider=Other", "Upload-Length", "9"), "leafUserId");
    requireDetail(create(UPLOADS + "?leafUserId=" + user, "Upload-Length", "9"), "provider");
    requireDetail(
        create(target, "Upload-Length", "9", "Upload-Metadata", "filename ä"), "Upload-Metadata");
    requireDetail(
        create(target, "Upload-Length", "9", "Upload-Metadata", "filename YQ="), "Base64");
    requireProblem(
        create(target.replace(user, UUID.randomUUID().toString()), "Upload-Length", "9"),
        404,
        "userNotFound");
    assertThat(uploads()).containsExactly(path);
  }

  private ApiResponse create(String target, String... headers) {
    String[] all = Arrays.copyOf(headers, headers.length + 2);
    all[headers.length] = "Tus-Resumable";
    all[headers.length + 1] = "1.0.0";
    return api.send("POST", target, BodyPublishers.noBody(), all);
  }

  @Test
  void theServerStatesWhatItSupports() {
    ApiResponse options = api.send("OPTIONS", UPLOADS, BodyPublishers.noBody());

    assertThat(options.status()).isEqualTo(204);
    assertThat(options.header("Tus-Version")).contains("1.0.0");
    assertThat(options.header("Tus-Max-Size")).contains(Long.toString((long) MAX_MIB * MIB));
    assertThat(options.header("Tus-Extension").orElseThrow().split(","))
        .containsExactlyInAnyOrder(
            "creation", "creation-with-upload", "expiration", "checksum", "termination");
  }

  @Test
  void bytesWithAnotherChecksumAreNotStored() {
    byte[] archive = archive("checksum");
    byte[] start = Arrays.copyOf(archive, 4);
    byte[] rest = Arrays.copyOfRange(archive, 4, archive.length);
    String path = path(TusUploads.create(api, user, archive.length));
    String other = checksum("sha256", Digests.sha256(archive));

    assertThat(TusUploads.append(api, path, 0, start, "Upload-Checksum", other).status())
        .isEqualTo(460);
    requireDetail(
        TusUploads.append(api, path, 0, start, "Upload-Checksum", "md5 AAAA"), "sha1 or sha256");
    requireDetail(TusUploads.append(api, path, 0, start, "Upload-Checksum", "sha1 ?"), "Base64");
    assertThat(TusUploads.received(api, path)).isZero();
    String sha1 = checksum("sha1", Digests.sha1().digest(start));
    assertThat(TusUploads.append(api, path, 0, start, "Upload-Checksum", sha1).status())
        .isEqualTo(204);
    assertThat(TusUploads.append(api, path, 4, rest, "Upload-Checksum", other).status())
        .isEqualTo(460);
    assertThat(TusUploads.received(api, path)).isEqualTo(4);
    String sha256 = checksum("sha256", Digests.sha256(rest));
    assertThat(
            TusUploads.append(api, path, 4, rest, "Upload-Checksum", sha256)
                .header("X-Headland-Batch"))
        .isPresent();
  }

  private static String checksum(String name, byte[] digest) {
    return name + " " + Base64.getEncoder().encodeToString(digest);
  }

  @Test
  void anArchiveThatIsTooLargeIsRefusedWhenItsUploadIsCreated() {
    assertThat(TusUploads.create(api, user, (long) MAX_MIB * MIB + 1).status()).isEqualTo(413);
    assertThat(uploads()).isEmpty();
  }

  @Test
  void anApiOwnerHasALimitedNumberOfIncompleteUploads() {
    byte[] archive = archive("limit");
    for (int i = 0; i < 16; i++) {
      assertThat(TusUploads.create(api, user, (long) MAX_MIB * MIB).status()).isEqualTo(201);
    }
    requireProblem(TusUploads.create(api, user, archive.length), 400, "tooManyUploads");

    assertThat(TusUploads.delete(api, uploads().getFirst()).status()).isEqualTo(204);

    String path = path(TusUploads.create(api, user, archive.length));
    assertThat(TusUploads.append(api, path, 0, archive).status()).isEqualTo(204);
    // A complete upload does not count.
    for (int i = 0; i < 85; i++) {
      assertThat(TusUploads.create(api, user, 2).status()).isEqualTo(201);
    }
    requireProblem(TusUploads.create(api, user, 2), 400, "tooManyUploads");
    ApiClient other = server.newOwner("other-of-" + email);
    assertThat(TusUploads.create(other, Archives.newUser(other), 2).status()).isEqualTo(201);
  }

  @Test
  void anUploadThatIsDeletedHasNoBytesAndItsBatchRemains() throws Exception {
    byte[] archive = archive("deleted");
    String path = path(TusUploads.create(api, user, 100, archive));
    assertThat(TusUploads.received(api, path)).isEqualTo(archive.length);
    assertThat(folders()).hasSize(1);

    assertThat(TusUploads.delete(api, path).status()).isEqualTo(204);

    requireProblem(TusUploads.delete(api, path), 404, "uploadNotFound");
    requireProblem(api.get(path), 404, "uploadNotFound");
    assertThat(folders()).isEmpty();
    ApiResponse complete = TusUploads.create(api, user, archive.length, archive);
    assertThat(TusUploads.delete(api, path(complete)).status()).isEqualTo(204);
    requireProblem(TusUploads.delete(api, path(complete)), 404, "uploadNotFound");
    String batch = complete.header("X-Headland-Batch").orElseThrow();
    assertThat(archiveOf(batch)).isEqualTo(archive);
    assertThat(api.get(BATCHES + "/" + batch).status()).isEqualTo(200);
  }

  @Test
  void uploadsOfOthersAreNotFound() {
    String path = path(TusUploads.create(api, user, 100));
    ApiClient other = server.newOwner("other-of-" + email);

    for (String each : List.of(path, UPLOADS + "/" + UUID.randomUUID(), UPLOADS + "/x")) {
      requireProblem(other.get(each), 404, "uploadNotFound");
      requireProblem(TusUploads.append(other, each, 0, archive("x")), 404, "uploadNotFound");
      requireProblem(TusUploads.delete(other, each), 404, "uploadNotFound");
    }
    requireProblem(TusUploads.create(other, user, 100), 404, "userNotFound");
    assertThat(TusUploads.received(api, path)).isZero();
  }

  @Test
  void anExpiredUploadIsNotFoundAndItsBytesAreDeleted() throws Exception {
    String path = path(TusUploads.create(api, user, 100, archive("expires")));
    String ofDeletedUser = path(TusUploads.create(api, user, 100, archive("deleted")));
    String kept = path(TusUploads.create(api, Archives.newUser(api), 100, archive("kept")));
    expire(path);

    requireProblem(api.get(path), 404, "uploadNotFound");
    requireProblem(TusUploads.append(api, path, 11, new byte[1]), 404, "uploadNotFound");
    requireProblem(TusUploads.delete(api, path), 404, "uploadNotFound");
    new Retention(server.jdbi(), Clock.systemUTC(), server.config()).run(() -> false);
    assertThat(uploads()).containsExactlyInAnyOrder(ofDeletedUser, kept);
    assertThat(api.delete("/services/usermanagement/api/users/" + user).status()).isEqualTo(204);
    requireProblem(api.get(ofDeletedUser), 404, "uploadNotFound");
    assertThat(folders()).hasSize(3);
    MovableClock later = new MovableClock();
    later.advance(Duration.ofHours(2));
    try (FolderFiles files =
        FolderFiles.open(folder, new UuidGenerator(Clock.systemUTC(), new Random(1)))) {
      new OrphanedFiles(files, server.jdbi(), later).delete(() -> false);
    }
    assertThat(folders()).containsExactly(kept.substring(UPLOADS.length() + 1));
  }

  private void expire(String path) {
    server
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "update archive_upload set expires_at = now() where id = cast(? as uuid)",
                    path.substring(UPLOADS.length() + 1)));
  }

  @Test
  void aPartThatIsNotInTheFileStoreIsNamed() throws IOException {
    byte[] archive = archive("missing");
    String path = path(TusUploads.create(api, user, archive.length));
    TusUploads.append(api, path, 0, Arrays.copyOf(archive, 4));
    try (Stream<Path> parts =
        Files.list(ownFolder().resolve(path.substring(UPLOADS.length() + 1)))) {
      for (Path part : parts.toList()) {
        Files.delete(part);
      }
    }

    ApiResponse last =
        TusUploads.append(api, path, 4, Arrays.copyOfRange(archive, 4, archive.length));

    requireProblem(last, 409, "uploadPartMissing");
    assertThat(last.json().path("detail").stringValue()).contains("machine-files.folder");
    assertThat(temporaryFiles()).isEmpty();
  }

  private static byte[] randomArchive(int size) {
    byte[] archive = new byte[size];
    new Random(size).nextBytes(archive);
    archive[0] = 'P';
    archive[1] = 'K';
    return archive;
  }

  private static String path(ApiResponse created) {
    assertThat(created.status()).as(created.body()).isEqualTo(201);
    return created.header("Location").orElseThrow();
  }

  private String status(String batch) {
    return api.get(BATCHES + "/" + batch).json().path("status").stringValue();
  }

  /// The archive of a batch, once its parts were joined.
  private byte[] archiveOf(String batch) throws Exception {
    Path archive = ownFolder().resolve(batch).resolve("archive.zip");
    Concurrency.await(() -> Files.exists(archive));
    return Files.readAllBytes(archive);
  }

  private String onlyUpload() {
    assertThat(uploads()).hasSize(1);
    return uploads().getFirst();
  }

  /// The paths of the uploads of this API owner.
  private List<String> uploads() {
    return server
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery("select id from archive_upload where api_owner_id = :owner")
                    .bind("owner", server.ownerId(email))
                    .mapTo(UUID.class)
                    .map(id -> UPLOADS + "/" + id)
                    .list());
  }

  private static void requireProblem(ApiResponse response, int status, String errorKey) {
    assertThat(response.status()).as(response.body()).isEqualTo(status);
    assertThat(response.errorKey()).isEqualTo(errorKey);
  }

  private static void requireDetail(ApiResponse response, String detail) {
    assertThat(response.status()).as(response.body()).isEqualTo(400);
    assertThat(response.json().path("detail").stringValue()).contains(detail);
  }

  private Path ownFolder() {
    return folder.resolve(server.ownerId(email).toString());
  }

  /// The names of the folders of this API owner.
  private List<String> folders() {
    if (!Files.exists(ownFolder())) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(ownFolder())) {
      return folders.map(path -> String.valueOf(path.getFileName())).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> temporaryFiles() throws IOException {
    try (Stream<Path> paths = Files.walk(folder.resolve("temporary"))) {
      return paths
          .filter(path -> path.toString().endsWith(".upload") || path.toString().endsWith(".part"))
          .toList();
    }
  }
}
