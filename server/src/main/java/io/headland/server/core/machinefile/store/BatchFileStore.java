package io.headland.server.core.machinefile.store;

import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.jdbc.Columns;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/// The machine files of batches, with their results.
public final class BatchFileStore {
  private final Jdbi jdbi;

  public BatchFileStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /// A machine file of a batch.
  ///
  /// @param failedStep name of the step that failed; blank otherwise
  /// @param message why it failed, or why it has to wait; blank otherwise
  public record BatchFile(UUID batch, UUID id, Status status, String failedStep, String message) {

    /// The statuses of machine files.
    public enum Status {
      PROCESSING,
      PROCESSED,
      FAILED
    }
  }

  /// The files of batches, in the order of their ids.
  public List<BatchFile> list(ApiOwnerId owner, Collection<UUID> batches) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select batch_id, id, status, failed_step, message
                      from machine_file
                     where api_owner_id = :owner
                       and batch_id = any(array(select unnest(:batches)))
                     order by batch_id, id
                    """)
                .bind("owner", owner)
                .bind("batches", batches.toArray(UUID[]::new))
                .map(
                    (row, _) ->
                        new BatchFile(
                            row.getObject("batch_id", UUID.class),
                            row.getObject("id", UUID.class),
                            Columns.get(row, "status", BatchFile.Status.class),
                            row.getString("failed_step"),
                            row.getString("message")))
                .list());
  }

  /// Sets the message of the files of a batch that have no result yet.
  public void noteWaiting(ApiOwnerId owner, UUID batch, String message, Instant now) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    """
                    update machine_file
                       set message = :message
                         , updated_at = :now
                     where api_owner_id = :owner
                       and batch_id = :batch
                       and status = 'PROCESSING'
                    """)
                .bind("owner", owner)
                .bind("batch", batch)
                .bind("message", message)
                .bind("now", now)
                .execute());
  }

  /// Sets the files of a batch that failed back to `PROCESSING`, so that they are converted again.
  ///
  /// @return their number
  public int restartFailed(Handle handle, ApiOwnerId owner, UUID batch, Instant now) {
    return handle
        .createUpdate(
            """
            update machine_file
               set status = 'PROCESSING'
                 , failed_step = ''
                 , message = ''
                 , updated_at = :now
             where api_owner_id = :owner
               and batch_id = :batch
               and status = 'FAILED'
            """)
        .bind("owner", owner)
        .bind("batch", batch)
        .bind("now", now)
        .execute();
  }
}
