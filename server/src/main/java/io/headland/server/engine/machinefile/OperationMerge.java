package io.headland.server.engine.machinefile;

import io.headland.server.core.configuration.Configurations;
import io.headland.server.core.field.FieldSearchStore;
import io.headland.server.core.field.geometry.StoredGeometry;
import io.headland.server.core.machinefile.store.FieldFileStore;
import io.headland.server.core.machinefile.store.FieldFileStore.FieldMachineFile;
import io.headland.server.core.operation.FieldOperationStore;
import io.headland.server.core.operation.FieldOperationStore.StoredOperation;
import io.headland.server.core.operation.FieldOperationWriteStore.Merged;
import io.headland.server.core.operation.MergeTaskStore;
import io.headland.server.core.operation.OperationConfiguration;
import io.headland.server.core.operation.OperationGroups;
import io.headland.server.core.operation.OperationGroups.Group;
import io.headland.server.engine.machinefile.MergedPoints.FieldBoundary;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.LeafUserId;
import io.headland.server.platform.id.UuidGenerator;
import io.headland.server.usecase.operation.ReplaceOperations;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/// Merges the converted files of a field into operations, and cuts their points at the boundary.
public final class OperationMerge {
  private final FieldFileStore fieldFiles;
  private final FieldSearchStore boundaries;
  private final FieldOperationStore operations;
  private final ReplaceOperations replace;
  private final MergeTaskStore tasks;
  private final Configurations configurations;
  private final MergedPoints points;
  private final UuidGenerator ids;
  private final InstantSource clock;

  public OperationMerge(
      FieldFileStore fieldFiles,
      FieldSearchStore boundaries,
      FieldOperationStore operations,
      ReplaceOperations replace,
      MergeTaskStore tasks,
      Configurations configurations,
      MergedPoints points,
      UuidGenerator ids,
      InstantSource clock) {
    this.fieldFiles = fieldFiles;
    this.boundaries = boundaries;
    this.operations = operations;
    this.replace = replace;
    this.tasks = tasks;
    this.configurations = configurations;
    this.points = points;
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
        points.delete(field, id);
      }
    }
  }

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

  /// The operation that contains most of the files of a group; those of its type of tillage first.
  private static Optional<StoredOperation> earlier(Group group, List<StoredOperation> stored) {
    Set<UUID> wanted = new HashSet<>(group.fileIds());
    return stored.stream()
        .filter(operation -> operation.type() == group.type() && common(operation, wanted) > 0)
        .max(
            Comparator.<StoredOperation, Boolean>comparing(
                    operation -> operation.tillType().equals(group.tillType()))
                .thenComparingLong(operation -> common(operation, wanted)));
  }

  private static long common(StoredOperation operation, Set<UUID> files) {
    return operation.fileIds().stream().filter(files::contains).count();
  }

  /// Whether an operation was merged from the present state of the same files with the same
  /// boundary, and is not to be merged again nevertheless.
  private static boolean isCurrent(Group group, StoredOperation operation, FieldBoundary boundary) {
    return operation.reprocessRequest().isEmpty()
        && operation.tillType().equals(group.tillType())
        && operation.boundary().equals(Optional.of(boundary.identity()))
        && Set.copyOf(operation.fileIds()).equals(Set.copyOf(group.fileIds()))
        && group.files().stream()
            .noneMatch(file -> file.convertedAt().isAfter(operation.mergedAt()));
  }

  /// @return false when none of the points is in the field, there are no totals either, and nothing
  ///   was stored. Of a deleted Leaf user, nothing remains stored
  private boolean merge(
      MergedField field,
      Group group,
      FieldBoundary boundary,
      OperationConfiguration configuration,
      Optional<StoredOperation> earlier)
      throws IOException {
    Instant now = clock.instant();
    UUID id = earlier.map(StoredOperation::id).orElseGet(ids::next);
    Optional<Merged> merged = points.write(field, group, boundary, configuration, id);
    if (merged.isEmpty()) {
      return false;
    }
    Optional<UUID> request = earlier.flatMap(StoredOperation::reprocessRequest);
    if (replace.store(field.owner(), merged.get(), request, now)) {
      points.deleteOtherVersions(field, merged.get());
    } else {
      points.delete(field, id);
    }
    return true;
  }
}
