package io.headland.server.api.machinefile;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.Concurrency;
import io.headland.server.api.batch.Archives;
import io.headland.server.api.field.Geometries;
import io.headland.server.core.machinefile.DeereSample;
import io.headland.server.core.machinefile.MachineFileSamples;
import io.headland.server.core.machinefile.MachineFileSamples.Passes;
import io.headland.server.platform.http.ApiClient;
import io.headland.server.platform.http.ApiResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.GeometryFactory;
import tools.jackson.databind.JsonNode;

/// The machine files of a Leaf user, over HTTP.
public record UploadedFiles(ApiClient api, String leafUser) {
  public static final String FILES = "/services/operations/api/files";
  public static final String OPERATIONS = "/services/operations/api/operations";

  public static UploadedFiles ofNewUser(ApiClient api) {
    return new UploadedFiles(api, Archives.newUser(api));
  }

  /// Work on a rectangle of 0.004 by 0.003 degrees.
  public static Passes passes(double longitude, double latitude, Instant start) {
    return MachineFileSamples.passes(
        new GeometryFactory()
            .toGeometry(new Envelope(longitude, longitude + 0.004, latitude, latitude + 0.003)),
        start,
        9,
        3);
  }

  /// Creates a field of the size of [#passes].
  public String createField(double longitude, double latitude) {
    ApiResponse created =
        api.post(
            "/services/fields/api/users/" + leafUser + "/fields",
            "{\"name\": \"North 40\", \"geometry\": %s}"
                .formatted(Geometries.rectangle(longitude, latitude, 0.004, 0.003)));
    assertThat(created.status()).as(created.body()).isEqualTo(201);
    return created.id();
  }

  public String upload(DeereSample sample) throws IOException {
    return upload(sample.entries());
  }

  /// Uploads an archive with one file, and waits for the end of its conversion.
  ///
  /// @return the id of the file
  public String upload(Map<String, byte[]> entries) throws IOException {
    Path zip = Files.createTempFile("upload", ".zip");
    try {
      MachineFileSamples.zip(zip, entries);
      ApiResponse uploaded = Archives.upload(api, leafUser, Files.readAllBytes(zip));
      assertThat(uploaded.status()).as(uploaded.body()).isEqualTo(201);
      String batch = Archives.BATCHES + "/" + uploaded.id();
      Concurrency.await(
          () -> !api.get(batch).json().path("status").stringValue().equals("RECEIVED"));
      JsonNode files = api.get(batch).json().path("leafFiles");
      assertThat(files).hasSize(1);
      return files.get(0).stringValue();
    } finally {
      Files.delete(zip);
    }
  }

  public JsonNode file(String id) {
    return api.get(FILES + "/" + id).json();
  }

  public ApiResponse merge(List<String> ids) {
    return api.post(
        FILES + "/merge",
        "{\"ids\": [%s]}"
            .formatted(String.join(", ", ids.stream().map(id -> "\"" + id + "\"").toList())));
  }

  /// Waits for the end of the conversion of a file.
  public JsonNode converted(String id) {
    Concurrency.await(() -> !file(id).path("status").stringValue().equals("processing"));
    return file(id);
  }

  public JsonNode operations() {
    return api.get(OPERATIONS + "?leafUserId=" + leafUser).json();
  }

  /// Waits for a number of operations.
  public void awaitOperations(int count) {
    Concurrency.await(() -> operations().size() == count);
  }
}
