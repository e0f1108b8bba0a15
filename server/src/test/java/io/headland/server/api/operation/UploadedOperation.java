package io.headland.server.api.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.Concurrency;
import io.headland.server.api.batch.Archives;
import io.headland.server.api.field.Geometries;
import io.headland.server.core.machinefile.DeereSample;
import io.headland.server.core.machinefile.MachineFileSamples;
import io.headland.server.core.machinefile.OperationType;
import io.headland.server.platform.http.ApiClient;
import io.headland.server.platform.http.ApiResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.GeometryFactory;
import tools.jackson.databind.JsonNode;

/// A field with an operation whose points were uploaded.
public record UploadedOperation(String fieldId, String batchId, String fileId, String operationId) {
  private static final String OPERATIONS = "/services/operations/api/operations?fieldId=";

  /// Creates a field, uploads a harvest on it, and waits for the operation and the end of the
  /// conversion: after that nothing changes.
  public static UploadedOperation create(ApiClient api, String leafUser) throws IOException {
    ApiResponse field =
        api.post(
            "/services/fields/api/users/" + leafUser + "/fields",
            "{\"name\": \"Harvested\", \"geometry\": %s}"
                .formatted(Geometries.rectangle(21, 51, 0.002, 0.002)));
    MachineFileSamples.Passes passes =
        MachineFileSamples.passes(
            new GeometryFactory().toGeometry(new Envelope(21, 21.002, 51, 51.002)),
            Instant.parse("2026-10-01T08:00:00Z"),
            9,
            3);
    ApiResponse batch = Archives.upload(api, leafUser, archive(passes));
    assertThat(batch.status()).as(batch.body()).isEqualTo(201);
    Concurrency.await(() -> !operations(api, field.id()).isEmpty());
    Concurrency.await(() -> isConverted(api, batch.id()));
    JsonNode operation = operations(api, field.id()).get(0);
    return new UploadedOperation(
        field.id(),
        batch.id(),
        operation.at("/files/0").stringValue(),
        operation.path("id").stringValue());
  }

  private static boolean isConverted(ApiClient api, String batch) {
    return api.get(Archives.BATCHES + "/" + batch)
        .json()
        .path("status")
        .stringValue()
        .equals("PROCESSED");
  }

  private static byte[] archive(MachineFileSamples.Passes passes) throws IOException {
    Path zip = Files.createTempFile("harvest", ".zip");
    try {
      return Files.readAllBytes(DeereSample.of(OperationType.HARVESTED, passes).write(zip));
    } finally {
      Files.delete(zip);
    }
  }

  private static JsonNode operations(ApiClient api, String field) {
    return api.get(OPERATIONS + field).json();
  }
}
