package io.headland.server.api.machinefile;

import io.headland.server.core.machinefile.MachineFileDescription;
import io.headland.server.core.machinefile.MachineFileException;
import io.headland.server.core.machinefile.PointSource;
import io.headland.server.core.machinefile.UnitSystem;
import io.headland.server.core.machinefile.point.PointGeoJson;
import io.headland.server.core.operation.OutsidePoints;
import io.headland.server.engine.machinefile.PointEngines;
import io.headland.server.platform.files.StoredFiles;
import io.headland.server.platform.http.ProblemException;
import io.headland.server.platform.http.Request;
import io.headland.server.platform.http.Response;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.locationtech.jts.geom.MultiPolygon;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Responses with the contents of the file store, which are written while they are read.
public final class PointDownloads {
  private static final Logger log = LoggerFactory.getLogger(PointDownloads.class);

  private final StoredFiles files;
  private final PointEngines engines;

  public PointDownloads(StoredFiles files, PointEngines engines) {
    this.files = files;
    this.engines = engines;
  }

  /// The address of a file as the client reaches it.
  public static String address(Request request, String path) {
    return request.publicUrl().map(Object::toString).orElse("") + path;
  }

  /// The points as GeoJSON in the units of a system; empty when the file is missing.
  public Optional<Response> geoJson(
      String key, MachineFileDescription description, UnitSystem units, String name) {
    return find(key)
        .map(
            points ->
                attachment(
                    Response.stream(
                        "application/geo+json",
                        out ->
                            new PointGeoJson(description, units).write(engines.get(), points, out)),
                    name + ".geojson"));
  }

  /// The points outside of some boundaries as GeoJSON; empty when the file is missing.
  Optional<Response> outside(
      String key,
      MachineFileDescription description,
      UnitSystem units,
      List<MultiPolygon> boundaries,
      String name) {
    PointGeoJson writer = new PointGeoJson(description, units);
    return find(key)
        .map(
            points ->
                attachment(
                    Response.stream(
                        "application/geo+json",
                        out -> {
                          try (PointSource source =
                              new OutsidePoints(engines.get().pointsOf(points), boundaries)) {
                            writer.write(source, out);
                          } catch (MachineFileException e) {
                            // Stored points are not parsed.
                            throw new IOException(e);
                          }
                        }),
                    name + ".geojson"));
  }

  /// The points as GeoParquet; empty when the file is missing.
  public Optional<Response> geoParquet(String key, String name) {
    return find(key)
        .map(
            points ->
                attachment(
                    Response.stream(
                        "application/vnd.apache.parquet", out -> writeGeoParquet(points, out)),
                    name + ".parquet"));
  }

  private void writeGeoParquet(Path points, OutputStream out) throws IOException {
    Path temporary = files.temporaryFile(".parquet");
    try {
      engines.get().writeGeoParquet(points, temporary);
      Files.copy(temporary, out);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /// A file as it is; empty when it is missing.
  public Optional<Response> file(String key, String contentType, String name) {
    return find(key)
        .map(path -> attachment(Response.stream(contentType, out -> Files.copy(path, out)), name));
  }

  private Optional<Path> find(String key) {
    return find(files, key);
  }

  /// A file of the store; empty, with an error in the log, when it is missing.
  ///
  /// @throws ProblemException when the store cannot be reached
  static Optional<Path> find(StoredFiles files, String key) {
    try {
      Optional<Path> file = files.find(key);
      if (file.isEmpty()) {
        log.error("The file {} is missing in the file store", key);
      }
      return file;
    } catch (IOException e) {
      log.error("The file {} cannot be read from the file store", key, e);
      throw ResultProblems.storeUnavailable();
    }
  }

  private static Response attachment(Response response, String name) {
    return response.header("Content-Disposition", "attachment; filename=\"" + name + "\"");
  }
}
