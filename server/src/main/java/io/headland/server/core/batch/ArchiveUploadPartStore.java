package io.headland.server.core.batch;

import io.headland.server.platform.id.ApiOwnerId;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/// The parts of uploads in the database, with the ids of their files.
public final class ArchiveUploadPartStore {
  private final Jdbi jdbi;

  public ArchiveUploadPartStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /// The parts of an upload in the order of their positions.
  public List<ArchiveUpload.Part> list(ApiOwnerId owner, UUID id) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select position, size_in_bytes, file_id
                      from archive_upload_part
                     where api_owner_id = :owner
                       and upload_id = :id
                     order by position
                    """)
                .bind("owner", owner)
                .bind("id", id)
                .map(
                    (row, _) ->
                        new ArchiveUpload.Part(
                            row.getLong("position"),
                            row.getLong("size_in_bytes"),
                            row.getObject("file_id", UUID.class)))
                .list());
  }

  /// Inserts a part, or replaces the one at its position.
  static void put(Handle handle, ApiOwnerId owner, UUID upload, ArchiveUpload.Part part) {
    handle
        .createUpdate(
            """
            insert into archive_upload_part (api_owner_id, upload_id, position, size_in_bytes, file_id)
            values (:owner, :upload, :position, :size, :file)
            on conflict (api_owner_id, upload_id, position)
              do update set size_in_bytes = excluded.size_in_bytes, file_id = excluded.file_id
            """)
        .bind("owner", owner)
        .bind("upload", upload)
        .bind("position", part.position())
        .bind("size", part.size())
        .bind("file", part.file())
        .execute();
  }

  /// Deletes the rows of the parts of an upload, after they were joined.
  public void delete(ApiOwnerId owner, UUID id) {
    jdbi.useHandle(handle -> delete(handle, owner, id));
  }

  static void delete(Handle handle, ApiOwnerId owner, UUID upload) {
    handle
        .createUpdate(
            """
            delete from archive_upload_part
             where api_owner_id = :owner
               and upload_id = :upload
            """)
        .bind("owner", owner)
        .bind("upload", upload)
        .execute();
  }
}
