package io.headland.server.engine.machinefile;

import io.headland.server.core.field.geometry.GeoJsonText;
import io.headland.server.core.machinefile.MachineFileDescription;
import io.headland.server.core.machinefile.MachineFileException;
import io.headland.server.core.machinefile.PointSource;
import io.headland.server.core.machinefile.point.PointEngine;
import io.headland.server.core.machinefile.point.PointFilterCounts;
import io.headland.server.core.machinefile.point.PointQueries;
import io.headland.server.core.machinefile.store.MachineFileKeys;
import io.headland.server.core.machinefile.summary.OperationSummary;
import io.headland.server.core.machinefile.summary.Summarizer;
import io.headland.server.core.operation.AddedTotals;
import io.headland.server.core.operation.FieldOperationWriteStore.Merged;
import io.headland.server.core.operation.FieldPoints;
import io.headland.server.core.operation.MergedFiles;
import io.headland.server.core.operation.OperationConfiguration;
import io.headland.server.core.operation.OperationGroups.Group;
import io.headland.server.core.operation.OperationKeys;
import io.headland.server.engine.machinefile.OperationMerge.MergedField;
import io.headland.server.platform.files.FileTree;
import io.headland.server.platform.files.StoredFiles;
import io.headland.server.platform.id.UuidGenerator;
import io.headland.server.platform.json.Json;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.locationtech.jts.geom.MultiPolygon;
import tools.jackson.databind.JsonNode;

/// The points of operations that are merged from the files of a field.
public final class MergedPoints {
  /// The boundary of a field.
  ///
  /// @param identity of these polygons
  record FieldBoundary(String identity, MultiPolygon polygons) {}

  private final StoredFiles files;
  private final PointEngines engines;
  private final UuidGenerator ids;

  public MergedPoints(StoredFiles files, PointEngines engines, UuidGenerator ids) {
    this.files = files;
    this.engines = engines;
    this.ids = ids;
  }

  /// Stores the points of the files of a group that are in the field as a new version of an
  /// operation.
  ///
  /// @param id of the operation
  /// @return empty when none of the points is in the field, there are no totals either, and nothing
  ///   was stored
  Optional<Merged> write(
      MergedField field,
      Group group,
      FieldBoundary boundary,
      OperationConfiguration configuration,
      UUID id)
      throws IOException {
    Path folder = files.temporaryFolder();
    try {
      MergedFiles merged =
          MergedFiles.of(
              group.files().stream()
                  .map(
                      file ->
                          Json.MAPPER.readValue(file.description(), MachineFileDescription.class))
                  .toList());
      Path standard = folder.resolve("standard.parquet");
      long points =
          engines.get().merge(parts(field, group, merged, boundary.polygons(), folder), standard);
      if (points == 0 && !group.hasTotals()) {
        return Optional.empty();
      }
      return Optional.of(
          store(field, group, merged, boundary, configuration, folder, id, points == 0));
    } finally {
      FileTree.delete(folder);
    }
  }

  /// Deletes the other versions of an operation, also those of merges that were interrupted after
  /// they had stored their points.
  void deleteOtherVersions(MergedField field, Merged present) throws IOException {
    String operation = field.owner() + "/" + present.id();
    for (String version : files.names(operation)) {
      if (!version.equals(present.version().toString())) {
        files.deleteAll(operation + "/" + version);
      }
    }
  }

  /// Deletes all versions of an operation.
  void delete(MergedField field, UUID operation) throws IOException {
    files.deleteAll(field.owner() + "/" + operation);
  }

  /// The points of each file that are in the field.
  private List<Path> parts(
      MergedField field, Group group, MergedFiles merged, MultiPolygon boundary, Path folder)
      throws IOException {
    PointEngine engine = engines.get();
    List<Path> parts = new ArrayList<>();
    for (int i = 0; i < group.files().size(); i++) {
      Path part = folder.resolve("part-" + i + ".parquet");
      String key = MachineFileKeys.of(field.owner(), group.files().get(i).id()).standard();
      Path stored = files.find(key).orElseThrow(() -> new NoSuchFileException(key));
      try (PointSource points = engine.pointsOf(stored)) {
        PointSource ofGroup = group.points(group.files().get(i), merged.points(i, points));
        engine.write(new FieldPoints(ofGroup, boundary), part);
      } catch (MachineFileException e) {
        // Points of a converted file are not parsed again.
        throw new IOException(e);
      }
      parts.add(part);
    }
    return parts;
  }

  private static JsonNode geoJson(MultiPolygon boundary) {
    return Json.MAPPER.readTree(GeoJsonText.of(boundary));
  }

  private Merged store(
      MergedField field,
      Group group,
      MergedFiles merged,
      FieldBoundary boundary,
      OperationConfiguration configuration,
      Path folder,
      UUID id,
      boolean isWithoutPoints)
      throws IOException {
    PointEngine engine = engines.get();
    MachineFileDescription description = merged.description();
    Path standard = folder.resolve("standard.parquet");
    Path filtered = folder.resolve("filtered.parquet");
    PointFilterCounts outliers =
        new PointConversion(engine, configuration).filter(description, standard, filtered);
    UUID version = ids.next();
    OperationKeys keys = OperationKeys.of(field.owner(), id, version);
    PointExtent extent;
    OperationSummary summary;
    try (PointQueries points = engine.queries(standard)) {
      extent = PointExtent.of(points);
      summary =
          isWithoutPoints
              ? AddedTotals.of(description, group).withGeometry(geoJson(boundary.polygons()))
              : Summarizer.summarize(points, description);
    }
    files.commit(standard, keys.standard());
    files.commit(filtered, keys.filtered());
    return new Merged(
        id,
        field.leafUser(),
        field.id(),
        group.type(),
        group.crop(),
        group.provider(),
        group.tillType(),
        extent.start().orElse(group.start()),
        extent.end().orElse(group.end()),
        version,
        Json.MAPPER.writeValueAsString(description),
        Json.MAPPER.writeValueAsString(summary),
        FileConversion.counts(outliers).toString(),
        boundary.identity(),
        group.fileIds());
  }
}
