package io.headland.server.usecase.operation;

import io.headland.server.core.operation.FieldOperation;
import io.headland.server.core.operation.FieldOperationWriteStore;
import io.headland.server.core.operation.MergeTaskStore;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.UuidGenerator;
import java.time.InstantSource;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/// Requests that an operation is merged again from its files, with the present boundary of its
/// field and the present configuration.
public final class ReprocessOperation {
  private final Jdbi jdbi;
  private final FieldOperationWriteStore operations;
  private final MergeTaskStore tasks;
  private final UuidGenerator ids;
  private final InstantSource clock;
  private final Runnable wake;

  /// @param wake called after a merge was requested
  public ReprocessOperation(
      Jdbi jdbi,
      FieldOperationWriteStore operations,
      MergeTaskStore tasks,
      UuidGenerator ids,
      InstantSource clock,
      Runnable wake) {
    this.jdbi = jdbi;
    this.operations = operations;
    this.tasks = tasks;
    this.ids = ids;
    this.clock = clock;
    this.wake = wake;
  }

  /// Requests the merge.
  ///
  /// @return whether the operation still exists
  public boolean request(ApiOwnerId owner, FieldOperation operation) {
    boolean found =
        jdbi.inTransaction(
            handle -> {
              boolean exists =
                  operations.requestReprocess(handle, owner, operation.id(), ids.next());
              if (exists) {
                tasks.schedule(
                    handle,
                    owner,
                    operation.leafUser(),
                    List.of(operation.fieldId()),
                    clock.instant());
              }
              return exists;
            });
    wake.run();
    return found;
  }
}
