package io.headland.server.engine.machinefile;

import io.headland.server.core.configuration.Configurations;
import io.headland.server.core.field.FieldSearchStore;
import io.headland.server.core.field.geometry.GeoJsonText;
import io.headland.server.core.field.geometry.StoredGeometry;
import io.headland.server.core.machinefile.MachineFileDescription;
import io.headland.server.core.machinefile.MachineFileException;
import io.headland.server.core.machinefile.PointSource;
import io.headland.server.core.machinefile.point.PointEngine;
import io.headland.server.core.machinefile.point.PointFilterCounts;
import io.headland.server.core.machinefile.point.PointQueries;
import io.headland.server.core.machinefile.store.FieldFileStore;
import io.headland.server.core.machinefile.store.FieldFileStore.FieldMachineFile;
import io.headland.server.core.machinefile.store.MachineFileKeys;
import io.headland.server.core.machinefile.summary.OperationSummary;
import io.headland.server.core.machinefile.summary.Summarizer;
import io.headland.server.core.operation.AddedTotals;
import io.headland.server.core.operation.FieldOperationStore;
import io.headland.server.core.operation.FieldOperationStore.StoredOperation;
import io.headland.server.core.operation.FieldOperationWriteStore.Merged;
import io.headland.server.core.operation.FieldPoints;
import io.headland.server.core.operation.MergeTaskStore;
import io.headland.server.core.operation.MergedFiles;
import io.headland.server.core.operation.OperationConfiguration;
import io.headland.server.core.operation.OperationGroups;
import io.headland.server.core.operation.OperationGroups.Group;
import io.headland.server.core.operation.OperationKeys;
import io.headland.server.platform.files.FileTree;
import io.headland.server.platform.files.StoredFiles;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.LeafUserId;
import io.headland.server.platform.id.UuidGenerator;
import io.headland.server.platform.json.Json;
import io.headland.server.usecase.operation.ReplaceOperations;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.locationtech.jts.geom.MultiPolygon;
import tools.jackson.databind.JsonNode;

/// Merges the converted files of a field into operations, and cuts their points at the boundary.
public final class OperationMerge {
  private final FieldFileStore fieldFiles;
  private final FieldSearchStore boundaries;
  private final FieldOperationStore operations;
  private final ReplaceOperations replace;
  private final MergeTaskStore tasks;
  private final Configurations configurations;
  private final StoredFiles files;
  private final PointEngines engines;
  private final UuidGenerator ids;
  private final InstantSource clock;

  public OperationMerge(
      FieldFileStore fieldFiles,
      FieldSearchStore boundaries,
      FieldOperationStore operations,
      ReplaceOperations replace,
      MergeTaskStore tasks,
      Configurations configurations,
      StoredFiles files,
      PointEngines engines,
      UuidGenerator ids,
      InstantSource clock) {
    this.fieldFiles = fieldFiles;
    this.boundaries = boundaries;
    this.operations = operations;
    this.replace = replace;
    this.tasks = tasks;
    this.configurations = configurations;
    this.files = files;
    this.engines = engines;
    this.ids = ids;
    this.clock = clock;
  }

  /// The field whose files are merged.
  record MergedField(ApiOwnerId owner, LeafUserId leafUser, UUID id) {}

  /// What a merge of a field depends on.
  ///
  /// @param reprocessRequests of its operations
  record Input(List<FieldMachineFile> files, Set<UUID> reprocessRequests) {}

  /// What a merge would read now.
  Input input(MergedField field) {
    Set<UUID> requests =
        stored(field).stream()
            .flatMap(operation -> operation.reprocessRequest().stream())
            .collect(Collectors.toSet());
    return new Input(
        fieldFiles.list(field.owner(), field.leafUser(), field.id()), Set.copyOf(requests));
  }

  private List<StoredOperation> stored(MergedField field) {
    return operations.ofField(field.owner(), field.leafUser(), field.id());
  }

  /// Whether files have changed, or an operation was requested to be reprocessed, since an input
  /// was read. A request that the merge could not satisfy is not a change: it waits for the next
  /// merge.
  boolean hasChanged(MergedField field, Input before) {
    Input now = input(field);
    return !now.files().equals(before.files())
        || !before.reprocessRequests().containsAll(now.reprocessRequests());
  }

  /// Schedules a merge, after its input has changed during one.
  void schedule(MergedField field) {
    tasks.schedule(field.owner(), field.leafUser(), List.of(field.id()), clock.instant());
  }

  /// Merges files. An operation keeps its id as long as one of its files remains in it. A field
  /// without a visible, valid boundary is left as it is.
  ///
  /// @param found the files of [#input]
  /// @throws IOException when a file of the store cannot be read or written
  void merge(MergedField field, List<FieldMachineFile> found) throws IOException {
    OperationConfiguration configuration =
        OperationConfiguration.of(configurations.effective(field.owner(), field.leafUser()));
    Optional<FieldBoundary> boundary = boundary(field);
    if (boundary.isEmpty() || !configuration.createOperations()) {
      return;
    }
    List<StoredOperation> obsolete = new ArrayList<>(stored(field));
    for (Group group : OperationGroups.of(found, configuration.merge())) {
      Optional<StoredOperation> earlier = earlier(group, obsolete);
      boolean isInOperation =
          earlier.filter(operation -> isCurrent(group, operation, boundary.get())).isPresent()
              || merge(field, group, boundary.get(), configuration, earlier);
      if (isInOperation) {
        earlier.ifPresent(obsolete::remove);
      }
    }
    if (!obsolete.isEmpty()) {
      List<UUID> ids = obsolete.stream().map(StoredOperation::id).toList();
      replace.delete(field.owner(), field.leafUser(), field.id(), ids, clock.instant());
      for (UUID id : ids) {
        files.deleteAll(field.owner() + "/" + id);
      }
    }
  }

  /// @param identity of these polygons
  private record FieldBoundary(String identity, MultiPolygon polygons) {}

  private Optional<FieldBoundary> boundary(MergedField field) {
    // Before the boundary is read: one that changes afterwards is another one.
    String identity = boundaries.identify(field.owner(), field.leafUser(), field.id());
    List<FieldBoundary> found = new ArrayList<>();
    boundaries.read(
        field.owner(),
        field.leafUser(),
        List.of(field.id()),
        _ -> {},
        (_, geometry) -> found.add(new FieldBoundary(identity, StoredGeometry.read(geometry))));
    return found.stream().findFirst();
  }

  /// The operation that contains most of the files of a group.
  private static Optional<StoredOperation> earlier(Group group, List<StoredOperation> stored) {
    Set<UUID> wanted = new HashSet<>(group.fileIds());
    StoredOperation best = null;
    long most = 0;
    for (StoredOperation operation : stored) {
      long common = operation.fileIds().stream().filter(wanted::contains).count();
      if (operation.type() == group.type() && common > most) {
        most = common;
        best = operation;
      }
    }
    return Optional.ofNullable(best);
  }

  /// Whether an operation was merged from the present state of the same files with the same
  /// boundary, and is not to be merged again nevertheless.
  private static boolean isCurrent(Group group, StoredOperation operation, FieldBoundary boundary) {
    return operation.reprocessRequest().isEmpty()
        && operation.boundary().equals(Optional.of(boundary.identity()))
        && Set.copyOf(operation.fileIds()).equals(Set.copyOf(group.fileIds()))
        && group.files().stream()
            .noneMatch(file -> file.convertedAt().isAfter(operation.mergedAt()));
  }

  /// @return false when none of the points is in the field, there are no totals either, and nothing
  ///   was stored
  private boolean merge(
      MergedField field,
      Group group,
      FieldBoundary boundary,
      OperationConfiguration configuration,
      Optional<StoredOperation> earlier)
      throws IOException {
    Path folder = files.temporaryFolder();
    try {
      Instant now = clock.instant();
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
        return false;
      }
      UUID id = earlier.map(StoredOperation::id).orElseGet(ids::next);
      Merged result = store(field, group, merged, boundary, configuration, folder, id, points == 0);
      replace.store(field.owner(), result, earlier.flatMap(StoredOperation::reprocessRequest), now);
      deleteOtherVersions(field, result);
      return true;
    } finally {
      FileTree.delete(folder);
    }
  }

  /// Also those of merges that were interrupted after they had stored their points.
  private void deleteOtherVersions(MergedField field, Merged present) throws IOException {
    String operation = field.owner() + "/" + present.id();
    for (String version : files.names(operation)) {
      if (!version.equals(present.version().toString())) {
        files.deleteAll(operation + "/" + version);
      }
    }
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
        engine.write(new FieldPoints(merged.points(i, points), boundary), part);
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
