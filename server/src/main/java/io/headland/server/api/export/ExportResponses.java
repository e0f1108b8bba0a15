package io.headland.server.api.export;

import io.headland.server.api.machinefile.ConvertedFiles;
import io.headland.server.api.machinefile.PointDownloads;
import io.headland.server.api.machinefile.ResultProblems;
import io.headland.server.core.machinefile.export.ExportedPoints;
import io.headland.server.core.machinefile.export.GeoPackage;
import io.headland.server.core.machinefile.export.ShapefileZip;
import io.headland.server.engine.machinefile.PointEngines;
import io.headland.server.platform.files.StoredFiles;
import io.headland.server.platform.http.Problem;
import io.headland.server.platform.http.ProblemException;
import io.headland.server.platform.http.Request;
import io.headland.server.platform.http.Response;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;

/// Responses with points in formats of programs for geographic data.
public final class ExportResponses {
  private final StoredFiles files;
  private final PointEngines engines;
  private final ConvertedFiles converted;

  public ExportResponses(StoredFiles files, PointEngines engines, ConvertedFiles converted) {
    this.files = files;
    this.engines = engines;
    this.converted = converted;
  }

  /// Whether a request selects the filtered points.
  ///
  /// @throws ProblemException 400 when the parameter `points` is not valid
  static boolean isFiltered(Request request) {
    return switch (request.query("points").orElse("standard")) {
      case "standard" -> false;
      case "filtered" -> true;
      default ->
          throw new ProblemException(
              Problem.of(400, "The query parameter points must be standard or filtered."));
    };
  }

  /// The points as a GeoPackage; empty when the file is missing.
  Optional<Response> geoPackage(StoredExport export) throws InterruptedException {
    Optional<ExportedPoints> points = read(export);
    if (points.isEmpty()) {
      return Optional.empty();
    }
    Response response =
        converted.respond(
            "application/geopackage+sqlite3",
            ".gpkg",
            GeoPackage.maxBytes(points.get()),
            target -> GeoPackage.write(engines.get(), points.get(), export.changedAt(), target));
    return Optional.of(PointDownloads.attachment(response, export.name() + ".gpkg"));
  }

  /// The points as a zipped shapefile, which is written while it is sent; empty when the file is
  /// missing.
  Optional<Response> shapefile(StoredExport export) {
    return read(export)
        .map(
            points -> {
              if (!ShapefileZip.fits(points)) {
                throw ResultProblems.shapefileTooLarge();
              }
              return PointDownloads.attachment(
                  Response.stream("application/zip", open(export, points)), export.name() + ".zip");
            });
  }

  private ZipWriting open(StoredExport export, ExportedPoints points) {
    try {
      return new ZipWriting(ShapefileZip.open(engines.get(), points, export.changedAt()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private record ZipWriting(ShapefileZip zip) implements Response.Writing {
    @Override
    public void to(OutputStream out) throws IOException {
      try (zip) {
        zip.write(out);
      }
    }

    @Override
    public void discard() {
      try {
        zip.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private Optional<ExportedPoints> read(StoredExport export) {
    Optional<Path> file = PointDownloads.find(files, export.key());
    try {
      return file.isEmpty()
          ? Optional.empty()
          : Optional.of(
              ExportedPoints.of(engines.get(), file.get(), export.description(), export.units()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
