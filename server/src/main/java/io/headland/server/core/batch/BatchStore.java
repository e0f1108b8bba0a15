package io.headland.server.core.batch;

import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.LeafUserId;
import io.headland.server.platform.jdbc.Columns;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.RowMapper;

/// Batches in the database. [BatchListStore] reads pages of them.
public final class BatchStore {
  static final RowMapper<Batch> ROW =
      (row, _) ->
          new Batch(
              row.getObject("id", UUID.class),
              Columns.get(row, "leaf_user_id", LeafUserId.class),
              Columns.get(row, "provider", BatchProvider.class),
              row.getString("file_name"),
              row.getLong("size_in_bytes"),
              Columns.get(row, "status", Batch.Status.class),
              row.getString("status_details"),
              Columns.get(row, "created_at", Instant.class));

  private final Jdbi jdbi;
  private final BatchTaskStore tasks;

  public BatchStore(Jdbi jdbi, BatchTaskStore tasks) {
    this.jdbi = jdbi;
    this.tasks = tasks;
  }

  /// The result of [#insert].
  ///
  /// @param batch the new batch, or the one that has the same archive; empty when there is no such
  ///   Leaf user
  public record Inserted(Optional<Batch> batch, boolean isNew) {}

  /// Stores a new batch, and schedules its conversion, unless the Leaf user has a batch with the
  /// same digest.
  ///
  /// @param batch whose archive is durable
  /// @param digest SHA-256 of the archive
  public Inserted insert(ApiOwnerId owner, Batch batch, byte[] digest) {
    return jdbi.inTransaction(handle -> insert(handle, owner, batch, digest));
  }

  /// The same in the transaction of the caller.
  public Inserted insert(Handle handle, ApiOwnerId owner, Batch batch, byte[] digest) {
    if (insertRow(handle, owner, batch, digest)) {
      tasks.schedule(handle, owner, batch.id(), batch.createdAt());
      return new Inserted(Optional.of(batch), true);
    }
    return new Inserted(findByDigest(handle, owner, batch.leafUser(), digest), false);
  }

  private static boolean insertRow(Handle handle, ApiOwnerId owner, Batch batch, byte[] digest) {
    int inserted =
        handle
            .createUpdate(
                """
                insert into batch
                       (api_owner_id, id, leaf_user_id, provider, file_name, size_in_bytes, digest,
                        status, created_at, updated_at)
                select api_owner_id, :id, id, :provider, :fileName, :size, :digest, :status, :now, :now
                  from leaf_user
                 where api_owner_id = :owner
                   and id = :leafUser
                   for key share
                on conflict (api_owner_id, leaf_user_id, digest) do nothing
                """)
            .bind("owner", owner)
            .bind("leafUser", batch.leafUser())
            .bind("id", batch.id())
            .bind("provider", batch.provider())
            .bind("fileName", batch.fileName())
            .bind("size", batch.size())
            .bind("digest", digest)
            .bind("status", batch.status())
            .bind("now", batch.createdAt())
            .execute();
    return inserted > 0;
  }

  /// The batch of a Leaf user with this archive.
  public Optional<Batch> findByDigest(ApiOwnerId owner, LeafUserId leafUser, byte[] digest) {
    return jdbi.withHandle(handle -> findByDigest(handle, owner, leafUser, digest));
  }

  private static Optional<Batch> findByDigest(
      Handle handle, ApiOwnerId owner, LeafUserId leafUser, byte[] digest) {
    return handle
        .createQuery(
            """
            select *
              from batch
             where api_owner_id = :owner
               and leaf_user_id = :leafUser
               and digest = :digest
            """)
        .bind("owner", owner)
        .bind("leafUser", leafUser)
        .bind("digest", digest)
        .map(ROW)
        .findOne();
  }

  public Optional<Batch> find(ApiOwnerId owner, UUID id) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select *
                      from batch
                     where api_owner_id = :owner
                       and id = :id
                    """)
                .bind("owner", owner)
                .bind("id", id)
                .map(ROW)
                .findOne());
  }

  /// Reads a batch and locks it, so that its status changes only in this transaction.
  public Optional<Batch> lock(Handle handle, ApiOwnerId owner, UUID id) {
    return handle
        .createQuery(
            """
            select *
              from batch
             where api_owner_id = :owner
               and id = :id
               for update
            """)
        .bind("owner", owner)
        .bind("id", id)
        .map(ROW)
        .findOne();
  }

  /// Sets the status of a batch.
  ///
  /// @param details why it failed; blank otherwise
  /// @return false when the batch has been deleted
  public boolean setStatus(
      Handle handle, ApiOwnerId owner, UUID id, Batch.Status status, String details, Instant now) {
    return handle
            .createUpdate(
                """
                update batch
                   set status = :status
                     , status_details = :details
                     , updated_at = :now
                 where api_owner_id = :owner
                   and id = :id
                """)
            .bind("owner", owner)
            .bind("id", id)
            .bind("status", status)
            .bind("details", details)
            .bind("now", now)
            .execute()
        > 0;
  }

  /// Records why a batch whose conversion has not ended waits, until [#setStatus].
  public void noteWaiting(ApiOwnerId owner, UUID id, String reason, Instant now) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    """
                    update batch
                       set status_details = :reason
                         , updated_at = :now
                     where api_owner_id = :owner
                       and id = :id
                       and status = 'RECEIVED'
                    """)
                .bind("owner", owner)
                .bind("id", id)
                .bind("reason", reason)
                .bind("now", now)
                .execute());
  }

  /// Sets the provider of a batch, which the caller has locked.
  public void setProvider(Handle handle, ApiOwnerId owner, UUID id, BatchProvider provider) {
    handle
        .createUpdate(
            """
            update batch
               set provider = :provider
             where api_owner_id = :owner
               and id = :id
            """)
        .bind("owner", owner)
        .bind("id", id)
        .bind("provider", provider)
        .execute();
  }

  /// Sets a batch, which the caller has locked, back to `RECEIVED` and schedules its conversion.
  ///
  /// @param attempt id of the retry
  public void retry(Handle handle, ApiOwnerId owner, UUID id, UUID attempt, Instant now) {
    setStatus(handle, owner, id, Batch.Status.RECEIVED, "", now);
    tasks.scheduleRetry(handle, owner, id, attempt, now);
  }
}
