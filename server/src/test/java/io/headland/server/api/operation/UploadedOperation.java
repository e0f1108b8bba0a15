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

  /// A field, and an archive with a harvest on it that is not uploaded yet.
  public static final class Upload {
    private final ApiClient api;
    private final String fieldId;
    private final byte[] archive;

    private Upload(ApiClient api, String fieldId, byte[] archive) {
      this.api = api;
      this.fieldId = fieldId;
      this.archive = archive;
    }

    public String fieldId() {
      return fieldId;
    }

    public byte[] archive() {
      return archive.clone();
    }

    /// Waits for the operation and the end of the conversion: after that nothing changes.
    public UploadedOperation awaitOperation(String batch) {
      Concurrency.await(() -> !operations(api, fieldId).isEmpty());
      Concurrency.await(() -> isConverted(api, batch));
      JsonNode operation = operations(api, fieldId).get(0);
      return new UploadedOperation(
          fieldId,
          batch,
          operation.at("/files/0").stringValue(),
          operation.path("id").stringValue());
    }
  }

  /// Creates a field.
  public static Upload prepare(ApiClient api, String leafUser) throws IOException {
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
    return new Upload(api, field.id(), archive(passes));
  }

  /// Creates a field, uploads a harvest on it, and waits for the operation.
  public static UploadedOperation create(ApiClient api, String leafUser) throws IOException {
    Upload upload = prepare(api, leafUser);
    ApiResponse batch = Archives.upload(api, leafUser, upload.archive());
    assertThat(batch.status()).as(batch.body()).isEqualTo(201);
    return upload.awaitOperation(batch.id());
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
