package io.headland.server.api.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.headland.server.Concurrency;
import io.headland.server.ConfigChange;
import io.headland.server.Gdal;
import io.headland.server.ServerFixture;
import io.headland.server.api.batch.Archives;
import io.headland.server.api.operation.UploadedOperation;
import io.headland.server.platform.config.MachineFileConfig;
import io.headland.server.platform.http.ApiClient;
import io.headland.server.platform.http.ApiResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Downloads of the points of one uploaded harvest as GeoPackage and shapefile.
class PointExportsIT {
  private static final String CONFIGS = "/services/config/api/configs";
  private static final List<String> FORMATS = List.of("geopackage", "shapefile");

  @TempDir private static Path stored;

  private static ServerFixture server;
  private static ApiClient api;
  private static UploadedOperation uploaded;

  @TempDir private Path folder;

  @BeforeAll
  static void start() throws IOException {
    server =
        ServerFixture.startWithoutProvider(
            config ->
                ConfigChange.with(
                    config, new MachineFileConfig(stored.toString(), 64, 64, 128, false)));
    api = server.owner();
    uploaded = UploadedOperation.create(api, Archives.newUser(api));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static List<String> paths() {
    return List.of(
        "/services/headland/api/operations/" + uploaded.operationId(),
        "/services/headland/api/files/" + uploaded.fileId());
  }

  private static List<Path> temporaryFiles() {
    try (Stream<Path> paths = Files.walk(stored.resolve("temporary"))) {
      return paths
          .filter(path -> path.toString().endsWith(".gpkg") || path.toString().endsWith(".parquet"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path download(String path, String name) throws IOException {
    return Files.write(folder.resolve(name), api.download(path));
  }

  @Test
  void gdalReadsTheSumsOfTheSummaryOfAnOperationAndOfItsFile()
      throws IOException, InterruptedException {
    JsonNode summary =
        api.get("/services/operations/api/operations/" + uploaded.operationId() + "/summary")
            .json()
            .path("properties");
    int count = api.get(paths().getFirst() + "/standardGeojson").json().path("features").size();
    for (String path : paths()) {
      String geoPackage = download(path + "/geopackage", "points.gpkg").toString();
      String shapefile = "/vsizip/" + download(path + "/shapefile", "points.zip");
      String sql = "select count(*) as n, sum(%s) as area, sum(%s) as mass from harvested_20261001";
      for (String sums :
          List.of(
              Gdal.ogrInfo("-sql", sql.formatted("area", "wetMass"), geoPackage),
              Gdal.ogrInfo("-sql", sql.formatted("pt_area", "wet_mass"), shapefile))) {
        double area = summary.at("/totalArea/value").doubleValue();
        double mass = summary.at("/totalWetMass/value").doubleValue();
        assertThat(Gdal.number(sums, "n")).isEqualTo(count);
        assertThat(Gdal.number(sums, "area")).isCloseTo(area, within(area * 1e-9));
        assertThat(Gdal.number(sums, "mass")).isCloseTo(mass, within(mass * 1e-9));
      }
    }
  }

  @Test
  void valuesAreInTheUnitsOfTheConfiguration() throws IOException, InterruptedException {
    String path = paths().getFirst();
    double pounds = maximum(path);
    api.patch(CONFIGS, "{\"unitMeasurement\": \"METRIC\"}");
    try {
      assertThat(maximum(path)).isCloseTo(pounds * 0.45359237 / 1_000, within(1e-9));
    } finally {
      api.patch(CONFIGS, "{\"unitMeasurement\": \"DEFAULT\"}");
    }
  }

  private double maximum(String path) throws IOException, InterruptedException {
    String file = download(path + "/geopackage", "points.gpkg").toString();
    return Gdal.number(
        Gdal.ogrInfo("-sql", "select max(wetMass) as mass from harvested_20261001", file), "mass");
  }

  @Test
  void theFilteredPointsAreExportedOnRequest() {
    for (String path : paths()) {
      for (String format : FORMATS) {
        String target = path + "/" + format;
        assertThat(api.get(target + "?points=filtered").status()).as(target).isEqualTo(200);
        ApiResponse invalid = api.get(target + "?points=all");
        assertThat(invalid.status()).as(target).isEqualTo(400);
        assertThat(invalid.json().path("detail").stringValue()).contains("standard or filtered");
        assertThat(api.get(target).header("Content-Disposition").orElseThrow())
            .contains(format.equals("shapefile") ? ".zip\"" : ".gpkg\"");
      }
    }
  }

  @Test
  void theTemporaryFileIsDeletedAfterEachResponse() throws IOException {
    String path = paths().getFirst();
    for (String content : List.of("geopackage", "standardGeoparquet", "shapefile")) {
      assertThat(api.get(path + "/" + content).status()).isEqualTo(200);
      Concurrency.await(() -> temporaryFiles().isEmpty());
      for (String method : List.of("HEAD", "GET")) {
        assertThat(statusAndClose(method, path + "/" + content)).isEqualTo("HTTP/1.1 200 OK");
        Concurrency.await(() -> temporaryFiles().isEmpty());
      }
    }
  }

  /// The first line of a response, after which the connection is closed.
  private static String statusAndClose(String method, String path) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.baseUri().getPort())) {
      socket
          .getOutputStream()
          .write(
              "%s %s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n\r\n"
                  .formatted(method, path, api.token())
                  .getBytes(StandardCharsets.US_ASCII));
      StringBuilder line = new StringBuilder();
      for (int c = socket.getInputStream().read(); c > '\r'; c = socket.getInputStream().read()) {
        line.append((char) c);
      }
      return line.toString();
    }
  }
}
