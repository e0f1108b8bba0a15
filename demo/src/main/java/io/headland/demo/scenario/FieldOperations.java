package io.headland.demo.scenario;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/// Field operations: those of the provider, and an uploaded archive.
final class FieldOperations {
  private static final String API = "/services/operations/api";
  private static final String EXPORTS = "/services/headland/api/operations/";
  private static final Duration PAUSE = Duration.ofMillis(200);
  private static final int ATTEMPTS = 600;

  private FieldOperations() {}

  /// The operations of the fields that are read in full appear without a request.
  static String operationsAppear(ScenarioState state) throws InterruptedException {
    JsonNode harvest = await(state, "/operations?operationType=harvested&sort=startTime,desc");
    String id = harvest.path("id").asString("");
    JsonNode summary = state.api().get(API + "/operations/" + id + "/summary").require(200).json();
    double squareMetres = summary.at("/properties/totalArea/value").asDouble(0);
    double mass = summary.at("/properties/totalWetMass/value").asDouble(0);
    StepFailed.unless(squareMetres > 0 && mass > 0, "the summary is " + summary);
    return String.format(
        Locale.ROOT,
        "%s, %.1f ha, %,.0f %s",
        harvest.path("crop").asString("harvest"),
        squareMetres / 10_000,
        mass,
        summary.at("/properties/totalWetMass/unit").asString(""));
  }

  /// Those of the provider, which its operations name.
  static String machinesAreListed(ScenarioState state) throws InterruptedException {
    JsonNode harvest = await(state, "/operations?operationType=harvested&sort=startTime,desc");
    String machines = "/services/beta/api/users/%s/machines/".formatted(state.leafUserId());
    String ofOperation = API + "/operations/" + harvest.path("id").asString("") + "/machines";
    for (int i = 0; i < ATTEMPTS; i++) {
      JsonNode ids = state.api().get(ofOperation).require(200).json().path("machines");
      if (!ids.isEmpty()) {
        JsonNode machine = state.api().get(machines + ids.path(0).asString("")).require(200).json();
        return "%s, %s, %s"
            .formatted(
                machine.path("name").asString(""),
                machine.path("model").asString(""),
                machine.path("serialNumber").asString(""));
      }
      TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
    }
    throw new StepFailed("GET " + ofOperation + " remains empty");
  }

  /// The archive of a file is uploaded as a company's program would upload one of a grower.
  static String archiveIsUploaded(ScenarioState state) throws InterruptedException {
    JsonNode file =
        await(state, "/files?status=processed&origin=provider&operationType=harvested&size=1");
    byte[] archive =
        state.api().bytes(URI.create(file.path("downloadOriginalFile").asString("")).getPath());
    String batch =
        state
            .api()
            .upload(
                API + "/batch?provider=Other&leafUserId=" + state.leafUserId(),
                "export.zip",
                archive)
            .require(201)
            .text("id");
    JsonNode status = state.api().get(API + "/batch/" + batch).require(200).json();
    for (int i = 0; i < ATTEMPTS && isReceived(status); i++) {
      TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
      status = state.api().get(API + "/batch/" + batch).require(200).json();
    }
    StepFailed.unless(
        status.path("status").asString("").equals("PROCESSED"), "the batch is " + status);
    return "%,d kB, %d machine file(s)"
        .formatted(archive.length / 1_000, status.path("leafFiles").size());
  }

  private static boolean isReceived(JsonNode batch) {
    return batch.path("status").asString("").equals("RECEIVED");
  }

  /// The points of an operation as GeoParquet, which GIS programs open.
  static String pointsAreExported(ScenarioState state) throws InterruptedException {
    JsonNode operation = await(state, "/operations?operationType=harvested&size=1");
    byte[] points =
        state.api().bytes(EXPORTS + operation.path("id").asString("") + "/standardGeoparquet");
    StepFailed.unless(
        points.length > 4 && points[0] == 'P' && points[1] == 'A', "it is not a Parquet file");
    return "GeoParquet, %,d kB".formatted(Math.max(1, points.length / 1_000));
  }

  private static JsonNode await(ScenarioState state, String list) throws InterruptedException {
    String path = API + list + "&leafUserId=" + state.leafUserId();
    for (int i = 0; i < ATTEMPTS; i++) {
      JsonNode found = state.api().get(path).require(200).json();
      if (!found.isEmpty()) {
        return found.path(0);
      }
      TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
    }
    throw new StepFailed("GET " + path + " remains empty");
  }
}
