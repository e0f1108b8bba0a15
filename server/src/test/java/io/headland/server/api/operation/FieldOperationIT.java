package io.headland.server.api.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.headland.server.Concurrency;
import io.headland.server.ServerFixture;
import io.headland.server.api.batch.Archives;
import io.headland.server.api.field.Geometries;
import io.headland.server.core.event.RecordedEvents;
import io.headland.server.core.machinefile.DeereSample;
import io.headland.server.core.machinefile.MachineFileSamples;
import io.headland.server.core.machinefile.MachineFileSamples.Passes;
import io.headland.server.core.machinefile.MachineFileSamples.Totals;
import io.headland.server.core.machinefile.OperationType;
import io.headland.server.core.operation.FieldOperationStore;
import io.headland.server.core.operation.FieldOperationWriteStore;
import io.headland.server.platform.http.ApiClient;
import io.headland.server.platform.http.ApiResponse;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.LeafUserId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.IntNode;

/// Uploaded archives become machine files, and these field operations.
class FieldOperationIT {
  private static final String FILES = "/services/operations/api/files";
  private static final String OPERATIONS = "/services/operations/api/operations";
  private static final Instant START = Instant.parse("2026-10-01T08:00:00Z");
  private static final AtomicInteger OWNERS = new AtomicInteger();

  private static ServerFixture server;

  @TempDir private Path folder;
  private ApiClient api;
  private String user;

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
    api = server.newOwner("operator-" + OWNERS.incrementAndGet() + "@example.com");
    user = Archives.newUser(api);
  }

  @Test
  void anUploadedHarvestBecomesAnOperationWithTheTotalsOfItsPoints() throws IOException {
    String field = createField(10, 50);
    Passes passes = passes(10, 50, START);
    DeereSample sample = DeereSample.of(OperationType.HARVESTED, passes);
    Totals totals = sample.totals();

    JsonNode batch = upload(sample);

    assertThat(batch.path("status").stringValue()).as(batch.toString()).isEqualTo("PROCESSED");
    JsonNode file = api.get(FILES + "/" + batch.at("/leafFiles/0").stringValue()).json();
    assertThat(file.path("status").stringValue()).isEqualTo("processed");
    assertThat(file.path("fileFormat").stringValue()).isEqualTo("SHAPEFILE");
    assertThat(file.path("fields")).extracting(JsonNode::stringValue).containsExactly(field);
    JsonNode operation = onlyOperation();
    assertThat(api.get("/services/integrations/api/resources").json().at("/summaries/0/operations"))
        .isEqualTo(IntNode.valueOf(1));
    assertThat(operation.path("apiOwnerUsername")).isEqualTo(file.path("apiOwnerUsername"));
    assertThat(operation.path("apiOwnerUsername").stringValue())
        .isEqualTo("operator-%d@example.com".formatted(OWNERS.get()));
    assertThat(operation.path("type").stringValue()).isEqualTo("harvested");
    assertThat(operation.path("crop").stringValue()).isEqualTo("corn");
    assertThat(operation.at("/fields/0/id").stringValue()).isEqualTo(field);
    assertThat(operation.at("/files/0").stringValue()).isEqualTo(file.path("id").stringValue());
    assertThat(operation.path("startTime").stringValue()).isEqualTo("2026-10-01T08:00:00.000000Z");
    JsonNode summary = of(operation, "/summary").json();
    assertThat(summary.at("/properties/totalArea/value").doubleValue())
        .isCloseTo(totals.squareMetres(), within(totals.squareMetres() * 1e-3));
    assertThat(summary.at("/properties/totalWetMass/value").doubleValue() * 0.45359237)
        .isCloseTo(totals.wetKilograms(), within(totals.wetKilograms() * 1e-3));
    assertThat(summary.at("/geometry/type").stringValue()).isEqualTo("MultiPolygon");
    assertThat(of(operation, "/units").json().path("wetMassPerArea").stringValue())
        .isEqualTo("lb/ac");
    assertThat(of(operation, "/files").json()).hasSize(1);
    String ofField = "/services/fields/api/users/" + user + "/fields/" + field + "/operations";
    for (String path : List.of(ofField, ofField + "/files")) {
      JsonNode fieldFile = api.get(path + "?operationType=harvested&crop=corn").json().path(0);
      assertThat(fieldFile.path("id")).isEqualTo(file.path("id"));
      assertThat(fieldFile.path("varieties").valueStream().map(JsonNode::stringValue))
          .containsExactly("CORNVAR-001");
      String one = path + "/" + file.path("id").stringValue();
      assertThat(api.get(one).json()).isEqualTo(fieldFile);
      assertThat(api.get(path + "?operationType=planted").json()).isEmpty();
    }
    RecordedEvents.awaitPublished(server);
    assertThat(api.get("/services/headland/api/events?leafUserId=" + user).json().path("items"))
        .extracting(event -> event.path("type").stringValue())
        .contains(
            "batch.finished", "machine_file.processed", "operation.created", "operation.processed");
  }

  @Test
  void theFilteredPointsAndTheOriginalNamesAreLeftOutAsConfigured() throws IOException {
    createField(13, 50);
    upload(DeereSample.of(OperationType.APPLIED, passes(13, 50, START)));
    JsonNode operation = onlyOperation();
    String file = FILES + "/" + operation.at("/files/0").stringValue();
    String original = "/properties/originalOperationData";
    assertThat(of(operation, "/filteredGeojson").status()).isEqualTo(200);
    assertThat(of(operation, "/summary").json().at(original).isObject()).isTrue();
    assertThat(api.get(file + "/summary").json().at(original).isObject()).isTrue();

    api.patch(
        "/services/config/api/configs",
        "{\"operationsFilteredGeojson\": false, \"originalOperationData\": false}");

    assertThat(of(operation, "/filteredGeojson").errorKey()).isEqualTo("filteredGeojsonNotEnabled");
    assertThat(of(operation, "/summary").json().at(original).isMissingNode()).isTrue();
    assertThat(api.get(file + "/summary").json().at(original).isMissingNode()).isTrue();
    assertThat(api.get(file).json().at("/summary" + original).isMissingNode()).isTrue();
    assertThat(of(operation, "/summary").json().at("/properties/operationType").stringValue())
        .isEqualTo("applied");
  }

  @Test
  void thePointsAreDownloadedFromTheLinksOfAnOperation() throws IOException {
    createField(11, 50);
    Passes passes = passes(11, 50, START);
    upload(DeereSample.of(OperationType.APPLIED, passes));
    JsonNode operation = onlyOperation();

    JsonNode links = of(operation, "/standardGeojson").json();
    ApiResponse points = api.get(links.path("downloadStandardGeojson").stringValue());

    assertThat(links.path("standardGeojson")).isEqualTo(links.path("downloadStandardGeojson"));
    assertThat(links.path("standardGeojson").stringValue())
        .isEqualTo(
            server
                .baseUri()
                .resolve(
                    "/services/headland/api/operations/%s/standardGeojson"
                        .formatted(operation.path("id").stringValue()))
                .toString());
    assertThat(points.header("Content-Type")).contains("application/geo+json");
    assertThat(points.json().path("features")).hasSize(passes.positions().size());
    assertThat(points.json().at("/features/0/properties/operationType").stringValue())
        .isEqualTo("applied");
    for (String content : List.of("standardGeoparquet", "filteredGeoparquet")) {
      assertThat(of(operation, "/" + content).errorKey()).isEqualTo("geoParquetNotEnabled");
    }
    api.patch("/services/config/api/configs", "{\"enableGeoparquetOutput\": true}");
    for (String content : List.of("standardGeoparquet", "filteredGeoparquet")) {
      JsonNode link = of(operation, "/" + content).json();
      ApiResponse parquet =
          api.get(link.propertyStream().findFirst().orElseThrow().getValue().stringValue());
      assertThat(parquet.body()).startsWith("PAR1").contains("primary_column");
    }
    String polygons = FILES + "/" + operation.at("/files/0").stringValue() + "/polygonGeoparquet";
    String ofOperation =
        "/services/headland/api/operations/"
            + operation.path("id").stringValue()
            + "/polygonGeoparquet";
    assertThat(api.get(polygons).errorKey()).isEqualTo("polygonsNotEnabled");
    assertThat(api.get(ofOperation).errorKey()).isEqualTo("polygonsNotEnabled");
    api.patch("/services/config/api/configs", "{\"enablePolygonOutput\": true}");
    String address = api.get(polygons).json().path("downloadPolygonGeoparquet").stringValue();
    for (String path : List.of(address, ofOperation)) {
      assertThat(api.get(path).body()).startsWith("PAR1").contains("primary_column");
    }
  }

  @Test
  void filesWithinTheMergeRangeAreOneOperationAndLaterOnesAnother() throws IOException {
    createField(12, 50);
    Passes passes = passes(12, 50, START);
    int half = passes.positions().size() / 2;
    upload(DeereSample.of(OperationType.HARVESTED, passes.first(half)));
    String first = onlyOperation().path("id").stringValue();

    upload(DeereSample.of(OperationType.HARVESTED, passes.from(half)));
    Concurrency.await(() -> onlyOperation().path("files").size() == 2);

    JsonNode merged = onlyOperation();
    assertThat(merged.path("id").stringValue()).isEqualTo(first);
    assertThat(of(merged, "/summary").json().at("/properties/totalArea/value").doubleValue())
        .isCloseTo(passes.area(), within(passes.area() * 1e-3));
    upload(
        DeereSample.of(OperationType.HARVESTED, passes(12, 50, START.plusSeconds(30 * 86_400L))));
    Concurrency.await(() -> operations().size() == 2);
  }

  @Test
  void anOperationIsMergedAgainOnRequestAlthoughItsFilesAreTheSame() throws IOException {
    String field = createField(17, 50);
    Passes passes = passes(17, 50, START);
    upload(DeereSample.of(OperationType.HARVESTED, passes));
    awaitNoMerge();
    JsonNode before = onlyOperation();
    String operation = OPERATIONS + "/" + before.path("id").stringValue();

    ApiResponse requested = api.post(operation + "/reprocess", "");

    assertThat(requested.status()).as(requested.body()).isEqualTo(202);
    assertThat(requested.json()).isEqualTo(before);
    awaitNoMerge();
    assertThat(updates()).isOne();
    assertThat(onlyOperation().path("files")).isEqualTo(before.path("files"));

    putBoundary(field, Geometries.rectangle(17, 50, 0.002, 0.003));
    ApiResponse cut =
        api.post(
            OPERATIONS + "/cropOperationByField",
            "{\"id\": \"%s\"}".formatted(before.path("id").stringValue()));

    assertThat(cut.status()).as(cut.body()).isEqualTo(202);
    assertThat(cut.json().path("id")).isEqualTo(before.path("id"));
    assertThat(cut.json().path("leafFileId")).isEqualTo(before.at("/files/0"));
    awaitNoMerge();
    assertThat(updates()).isEqualTo(2);
    assertThat(onlyOperation().path("id")).isEqualTo(before.path("id"));
    assertThat(of(before, "/summary").json().at("/properties/totalArea/value").doubleValue())
        .isBetween(passes.area() * 0.4, passes.area() * 0.6);

    putBoundary(field, Geometries.rectangle(17, 51, 0.002, 0.003));
    Concurrency.await(() -> operations().isEmpty());
    assertThat(api.post(operation + "/reprocess", "").status()).isEqualTo(404);
  }

  @Test
  void aRequestToMergeAnOperationAgainThatArrivesDuringAMergeIsNotLost() throws IOException {
    createField(18, 50);
    upload(DeereSample.of(OperationType.HARVESTED, passes(18, 50, START)));
    awaitNoMerge();
    UUID id = UUID.fromString(onlyOperation().path("id").stringValue());
    FieldOperationWriteStore operations = new FieldOperationWriteStore();
    ApiOwnerId owner = owner(id);
    UUID found = new UUID(0, 1);
    UUID later = new UUID(0, 2);
    server
        .jdbi()
        .useTransaction(
            handle -> {
              assertThat(operations.requestReprocess(handle, owner, id, found)).isTrue();
              assertThat(operations.requestReprocess(handle, owner, id, later)).isTrue();
              operations.endReprocess(handle, owner, id, found);
            });

    assertThat(
            new FieldOperationStore(server.jdbi())
                .ofField(
                    owner,
                    LeafUserId.parse(user).orElseThrow(),
                    UUID.fromString(onlyOperation().at("/fields/0/id").stringValue())))
        .extracting(FieldOperationStore.StoredOperation::reprocessRequest)
        .containsExactly(Optional.of(later));
  }

  private static ApiOwnerId owner(UUID operation) {
    return server
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery("select api_owner_id from field_operation where id = :id")
                    .bind("id", operation)
                    .mapTo(ApiOwnerId.class)
                    .one());
  }

  private void putBoundary(String field, String geometry) {
    ApiResponse response =
        api.put(
            "/services/fields/api/users/" + user + "/fields/" + field + "/boundary",
            "{\"geometry\": %s}".formatted(geometry));
    assertThat(response.status()).as(response.body()).isEqualTo(200);
  }

  private long updates() {
    RecordedEvents.awaitPublished(server);
    return api.get("/services/headland/api/events?limit=1000&leafUserId=" + user)
        .json()
        .path("items")
        .valueStream()
        .filter(event -> event.path("type").stringValue().equals("operation.updated"))
        .count();
  }

  private static void awaitNoMerge() {
    Concurrency.await(
        () ->
            server
                .jdbi()
                .withHandle(
                    handle ->
                        handle
                            .createQuery(
                                """
                                select not exists (select from scheduled_tasks
                                                    where task_name = 'operation-merge')
                                """)
                            .mapTo(Boolean.class)
                            .one()));
  }

  /// As after a stop of the node during the conversion.
  @Test
  void aBatchThatContinuesDoesNotConvertItsFailedFilesAgain() throws IOException {
    Map<String, byte[]> entries =
        new LinkedHashMap<>(
            DeereSample.of(OperationType.HARVESTED, passes(15, 50, START)).entries());
    entries.put("broken-Deere-Metadata.json", "{}".getBytes(StandardCharsets.UTF_8));
    Path zip = MachineFileSamples.zip(folder.resolve("partly.zip"), entries);
    JsonNode batch = finished(Archives.upload(api, user, Files.readAllBytes(zip)));
    assertThat(batch.path("leafFiles")).hasSize(2);

    String id = batch.path("id").stringValue();
    server
        .jdbi()
        .useHandle(
            handle -> {
              handle.execute("update batch set status = 'RECEIVED' where id = cast(? as uuid)", id);
              handle.execute(
                  """
                  insert into scheduled_tasks
                         (task_name, task_instance, execution_time, picked, version, priority)
                  select 'convert-batch', api_owner_id || '/' || id, now(), false, 1, 0
                    from batch
                   where id = cast(? as uuid)
                  """,
                  id);
            });
    String path = Archives.BATCHES + "/" + id;
    Concurrency.await(() -> api.get(path).json().path("status").stringValue().equals("PROCESSED"));

    RecordedEvents.awaitPublished(server);
    assertThat(api.get("/services/headland/api/events?leafUserId=" + user).json().path("items"))
        .extracting(event -> event.path("type").stringValue())
        .containsOnlyOnce("machine_file.failed", "machine_file.processed");
  }

  @Test
  void aFileWithoutPointsInAFieldIsUncovered() throws IOException {
    createField(13, 50);
    JsonNode batch = upload(DeereSample.of(OperationType.PLANTED, passes(14, 50, START)));

    JsonNode uncovered = api.get(FILES + "/uncoveredFiles?leafUserId=" + user).json();

    assertThat(uncovered.path("files")).isEqualTo(batch.path("leafFiles"));
    assertThat(operations()).isEmpty();
  }

  @Test
  void anArchiveWithoutMachineFilesFailsWithLeafsMessage() throws IOException {
    Path zip =
        MachineFileSamples.zip(folder.resolve("notes.zip"), Map.of("notes.txt", new byte[] {1}));

    JsonNode batch = finished(Archives.upload(api, user, Files.readAllBytes(zip)));

    assertThat(batch.path("status").stringValue()).isEqualTo("FAILED");
    assertThat(batch.path("statusDetails").stringValue()).isEqualTo("No valid files found");
  }

  private String createField(double longitude, double latitude) {
    ApiResponse created =
        api.post(
            "/services/fields/api/users/" + user + "/fields",
            "{\"name\": \"North 40\", \"geometry\": %s}"
                .formatted(Geometries.rectangle(longitude, latitude, 0.004, 0.003)));
    assertThat(created.status()).isEqualTo(201);
    return created.id();
  }

  private static Passes passes(double longitude, double latitude, Instant start) {
    Geometry field =
        new GeometryFactory()
            .toGeometry(new Envelope(longitude, longitude + 0.004, latitude, latitude + 0.003));
    return MachineFileSamples.passes(field, start, 9, 3);
  }

  private JsonNode upload(DeereSample sample) throws IOException {
    Path zip = sample.write(folder.resolve("export.zip"));
    JsonNode batch = finished(Archives.upload(api, user, Files.readAllBytes(zip)));
    boolean inField =
        !api.get(FILES + "/" + batch.at("/leafFiles/0").stringValue())
            .json()
            .path("fields")
            .isEmpty();
    if (inField) {
      Concurrency.await(() -> !operations().isEmpty());
    }
    return batch;
  }

  private JsonNode finished(ApiResponse uploaded) {
    assertThat(uploaded.status()).as(uploaded.body()).isEqualTo(201);
    String batch = Archives.BATCHES + "/" + uploaded.id();
    Concurrency.await(() -> !api.get(batch).json().path("status").stringValue().equals("RECEIVED"));
    return api.get(batch).json();
  }

  private JsonNode operations() {
    return api.get(OPERATIONS + "?leafUserId=" + user).json();
  }

  private JsonNode onlyOperation() {
    JsonNode operations = operations();
    assertThat(operations).hasSize(1);
    return operations.get(0);
  }

  private ApiResponse of(JsonNode operation, String path) {
    return api.get(OPERATIONS + "/" + operation.path("id").stringValue() + path);
  }
}
