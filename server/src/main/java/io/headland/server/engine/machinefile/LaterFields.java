package io.headland.server.engine.machinefile;

import io.headland.server.core.field.FieldSearchStore;
import io.headland.server.core.field.geometry.Bounds;
import io.headland.server.core.machinefile.point.PointQueries;
import io.headland.server.core.machinefile.store.AssignmentStore;
import io.headland.server.core.machinefile.store.AssignmentStore.Candidate;
import io.headland.server.core.machinefile.store.AssignmentStore.Change;
import io.headland.server.core.machinefile.store.AssignmentTaskStore.Instance;
import io.headland.server.core.machinefile.store.MachineFileKeys;
import io.headland.server.platform.files.StoredFiles;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.usecase.machinefile.RecordAssignment;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Compares converted files with the boundaries that have changed since their conversion. A file
/// that was compared with the present boundaries is not read again, so that a repetition continues
/// where the former execution ended.
public final class LaterFields {
  private static final Logger log = LoggerFactory.getLogger(LaterFields.class);

  /// The changes of a pass.
  private static final int CHANGES = 200;

  /// The files whose points a pass reads, so that other tasks are executed in between.
  private static final int FILES = 20;

  private static final int LISTED_AT_ONCE = 100;
  private static final UUID FIRST = new UUID(0, 0);

  private final AssignmentStore store;
  private final RecordAssignment record;
  private final FieldSearchStore fields;
  private final StoredFiles files;
  private final PointEngines engines;
  private final InstantSource clock;

  public LaterFields(
      AssignmentStore store,
      RecordAssignment record,
      FieldSearchStore fields,
      StoredFiles files,
      PointEngines engines,
      InstantSource clock) {
    this.store = store;
    this.record = record;
    this.fields = fields;
    this.files = files;
    this.engines = engines;
    this.clock = clock;
  }

  /// Compares files of a Leaf user.
  ///
  /// @param isStopping ends the pass before the next file
  /// @return whether all files are compared with the changes that were present at the beginning;
  ///   otherwise another pass continues
  /// @throws IOException when a file of the store cannot be read; the pass can be repeated
  boolean assign(Instance user, BooleanSupplier isStopping) throws IOException {
    List<Change> changes = store.changes(user.owner(), user.leafUser(), CHANGES);
    int read = 0;
    UUID after = FIRST;
    while (true) {
      List<Candidate> found =
          store.candidates(user.owner(), user.leafUser(), changes, after, LISTED_AT_ONCE);
      for (Candidate file : found) {
        if (isStopping.getAsBoolean() || read == FILES) {
          return false;
        }
        read += assign(user, file) ? 1 : 0;
        after = file.id();
      }
      if (found.size() < LISTED_AT_ONCE) {
        record.mergeOperations(
            user.owner(),
            user.leafUser(),
            changes.stream().flatMap(change -> change.field().stream()).toList(),
            clock.instant());
        store.deleteChanges(user.owner(), user.leafUser(), changes);
        return changes.size() < CHANGES;
      }
    }
  }

  /// @return whether its points were read
  private boolean assign(Instance user, Candidate file) throws IOException {
    ApiOwnerId owner = user.owner();
    if (file.bounds().isPresent()) {
      String present = fields.identify(owner, user.leafUser(), file.bounds().get());
      if (file.boundaries().equals(Optional.of(present))) {
        record.keep(owner, user.leafUser(), file, present);
        return false;
      }
    }
    Optional<Path> points = files.find(MachineFileKeys.of(owner, file.id()).standard());
    if (points.isEmpty()) {
      log.warn("File {} keeps its fields because its points are missing", file.id());
      record.keep(owner, user.leafUser(), file, "");
      return false;
    }
    FieldAssignment assignment = new FieldAssignment(fields);
    FieldAssignment.Assigned assigned = count(user, file, assignment, points.get());
    record.store(
        owner,
        user.leafUser(),
        file,
        assigned.fields(),
        assigned.inside(),
        left(user, file, assignment, assigned.fields().points().keySet()),
        clock.instant());
    return true;
  }

  private FieldAssignment.Assigned count(
      Instance user, Candidate file, FieldAssignment assignment, Path stored) throws IOException {
    try (PointQueries points = engines.get().queries(stored)) {
      Optional<Bounds> bounds =
          file.bounds().isPresent() ? file.bounds() : PointExtent.of(points).bounds();
      return assignment.count(user.owner(), user.leafUser(), points, bounds.orElseThrow());
    }
  }

  /// The fields that contained points of a file, and contain none of them now. A field that is
  /// hidden or has no boundary at present keeps the file.
  private static Set<UUID> left(
      Instance user, Candidate file, FieldAssignment assignment, Set<UUID> present) {
    Set<UUID> before = new HashSet<>(file.fields());
    before.removeAll(present);
    return before.isEmpty()
        ? Set.of()
        : assignment.comparable(user.owner(), user.leafUser(), before);
  }
}
