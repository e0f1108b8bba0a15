package io.headland.server.api.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.headland.server.Concurrency;
import io.headland.server.ServerFixture;
import io.headland.server.api.batch.Archives;
import io.headland.server.api.field.Geometries;
import io.headland.server.core.machinefile.DeereSample;
import io.headland.server.core.machinefile.IsoxmlSample;
import io.headland.server.core.machinefile.MachineFileSamples;
import io.headland.server.core.machinefile.OperationType;
import io.headland.server.core.machinefile.adapt.AdaptSchema;
import io.headland.server.platform.http.ApiClient;
import io.headland.server.platform.http.ApiResponse;
import io.headland.server.platform.json.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.GeometryFactory;
import tools.jackson.databind.JsonNode;

/// The season of a field with an operation of each type, in the form of the ADAPT Standard.
class AdaptExportIT {
  private static final String OPERATIONS = "/services/operations/api/operations";

  @TempDir private static Path folder;

  private static ServerFixture server;
  private static ApiClient api;
  private static String path;
  private static Map<String, byte[]> entries;
  private static JsonNode document;

  @BeforeAll
  static void export() throws IOException {
    server = ServerFixture.startWithoutProvider();
    api = server.owner();
    String user = Archives.newUser(api);
    ApiResponse field =
        api.post(
            "/services/fields/api/users/" + user + "/fields",
            "{\"name\": \"North 40\", \"geometry\": %s}"
                .formatted(Geometries.rectangle(21, 51, 0.002, 0.002)));
    ApiResponse batch =
        Archives.upload(
            api,
            user,
            Files.readAllBytes(MachineFileSamples.zip(folder.resolve("season.zip"), season())));
    assertThat(batch.status()).as(batch.body()).isEqualTo(201);
    Concurrency.await(
        () ->
            api.get(OPERATIONS + "?fieldId=" + field.id()).total() == 4 && isConverted(batch.id()));
    path = "/services/headland/api/fields/%s/%s/adapt".formatted(user, field.id());
    entries = entries(api.download(path + "?year=2026"));
    document = Json.MAPPER.readTree(entries.get("adapt.json"));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Map<String, byte[]> season() {
    Map<String, byte[]> season = new LinkedHashMap<>();
    int month = 4;
    for (OperationType type : OperationType.values()) {
      MachineFileSamples.Passes passes =
          MachineFileSamples.passes(
              new GeometryFactory().toGeometry(new Envelope(21, 21.002, 51, 51.002)),
              Instant.parse("2026-0%d-01T08:00:00Z".formatted(month)),
              9,
              3);
      month++;
      (type == OperationType.TILLAGE
              ? IsoxmlSample.of(type, passes).entries()
              : DeereSample.of(type, passes).entries())
          .forEach((name, bytes) -> season.put(type.leafName() + "/" + name, bytes));
    }
    return season;
  }

  private static boolean isConverted(String batch) {
    return api.get(Archives.BATCHES + "/" + batch)
        .json()
        .path("status")
        .stringValue()
        .equals("PROCESSED");
  }

  private static Map<String, byte[]> entries(byte[] zip) throws IOException {
    Map<String, byte[]> entries = new HashMap<>();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        entries.put(entry.getName(), in.readAllBytes());
      }
    }
    return entries;
  }

  private static List<JsonNode> operations() {
    return document
        .at("/documents/workRecords")
        .valueStream()
        .map(record -> record.at("/operations/0"))
        .toList();
  }

  @Test
  void theDocumentConformsToTheSchemaAndUsesItsCodes() {
    assertThat(AdaptSchema.differences(document)).isEmpty();
    assertThat(document.path("rootSchemaVersion").stringValue()).isEqualTo("2.0.2");
    assertThat(document.at("/catalog/fields/0/name").stringValue()).isEqualTo("North 40");
    assertThat(document.at("/catalog/fieldBoundaries/0/boundary/geometry").stringValue())
        .startsWith("MULTIPOLYGON (((21");
    assertThat(operations())
        .extracting(operation -> operation.path("operationTypeCode").stringValue())
        .containsExactlyInAnyOrder(
            "APPLICATION_SOWING_AND_PLANTING_SEEDS",
            "APPLICATION_GENERAL",
            "HARVEST",
            "FIELD_PREPARATION_TILLAGE");
  }

  @Test
  void eachReferenceLeadsToAnObjectOfTheDocument() {
    Set<String> ids = new HashSet<>();
    List<String> references = new ArrayList<>();
    collect(document, ids, references);

    assertThat(references).hasSizeGreaterThan(20);
    assertThat(ids).containsAll(references);
  }

  private static void collect(JsonNode node, Set<String> ids, List<String> references) {
    node.propertyStream()
        .forEach(
            property -> {
              String key = property.getKey();
              if (key.equals("referenceId")) {
                assertThat(ids.add(property.getValue().stringValue())).isTrue();
              } else if (key.endsWith("Id") && property.getValue().isString()) {
                references.add(property.getValue().stringValue());
              } else if (key.equals("productIds")) {
                property.getValue().forEach(id -> references.add(id.stringValue()));
              }
            });
    node.forEach(child -> collect(child, ids, references));
  }

  @Test
  void thePointsOfEachOperationHaveTheColumnsOfItsVariables() throws Exception {
    assertThat(entries).hasSize(5);
    for (JsonNode operation : operations()) {
      String name = operation.path("spatialRecordsFile").stringValue();
      Path file = Files.write(folder.resolve(name), entries.get(name));
      List<String> columns =
          new ArrayList<>(
              operation
                  .path("variables")
                  .valueStream()
                  .filter(variable -> variable.has("geoParquetColumnName"))
                  .map(variable -> variable.path("geoParquetColumnName").stringValue())
                  .toList());
      assertThat(columns).as(name).contains("Timestamp", "DistanceTraveled", "Width");
      columns.add("geometry");
      assertThat(columns(file)).as(name).isEqualTo(columns);
      String id = operation.at("/id/uniqueIds/0/idText").stringValue();
      assertThat(query(file, "select count(*) from points"))
          .isEqualTo(
              api.get("/services/headland/api/operations/" + id + "/standardGeojson")
                  .json()
                  .path("features")
                  .size());
      assertThat(
              query(file, "select count(*) from points where \"Timestamp\" like '2026-0_-01T%Z'"))
          .isGreaterThan(100);
      assertThat(
              query(
                  file,
                  "select count(*) from parquet_kv_metadata('%s') where key = 'geo'"
                      .formatted(file)))
          .isEqualTo(1);
    }
  }

  private static List<String> columns(Path file) throws SQLException {
    List<String> names = new ArrayList<>();
    try (Connection database = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = database.createStatement();
        ResultSet rows = statement.executeQuery("select * from '%s' limit 0".formatted(file))) {
      for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
        names.add(rows.getMetaData().getColumnName(i));
      }
    }
    return names;
  }

  private static double query(Path file, String sql) throws SQLException {
    try (Connection database = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = database.createStatement();
        ResultSet rows =
            statement.executeQuery("with points as (from '%s') %s".formatted(file, sql))) {
      rows.next();
      return rows.getDouble(1);
    }
  }

  @Test
  void totalsAndMeansAreThoseOfTheSummaryInTheUnitsOfTheStandard() throws Exception {
    for (JsonNode operation : operations()) {
      String id = operation.at("/id/uniqueIds/0/idText").stringValue();
      JsonNode summary = api.get(OPERATIONS + "/" + id + "/summary").json().path("properties");
      double hectares = summary.at("/totalArea/value").doubleValue() / 10_000;
      assertThat(Double.parseDouble(operation.at("/contextItems/0/valueText").stringValue()))
          .isCloseTo(hectares, within(1e-5));
      Path file =
          Files.write(
              folder.resolve("points.parquet"),
              entries.get(operation.path("spatialRecordsFile").stringValue()));
      assertThat(query(file, "select sum(\"DistanceTraveled\" * \"Width\") / 10000 from points"))
          .as("hectares of the points")
          .isCloseTo(hectares, within(hectares * 1e-2));
      switch (operation.path("operationTypeCode").stringValue()) {
        case "HARVEST" ->
            assertThat(value(operation, "YieldTotalWetMass"))
                .isCloseTo(
                    summary.at("/totalWetMass/value").doubleValue() * 0.45359237, within(0.01));
        case "APPLICATION_GENERAL" ->
            assertThat(value(operation, "AppliedTotalVolume") / hectares)
                .isCloseTo(value(operation, "AppliedVolumePerAreaActual"), within(0.1));
        case "FIELD_PREPARATION_TILLAGE" ->
            assertThat(value(operation, "TillageDepthActual")).isCloseTo(0.15, within(1e-6));
        default ->
            assertThat(value(operation, "AppliedTotalCount") / hectares)
                .isCloseTo(value(operation, "AppliedCountPerAreaActual"), within(10.0));
      }
    }
  }

  private static double value(JsonNode operation, String code) {
    String variable =
        operation
            .path("variables")
            .valueStream()
            .filter(each -> each.path("definitionCode").stringValue().equals(code))
            .findFirst()
            .orElseThrow()
            .at("/id/referenceId")
            .stringValue();
    return operation
        .path("summaryValues")
        .valueStream()
        .filter(each -> each.path("variableId").stringValue().equals(variable))
        .mapToDouble(each -> Double.parseDouble(each.path("valueText").stringValue()))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void onlyOperationsOfTheYearAreExported() throws IOException {
    assertThat(api.get(path).status()).isEqualTo(200);
    Map<String, byte[]> before = entries(api.download(path + "?year=2025"));
    assertThat(before).containsOnlyKeys("adapt.json");
    JsonNode withoutRecords = Json.MAPPER.readTree(before.get("adapt.json"));
    assertThat(withoutRecords.at("/documents/workRecords")).isEmpty();
    assertThat(AdaptSchema.differences(withoutRecords)).isEmpty();
    assertThat(api.get(path + "?year=soon").status()).isEqualTo(400);
    assertThat(api.get(path + "?year=0000").status()).isEqualTo(400);
    assertThat(api.get(path + "?year=9999").status()).isEqualTo(200);
    assertThat(api.get(path.replaceFirst("[0-9a-f-]{36}/adapt", "none/adapt")).errorKey())
        .isEqualTo("fieldNotFound");
  }
}
