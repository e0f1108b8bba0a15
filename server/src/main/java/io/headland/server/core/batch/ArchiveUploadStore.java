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

/// Uploads of archives in the database. [ArchiveUploadPartStore] has the rows of their parts.
public final class ArchiveUploadStore {
  private static final RowMapper<ArchiveUpload> ROW =
      (row, _) ->
          new ArchiveUpload(
              row.getObject("id", UUID.class),
              Columns.get(row, "leaf_user_id", LeafUserId.class),
              Columns.get(row, "provider", BatchProvider.class),
              row.getString("file_name"),
              row.getString("metadata"),
              row.getLong("size_in_bytes"),
              row.getLong("received"),
              Optional.ofNullable(row.getObject("batch_id", UUID.class)),
              Columns.get(row, "created_at", Instant.class),
              Columns.get(row, "expires_at", Instant.class));

  private final Jdbi jdbi;

  public ArchiveUploadStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /// What an API owner may have at a time. Requests at the same time may exceed it by one each.
  ///
  /// @param uploads number of incomplete uploads
  /// @param bytes sum of their sizes
  public record Limits(int uploads, long bytes) {}

  /// The result of [#insert].
  public enum Inserted {
    INSERTED,
    NO_USER,
    TOO_MANY
  }

  /// Stores a new upload.
  public Inserted insert(ApiOwnerId owner, ArchiveUpload upload, Limits limits) {
    return jdbi.inTransaction(
        handle -> {
          if (isFull(handle, owner, upload, limits)) {
            return Inserted.TOO_MANY;
          }
          return insert(handle, owner, upload) ? Inserted.INSERTED : Inserted.NO_USER;
        });
  }

  private static boolean isFull(
      Handle handle, ApiOwnerId owner, ArchiveUpload upload, Limits limits) {
    return handle
        .createQuery(
            """
            select count(*) >= :uploads or coalesce(sum(size_in_bytes), 0) + :size > :bytes
              from archive_upload
             where api_owner_id = :owner
               and batch_id is null
               and expires_at > :now
            """)
        .bind("owner", owner)
        .bind("uploads", limits.uploads())
        .bind("bytes", limits.bytes())
        .bind("size", upload.size())
        .bind("now", upload.createdAt())
        .mapTo(Boolean.class)
        .one();
  }

  private static boolean insert(Handle handle, ApiOwnerId owner, ArchiveUpload upload) {
    int inserted =
        handle
            .createUpdate(
                """
                insert into archive_upload
                       (api_owner_id, id, leaf_user_id, provider, file_name, metadata, size_in_bytes,
                        created_at, expires_at)
                select api_owner_id, :id, id, :provider, :fileName, :metadata, :size, :now, :expiresAt
                  from leaf_user
                 where api_owner_id = :owner
                   and id = :leafUser
                   for key share
                """)
            .bind("owner", owner)
            .bind("leafUser", upload.leafUser())
            .bind("id", upload.id())
            .bind("provider", upload.provider())
            .bind("fileName", upload.fileName())
            .bind("metadata", upload.metadata())
            .bind("size", upload.size())
            .bind("now", upload.createdAt())
            .bind("expiresAt", upload.expiresAt())
            .execute();
    return inserted == 1;
  }

  /// An upload that has not expired.
  public Optional<ArchiveUpload> find(ApiOwnerId owner, UUID id, Instant now) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select *
                      from archive_upload
                     where api_owner_id = :owner
                       and id = :id
                       and expires_at > :now
                    """)
                .bind("owner", owner)
                .bind("id", id)
                .bind("now", now)
                .map(ROW)
                .findOne());
  }

  /// Adds a part whose file is durable, or replaces the one at its position.
  ///
  /// @param upload as it was read; its number of bytes must still be the same
  /// @return false when another request has changed the upload, or it does not exist any more
  public boolean append(
      ApiOwnerId owner, ArchiveUpload upload, ArchiveUpload.Part part, Instant expiry) {
    return jdbi.inTransaction(
        handle -> {
          boolean unchanged = setReceived(handle, owner, upload, part.end(), expiry);
          if (unchanged) {
            ArchiveUploadPartStore.put(handle, owner, upload.id(), part);
          }
          return unchanged;
        });
  }

  private static boolean setReceived(
      Handle handle, ApiOwnerId owner, ArchiveUpload upload, long received, Instant expiry) {
    return handle
            .createUpdate(
                """
                update archive_upload
                   set received = :to
                     , expires_at = :expiry
                 where api_owner_id = :owner
                   and id = :id
                   and received = :from
                """)
            .bind("owner", owner)
            .bind("id", upload.id())
            .bind("from", upload.received())
            .bind("to", received)
            .bind("expiry", expiry)
            .execute()
        == 1;
  }

  /// Locks an upload that is about to become a batch.
  ///
  /// @param upload as it was read; its number of bytes must still be the same
  /// @return false when another request has changed the upload, or it does not exist any more
  public boolean lock(Handle handle, ApiOwnerId owner, ArchiveUpload upload) {
    return handle
        .createQuery(
            """
            select true
              from archive_upload
             where api_owner_id = :owner
               and id = :id
               and received = :received
               for update
            """)
        .bind("owner", owner)
        .bind("id", upload.id())
        .bind("received", upload.received())
        .mapTo(Boolean.class)
        .findOne()
        .isPresent();
  }

  /// Records the batch of an upload, which the caller has locked.
  ///
  /// @param last the last part, if the parts are the archive of the batch; empty if it has another
  ///   one: the rows of the parts are deleted
  public void complete(
      Handle handle,
      ApiOwnerId owner,
      UUID id,
      UUID batch,
      Optional<ArchiveUpload.Part> last,
      Instant expiry) {
    handle
        .createUpdate(
            """
            update archive_upload
               set received = size_in_bytes
                 , batch_id = :batch
                 , expires_at = :expiry
             where api_owner_id = :owner
               and id = :id
            """)
        .bind("owner", owner)
        .bind("id", id)
        .bind("batch", batch)
        .bind("expiry", expiry)
        .execute();
    last.ifPresentOrElse(
        part -> ArchiveUploadPartStore.put(handle, owner, id, part),
        () -> ArchiveUploadPartStore.delete(handle, owner, id));
  }

  /// The upload whose parts are the archive of a batch; empty when they have been joined.
  public Optional<ArchiveUpload> findUnjoined(ApiOwnerId owner, UUID batch) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select *
                      from archive_upload as upload
                     where upload.api_owner_id = :owner
                       and upload.batch_id = :batch
                       and exists (select
                                     from archive_upload_part as part
                                    where part.api_owner_id = upload.api_owner_id
                                      and part.upload_id = upload.id)
                    """)
                .bind("owner", owner)
                .bind("batch", batch)
                .map(ROW)
                .findOne());
  }

  /// Deletes an incomplete upload with the rows of its parts.
  ///
  /// @return whether there was one that had not expired
  public boolean deleteIncomplete(ApiOwnerId owner, UUID id, Instant now) {
    return jdbi.withHandle(
        handle ->
            handle
                    .createUpdate(
                        """
                        delete from archive_upload
                         where api_owner_id = :owner
                           and id = :id
                           and expires_at > :now
                           and batch_id is null
                        """)
                    .bind("owner", owner)
                    .bind("id", id)
                    .bind("now", now)
                    .execute()
                == 1);
  }

  /// Lets a complete upload expire. Its parts may still be the archive of its batch.
  ///
  /// @return whether there was one that had not expired
  public boolean expireComplete(ApiOwnerId owner, UUID id, Instant now) {
    return jdbi.withHandle(
        handle ->
            handle
                    .createUpdate(
                        """
                        update archive_upload
                           set expires_at = :now
                         where api_owner_id = :owner
                           and id = :id
                           and expires_at > :now
                           and batch_id is not null
                        """)
                    .bind("owner", owner)
                    .bind("id", id)
                    .bind("now", now)
                    .execute()
                == 1);
  }
}
