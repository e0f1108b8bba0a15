package io.headland.server.usecase.machinefile;

import io.headland.server.core.leafuser.LeafUserLock;
import io.headland.server.core.machinefile.store.AssignmentStore;
import io.headland.server.core.machinefile.store.AssignmentStore.Candidate;
import io.headland.server.core.machinefile.store.FileFields;
import io.headland.server.core.machinefile.store.MachineFileRecord;
import io.headland.server.core.operation.MergeTaskStore;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.LeafUserId;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/// Records the comparison of a converted file with changed boundaries: the fields that contain its
/// points, and the tasks that merge those whose points have changed.
public final class RecordAssignment {
  private final Jdbi jdbi;
  private final AssignmentStore files;
  private final MergeTaskStore merges;

  public RecordAssignment(Jdbi jdbi, AssignmentStore files, MergeTaskStore merges) {
    this.jdbi = jdbi;
    this.files = files;
    this.merges = merges;
  }

  /// Stores the fields of a file, unless it was converted or compared meanwhile.
  ///
  /// @param inside the number of points in at least one field
  /// @param without fields that contain none of its points any more
  public void store(
      ApiOwnerId owner,
      LeafUserId leafUser,
      Candidate file,
      FileFields fields,
      long inside,
      Collection<UUID> without,
      Instant now) {
    jdbi.useTransaction(
        handle -> {
          LeafUserLock.share(handle, owner, leafUser);
          if (files.markCompared(handle, owner, file, fields.bounds(), fields.boundaries())) {
            Set<UUID> changed =
                files.updateFields(handle, owner, file.id(), fields.points(), inside, without);
            if (file.origin() != MachineFileRecord.Origin.MERGED) {
              merges.schedule(handle, owner, leafUser, changed, now);
            }
          }
        });
  }

  /// Schedules the merges of fields with changed boundaries that have operations or files: a merge
  /// leaves the files of a hidden field as they are. An operation that was cut at the present
  /// boundary is left as it is.
  public void mergeOperations(
      ApiOwnerId owner, LeafUserId leafUser, Collection<UUID> fields, Instant now) {
    jdbi.useTransaction(
        handle ->
            merges.schedule(
                handle, owner, leafUser, merges.withFiles(handle, owner, leafUser, fields), now));
  }

  /// Stores that a file keeps its fields.
  public void keep(ApiOwnerId owner, LeafUserId leafUser, Candidate file, String boundaries) {
    jdbi.useTransaction(
        handle -> {
          LeafUserLock.share(handle, owner, leafUser);
          files.markCompared(handle, owner, file, Optional.empty(), boundaries);
        });
  }
}
