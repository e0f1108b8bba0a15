package io.headland.server.engine.machinefile;

import io.headland.server.core.field.FieldSearchStore;
import io.headland.server.core.field.geometry.Bounds;
import io.headland.server.core.machinefile.MachineFile;
import io.headland.server.core.machinefile.MachineFileDescription;
import io.headland.server.core.machinefile.MachineFileException;
import io.headland.server.core.machinefile.PointProperty;
import io.headland.server.core.machinefile.PointSource;
import io.headland.server.core.machinefile.point.PointEngine;
import io.headland.server.core.machinefile.point.PointFilterCounts;
import io.headland.server.core.machinefile.point.PointQueries;
import io.headland.server.core.machinefile.store.FileFields;
import io.headland.server.core.machinefile.store.MachineFileKeys;
import io.headland.server.core.machinefile.store.MachineFileRecord;
import io.headland.server.core.machinefile.store.MergedFileStore;
import io.headland.server.core.machinefile.summary.OperationSummary;
import io.headland.server.core.machinefile.summary.Summarizer;
import io.headland.server.core.operation.MergedFiles;
import io.headland.server.core.operation.OperationConfiguration;
import io.headland.server.platform.files.FileTree;
import io.headland.server.platform.files.StoredFiles;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.LeafUserId;
import io.headland.server.platform.json.Json;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Converts a machine file: its points to Parquet files, which are committed to the file store, and
/// their summary. A repetition replaces the files by the same ones.
public final class FileConversion {
  private final StoredFiles files;
  private final PointEngines engines;
  private final FieldSearchStore fields;

  public FileConversion(StoredFiles files, PointEngines engines, FieldSearchStore fields) {
    this.files = files;
    this.engines = engines;
    this.fields = fields;
  }

  /// The result of a conversion.
  public sealed interface Result {
    /// A converted file.
    record Converted(MachineFileRecord.Content content, FileFields fields) implements Result {}

    /// A file that cannot be converted.
    ///
    /// @param step of the conversion, as in `/files/{id}/status`
    record Failed(ConversionStep step, String message) implements Result {}
  }

  /// Converts a file.
  ///
  /// @throws IOException when a file cannot be read or written; the conversion can be repeated
  public Result convert(
      ApiOwnerId owner,
      LeafUserId leafUser,
      UUID id,
      MachineFile file,
      OperationConfiguration configuration)
      throws IOException {
    Path folder = files.temporaryFolder();
    try {
      Path points = folder.resolve("points.parquet");
      MachineFileDescription description;
      try {
        description = file.describe(configuration.required());
        try (PointSource source = file.points()) {
          PointConversion conversion = new PointConversion(engines.get(), configuration);
          description = conversion.write(description, source, points);
        }
      } catch (MachineFileException e) {
        return new Result.Failed(ConversionStep.RAW_GEOJSON, message(e));
      }
      return complete(owner, leafUser, id, description, configuration, folder, points);
    } finally {
      FileTree.delete(folder);
    }
  }

  /// Writes the files of a machine file without points.
  ///
  /// @param summary of the totals that are known
  /// @throws IOException when a file cannot be written; the conversion can be repeated
  public MachineFileRecord.Content withoutPoints(
      ApiOwnerId owner, UUID id, OperationSummary summary) throws IOException {
    Path folder = files.temporaryFolder();
    try {
      MachineFileKeys keys = MachineFileKeys.of(owner, id);
      for (String key : List.of(keys.points(), keys.standard(), keys.filtered())) {
        Path points = folder.resolve("points.parquet");
        engines.get().write(PointSource.none(), points);
        files.commit(points, key);
      }
    } catch (MachineFileException e) {
      throw new IllegalStateException("No points are invalid", e);
    } finally {
      FileTree.delete(folder);
    }
    PointFilterCounts none = new PointFilterCounts(0, Map.of());
    return new MachineFileRecord.Content(
        summary.description().type(),
        summary.description().crop(),
        Optional.ofNullable(summary.startTime()),
        Optional.ofNullable(summary.endTime()),
        summary.area(),
        0,
        Json.MAPPER.writeValueAsString(summary.description()),
        Json.MAPPER.writeValueAsString(summary),
        rejected(none, none).toString());
  }

  /// Merges the points of files.
  ///
  /// @throws IOException when a file cannot be read or written; the merge can be repeated
  Result merge(ApiOwnerId owner, MergedFileStore.Waiting file, OperationConfiguration configuration)
      throws IOException {
    MergedFiles merged =
        MergedFiles.of(
            file.converted().stream()
                .map(
                    each -> Json.MAPPER.readValue(each.description(), MachineFileDescription.class))
                .toList());
    Optional<PointProperty> conflict = merged.conflict();
    if (conflict.isPresent()) {
      return new Result.Failed(
          ConversionStep.RAW_GEOJSON,
          "The units of %s in the files cannot be converted to each other."
              .formatted(conflict.get().leafName()));
    }
    Path folder = files.temporaryFolder();
    try {
      Path points = folder.resolve("points.parquet");
      engines.get().merge(parts(owner, file, merged, folder), points);
      return complete(
          owner, file.leafUser(), file.id(), merged.description(), configuration, folder, points);
    } finally {
      FileTree.delete(folder);
    }
  }

  private List<Path> parts(
      ApiOwnerId owner, MergedFileStore.Waiting file, MergedFiles merged, Path folder)
      throws IOException {
    PointEngine engine = engines.get();
    List<Path> parts = new ArrayList<>();
    for (int i = 0; i < file.converted().size(); i++) {
      Path part = folder.resolve("part-" + i + ".parquet");
      String key = MachineFileKeys.of(owner, file.converted().get(i).id()).points();
      Path stored = files.find(key).orElseThrow(() -> new NoSuchFileException(key));
      try (PointSource points = engine.pointsOf(stored)) {
        engine.write(merged.points(i, points), part);
      } catch (MachineFileException e) {
        // Points of a converted file are not parsed again.
        throw new IOException(e);
      }
      parts.add(part);
    }
    return parts;
  }

  private static String message(MachineFileException failure) {
    return Optional.ofNullable(failure.getMessage()).orElse("The file cannot be read.");
  }

  private Result complete(
      ApiOwnerId owner,
      LeafUserId leafUser,
      UUID id,
      MachineFileDescription description,
      OperationConfiguration configuration,
      Path folder,
      Path points)
      throws IOException {
    PointEngine engine = engines.get();
    PointConversion conversion = new PointConversion(engine, configuration);
    Path standard = folder.resolve("standard.parquet");
    Path filtered = folder.resolve("filtered.parquet");
    PointFilterCounts cleaned = conversion.clean(description, points, standard);
    if (cleaned.kept() == 0) {
      return new Result.Failed(ConversionStep.STANDARD_GEOJSON, noPoints(cleaned));
    }
    PointFilterCounts outliers = conversion.filter(description, standard, filtered);
    Result.Converted result;
    try (PointQueries queries = engine.queries(standard)) {
      result = result(owner, leafUser, description, queries, cleaned, outliers);
    }
    MachineFileKeys keys = MachineFileKeys.of(owner, id);
    files.commit(points, keys.points());
    files.commit(standard, keys.standard());
    files.commit(filtered, keys.filtered());
    return result;
  }

  /// Leaf's message, with the numbers of points by the reason.
  private static String noPoints(PointFilterCounts cleaned) {
    String reasons =
        cleaned.rejected().entrySet().stream()
            .sorted(
                Map.Entry.<String, Long>comparingByValue()
                    .reversed()
                    .thenComparing(Map.Entry.comparingByKey()))
            .map(each -> "%s %d".formatted(each.getKey(), each.getValue()))
            .collect(Collectors.joining(", "));
    return "no points passed the filter" + (reasons.isEmpty() ? "" : ": " + reasons);
  }

  private Result.Converted result(
      ApiOwnerId owner,
      LeafUserId leafUser,
      MachineFileDescription description,
      PointQueries points,
      PointFilterCounts cleaned,
      PointFilterCounts outliers)
      throws IOException {
    PointExtent extent = PointExtent.of(points);
    Bounds bounds = extent.bounds().orElseThrow();
    FieldAssignment.Assigned assigned =
        new FieldAssignment(fields).count(owner, leafUser, points, bounds);
    MachineFileRecord.Content content =
        new MachineFileRecord.Content(
            description.type(),
            description.crop(),
            extent.start(),
            extent.end(),
            extent.squareMetres(),
            cleaned.kept() - assigned.inside(),
            Json.MAPPER.writeValueAsString(description),
            Json.MAPPER.writeValueAsString(Summarizer.summarize(points, description)),
            rejected(cleaned, outliers).toString());
    return new Result.Converted(content, assigned.fields());
  }

  /// The numbers of points that were left out by each step and reason.
  static ObjectNode rejected(PointFilterCounts cleaned, PointFilterCounts outliers) {
    ObjectNode json = Json.MAPPER.createObjectNode();
    json.set("standardGeojson", counts(cleaned));
    json.set("filteredGeojson", counts(outliers));
    return json;
  }

  static ObjectNode counts(PointFilterCounts rejected) {
    ObjectNode json = Json.MAPPER.createObjectNode();
    json.put("kept", rejected.kept());
    ArrayNode reasons = json.putArray("rejected");
    rejected
        .rejected()
        .forEach(
            (reason, points) -> reasons.addObject().put("reason", reason).put("points", points));
    return json;
  }
}
