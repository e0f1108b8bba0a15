package io.headland.server.api.machinefile;

import io.headland.server.core.machinefile.MachineFileDescription;
import io.headland.server.core.machinefile.MachineFileException;
import io.headland.server.core.machinefile.PointSource;
import io.headland.server.core.machinefile.UnitSystem;
import io.headland.server.core.machinefile.point.PointGeoJson;
import io.headland.server.core.machinefile.store.MachineFileKeys;
import io.headland.server.core.operation.OperationConfiguration;
import io.headland.server.core.operation.OutsidePoints;
import io.headland.server.engine.machinefile.PointEngines;
import io.headland.server.engine.machinefile.RejectedPoints;
import io.headland.server.platform.files.StoredFiles;
import io.headland.server.platform.http.ProblemException;
import io.headland.server.platform.http.Request;
import io.headland.server.platform.http.Response;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
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

  /// Bytes of a Parquet file besides its points.
  private static final int PARQUET_BYTES = 1024 * 1024;

  private final StoredFiles files;
  private final PointEngines engines;
  private final ConvertedFiles converted;

  public PointDownloads(StoredFiles files, PointEngines engines, ConvertedFiles converted) {
    this.files = files;
    this.engines = engines;
    this.converted = converted;
  }

  /// The address of a file as the client reaches it.
  public static String address(Request request, String path) {
    return request.baseUrl() + path;
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

  /// The rejected points as GeoJSON with the reason of each; empty when a file is missing.
  ///
  /// @param configuration with the rules by which points are rejected
  Optional<Response> rejected(
      MachineFileKeys keys,
      MachineFileDescription description,
      OperationConfiguration configuration,
      String name) {
    PointGeoJson writer = new PointGeoJson(description, configuration.units());
    return find(keys.points())
        .flatMap(
            points ->
                find(keys.standard())
                    .map(
                        standard ->
                            attachment(
                                Response.stream(
                                    "application/geo+json",
                                    out -> {
                                      try (RejectedPoints source =
                                          RejectedPoints.open(
                                              engines.get(),
                                              points,
                                              standard,
                                              configuration,
                                              description)) {
                                        writeRejected(writer, source, out);
                                      }
                                    }),
                                name + ".geojson")));
  }

  private static void writeRejected(PointGeoJson writer, RejectedPoints source, OutputStream out)
      throws IOException {
    try {
      writer.write(
          source,
          json -> {
            json.writeStringProperty("rejectedBy", source.reason());
            json.writeStringProperty("rejectedFrom", source.step().leafName());
          },
          out);
    } catch (MachineFileException e) {
      // Stored points are not parsed.
      throw new IOException(e);
    }
  }

  /// The points as GeoParquet; empty when the file is missing.
  public Optional<Response> geoParquet(String key, String name) throws InterruptedException {
    Optional<Path> points = find(key);
    if (points.isEmpty()) {
      return Optional.empty();
    }
    Response response =
        converted.respond(
            "application/vnd.apache.parquet",
            ".parquet",
            geoParquetBytes(points.get()),
            target -> engines.get().writeGeoParquet(points.get(), target));
    return Optional.of(attachment(response, name + ".parquet"));
  }

  /// The strips that the points cover as GeoParquet; empty when the file is missing.
  public Optional<Response> polygons(String key, MachineFileDescription description, String name)
      throws InterruptedException {
    Optional<Path> points = find(key);
    if (points.isEmpty()) {
      return Optional.empty();
    }
    Response response =
        converted.respond(
            "application/vnd.apache.parquet",
            ".parquet",
            // A polygon has four times the coordinates of a point.
            4 * geoParquetBytes(points.get()),
            target -> engines.get().writePolygons(points.get(), description.units(), target));
    return Optional.of(attachment(response, name + ".parquet"));
  }

  /// The largest size of a GeoParquet file: the positions are in it twice.
  private static long geoParquetBytes(Path points) {
    try {
      return PARQUET_BYTES + 2 * Files.size(points);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
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
  public static Optional<Path> find(StoredFiles files, String key) {
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

  /// The response as a file with a name.
  public static Response attachment(Response response, String name) {
    return response.header("Content-Disposition", "attachment; filename=\"" + name + "\"");
  }
}
