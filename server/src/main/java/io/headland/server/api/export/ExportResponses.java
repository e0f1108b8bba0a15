package io.headland.server.api.export;

import io.headland.server.api.machinefile.ConvertedFiles;
import io.headland.server.api.machinefile.PointDownloads;
import io.headland.server.api.machinefile.ResultProblems;
import io.headland.server.core.machinefile.MachineFileDescription;
import io.headland.server.core.machinefile.UnitSystem;
import io.headland.server.core.machinefile.export.ExportedPoints;
import io.headland.server.core.machinefile.export.GeoPackage;
import io.headland.server.core.machinefile.export.ShapefileZip;
import io.headland.server.engine.machinefile.PointEngines;
import io.headland.server.platform.files.StoredFiles;
import io.headland.server.platform.http.Problem;
import io.headland.server.platform.http.ProblemException;
import io.headland.server.platform.http.Request;
import io.headland.server.platform.http.Response;
import io.headland.server.platform.http.Routes.OwnedRoute;
import io.headland.server.platform.id.ApiOwnerId;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

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

  /// Finds what a request exports.
  interface Source {
    StoredExport find(ApiOwnerId owner, Request request, boolean isFiltered);
  }

  /// The points as a GeoPackage.
  ///
  /// @param missing the response when the points are missing
  OwnedRoute geoPackage(Source source, Supplier<ProblemException> missing) {
    return (owner, request) -> geoPackage(find(source, owner, request), missing);
  }

  /// The points as a zipped shapefile.
  ///
  /// @param missing the response when the points are missing
  OwnedRoute shapefile(Source source, Supplier<ProblemException> missing) {
    return (owner, request) -> shapefile(find(source, owner, request), missing);
  }

  private static StoredExport find(Source source, ApiOwnerId owner, Request request) {
    boolean isFiltered =
        switch (request.query("points").orElse("standard")) {
          case "standard" -> false;
          case "filtered" -> true;
          default ->
              throw new ProblemException(
                  Problem.of(400, "The query parameter points must be standard or filtered."));
        };
    return source.find(owner, request, isFiltered);
  }

  private Response geoPackage(StoredExport export, Supplier<ProblemException> missing)
      throws InterruptedException {
    ExportedPoints points = read(export).orElseThrow(missing);
    Response response =
        converted.respond(
            "application/geopackage+sqlite3",
            ".gpkg",
            GeoPackage.maxBytes(points),
            target -> GeoPackage.write(engines.get(), points, export.changedAt(), target));
    return PointDownloads.attachment(response, export.name() + ".gpkg");
  }

  /// A zip, which is written while it is sent.
  private Response shapefile(StoredExport export, Supplier<ProblemException> missing) {
    ExportedPoints points = read(export).orElseThrow(missing);
    if (!ShapefileZip.fits(points)) {
      throw ResultProblems.shapefileTooLarge();
    }
    return PointDownloads.attachment(
        Response.stream("application/zip", open(export, points)), export.name() + ".zip");
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
    return read(export.key(), export.description(), export.units());
  }

  /// Points in the file store; empty when the file is missing.
  Optional<ExportedPoints> read(String key, MachineFileDescription description, UnitSystem units) {
    Optional<Path> file = PointDownloads.find(files, key);
    try {
      return file.isEmpty()
          ? Optional.empty()
          : Optional.of(ExportedPoints.of(engines.get(), file.get(), description, units));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
