package io.headland.server.api.machinefile;

import static io.headland.server.api.machinefile.UploadedFiles.passes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.headland.server.Concurrency;
import io.headland.server.ServerFixture;
import io.headland.server.api.batch.BatchRows;
import io.headland.server.core.event.RecordedEvents;
import io.headland.server.core.machinefile.DeereSample;
import io.headland.server.core.machinefile.MachineFileSamples.Passes;
import io.headland.server.core.machinefile.OperationType;
import io.headland.server.platform.http.ApiClient;
import io.headland.server.platform.http.ApiResponse;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Converted files are merged into a new one on request.
class FileMergeIT {
  private static final Instant START = Instant.parse("2026-10-01T08:00:00Z");
  private static final AtomicInteger OWNERS = new AtomicInteger();

  private static ServerFixture server;

  private String email;
  private ApiClient api;
  private UploadedFiles files;

  @BeforeAll
  static void start() {
    server = ServerFixture.startWithoutProvider();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void createUser() {
    email = "merger-" + OWNERS.incrementAndGet() + "@example.com";
    api = server.newOwner(email);
    files = UploadedFiles.ofNewUser(api);
  }

  private String upload(OperationType type, Passes passes) throws IOException {
    return files.upload(DeereSample.of(type, passes));
  }

  @Test
  void aMergedFileHasEachRecordOfItsSourcesOnceAndIsNoPartOfOperations() throws IOException {
    String field = files.createField(10, 50);
    Passes passes = passes(10, 50, START);
    int size = passes.positions().size();
    String first = upload(OperationType.HARVESTED, passes.first(size * 2 / 3));
    String second = upload(OperationType.HARVESTED, passes);
    Concurrency.await(() -> files.operations().at("/0/files").size() == 2);

    ApiResponse requested = files.merge(List.of(second, first, second));

    assertThat(requested.status()).as(requested.body()).isEqualTo(200);
    assertThat(requested.json().path("status").stringValue()).isEqualTo("SENT_TO_MERGE");
    JsonNode merged = files.converted(requested.id());
    assertThat(merged.path("status").stringValue()).as(merged.toString()).isEqualTo("processed");
    assertThat(merged.path("origin").stringValue()).isEqualTo("merged");
    assertThat(merged.path("fileFormat").stringValue()).isEqualTo("MERGED");
    assertThat(merged.path("fileName").stringValue()).isEqualTo("2 merged files");
    assertThat(merged.path("operationType").stringValue()).isEqualTo("harvested");
    assertThat(merged.path("sources").valueStream().map(JsonNode::stringValue))
        .containsExactlyInAnyOrder(first, second);
    assertThat(merged.path("fields").valueStream().map(JsonNode::stringValue))
        .containsExactly(field);
    assertThat(merged.has("originalFile")).isFalse();
    assertThat(merged.at("/summary/properties/totalArea/value").doubleValue())
        .isCloseTo(passes.area(), within(passes.area() * 1e-3));
    JsonNode points = api.get(merged.path("downloadStandardGeojson").stringValue()).json();
    assertThat(points.path("features")).hasSize(size);
    assertThat(api.get("/services/headland/api/files/" + requested.id() + "/originalFile"))
        .returns(404, ApiResponse::status)
        .returns("originalFileNotFound", ApiResponse::errorKey);
    assertThat(api.get(UploadedFiles.FILES + "?origin=merged").json()).hasSize(1);
    assertThat(files.operations()).hasSize(1);
    assertThat(files.operations().at("/0/files")).hasSize(2);
    assertThat(
            api.get("/services/headland/api/files/" + requested.id() + "/explanation")
                .json()
                .at("/chain/2/code")
                .stringValue())
        .isEqualTo("FILE_MERGED_ON_REQUEST");
    assertThat(originsOfEvents(requested.id())).containsExactly("merged");
    assertThat(originsOfEvents(first)).containsExactly("uploaded");
  }

  private List<String> originsOfEvents(String file) {
    RecordedEvents.awaitPublished(server);
    return api.get("/services/headland/api/events?limit=1000&types=machine_file.processed")
        .json()
        .path("items")
        .valueStream()
        .filter(event -> event.at("/data/fileId").stringValue().equals(file))
        .map(event -> event.at("/data/origin").stringValue())
        .toList();
  }

  @Test
  void theNameOfAMergeOfOneFileIsSingular() throws IOException {
    String source = upload(OperationType.HARVESTED, passes(13, 50, START).first(50));

    JsonNode merged = files.converted(files.merge(List.of(source)).id());

    assertThat(merged.path("fileName").stringValue()).isEqualTo("1 merged file");
  }

  @Test
  void theSameFilesAreMergedOnceAlsoByConcurrentRequests() throws Exception {
    Passes passes = passes(11, 50, START);
    List<String> sources =
        List.of(
            upload(OperationType.APPLIED, passes.first(100)),
            upload(OperationType.APPLIED, passes.from(100)));

    List<String> ids = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<String> request = () -> files.merge(sources).id();
      for (Future<String> id : threads.invokeAll(Collections.nCopies(8, request))) {
        ids.add(id.get());
      }
    }

    assertThat(ids).containsOnly(ids.getFirst());
    files.converted(ids.getFirst());
    assertThat(files.merge(sources.reversed()).id()).isEqualTo(ids.getFirst());
    assertThat(originsOfEvents(ids.getFirst())).hasSize(1);
    assertThat(api.get(UploadedFiles.FILES + "?origin=merged").json()).hasSize(1);
  }

  @Test
  void aFailedMergeIsRepeatedAndOneWithAnOlderSourceIsMergedAgain() throws IOException {
    Passes passes = passes(12, 50, START);
    List<String> sources =
        List.of(
            upload(OperationType.APPLIED, passes.first(100)),
            upload(OperationType.APPLIED, passes.from(100)));
    String merged = files.merge(sources).id();
    files.converted(merged);
    execute(
        "update machine_file set status = 'FAILED', failed_step = 'rawGeojson', message = 'x' where id = cast(? as uuid)",
        merged);

    assertThat(files.merge(sources).id()).isEqualTo(merged);

    assertThat(files.converted(merged).path("status").stringValue()).isEqualTo("processed");
    assertThat(originsOfEvents(merged)).hasSize(2);

    execute(
        "update machine_file set updated_at = updated_at + interval '1 minute' where id = cast(? as uuid)",
        sources.getFirst());
    assertThat(files.merge(sources).id()).isEqualTo(merged);
    assertThat(files.converted(merged).path("status").stringValue()).isEqualTo("processed");
    Concurrency.await(() -> originsOfEvents(merged).size() == 3);
  }

  private static void execute(String sql, String id) {
    server.jdbi().useHandle(handle -> handle.execute(sql, id));
  }

  @Test
  void unitsThatCannotBeConvertedToEachOtherFailTheMerge() throws IOException {
    Passes passes = passes(13, 50, START);
    List<String> sources =
        List.of(
            upload(OperationType.APPLIED, passes.first(100)),
            upload(OperationType.APPLIED, passes.from(100)));
    execute(
        """
        update machine_file
           set description = jsonb_set(description, '{units,APPLIED_RATE}', '"POUND_PER_ACRE"')
         where id = cast(? as uuid)
        """,
        sources.getLast());

    JsonNode merged = files.converted(files.merge(sources).id());

    assertThat(merged.path("status").stringValue()).isEqualTo("failed");
    assertThat(merged.path("message").stringValue()).contains("appliedRate");
  }

  @Test
  void filesThatCannotBeMergedAreRefusedWithTheReason() throws IOException {
    Passes passes = passes(14, 50, START);
    String harvest = upload(OperationType.HARVESTED, passes);
    String planting = upload(OperationType.PLANTED, passes);
    String soybeans =
        files.upload(DeereSample.of(OperationType.HARVESTED, passes).cropToken("SOYBEANS"));
    UploadedFiles other = UploadedFiles.ofNewUser(api);
    String ofOther = other.upload(DeereSample.of(OperationType.HARVESTED, passes));
    String foreign =
        UploadedFiles.ofNewUser(server.newOwner("foreign-" + email))
            .upload(DeereSample.of(OperationType.HARVESTED, passes));
    BatchRows rows = BatchRows.of(server, email);
    String batch = rows.insert(files.leafUser(), "PROCESSED", "");
    String failed = rows.file(files.leafUser(), batch, "FAILED", "rawGeojson", "broken");
    String ofProvider = upload(OperationType.HARVESTED, passes.first(50));
    execute("update machine_file set provider = 'CNHI' where id = cast(? as uuid)", ofProvider);

    assertThat(reason(List.of(harvest, UUID.randomUUID().toString()))).isEqualTo("filesNotFound");
    assertThat(reason(List.of(harvest, "17"))).isEqualTo("filesNotFound");
    assertThat(reason(List.of(harvest, foreign))).isEqualTo("filesNotFound");
    assertThat(reason(List.of(harvest, failed))).isEqualTo("filesNotProcessed");
    assertThat(reason(List.of(harvest, ofOther))).isEqualTo("filesOfDifferentUsers");
    assertThat(reason(List.of(harvest, ofProvider))).isEqualTo("filesOfDifferentProviders");
    assertThat(reason(List.of(harvest, planting))).isEqualTo("filesOfDifferentTypes");
    assertThat(reason(List.of(harvest, soybeans))).isEqualTo("filesOfDifferentCrops");
    List<String> many = new ArrayList<>();
    for (int i = 0; i <= 100; i++) {
      many.add(UUID.randomUUID().toString());
    }
    assertThat(reason(many)).isEqualTo("tooManyFiles");
    for (String body : List.of("{}", "{\"ids\": []}", "{\"ids\": [1]}")) {
      ApiResponse refused = api.post(UploadedFiles.FILES + "/merge", body);
      assertThat(refused.status()).as(body).isEqualTo(400);
      assertThat(refused.json().path("fieldErrors")).as(body).hasSize(1);
    }
    assertThat(api.get(UploadedFiles.FILES + "?origin=merged").json()).isEmpty();
  }

  private String reason(List<String> ids) {
    ApiResponse refused = files.merge(ids);
    assertThat(refused.status()).as(refused.body()).isEqualTo(400);
    return refused.errorKey();
  }
}
