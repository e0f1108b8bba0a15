package io.headland.server.core.upload;

import io.headland.server.core.field.CreatedFieldStore;
import io.headland.server.core.field.NewField;
import io.headland.server.core.field.WriteOutcome;
import io.headland.server.core.field.file.FieldFile;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.LeafUserId;
import io.headland.server.platform.id.UuidGenerator;
import io.headland.server.platform.jdbc.Columns;
import io.headland.server.platform.paging.Page;
import io.headland.server.platform.paging.PageRequest;
import io.headland.server.platform.paging.PageWindow;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/// Stores uploads with the fields that they create, and reads them.
public final class UploadStore {
  private final Jdbi jdbi;
  private final CreatedFieldStore fields;
  private final UuidGenerator ids;

  public UploadStore(Jdbi jdbi, CreatedFieldStore fields, UuidGenerator ids) {
    this.jdbi = jdbi;
    this.fields = fields;
    this.ids = ids;
  }

  /// The fields to create from one file of an upload.
  ///
  /// @param errors of the fields whose geometry is rejected
  public record NewEntry(FieldFile.Format format, List<NewField> fields, List<String> errors) {}

  /// The result of an upload.
  ///
  /// @param upload with an id even if it was not stored
  public record Stored(WriteOutcome outcome, Upload upload) {}

  /// Creates all fields of an upload, or none.
  public Stored store(
      ApiOwnerId owner, LeafUserId leafUser, String fileName, List<NewEntry> entries, Instant now) {
    boolean any = entries.stream().anyMatch(entry -> !entry.fields().isEmpty());
    Upload upload =
        new Upload(
            ids.next(),
            leafUser,
            fileName,
            any ? Upload.Status.PROCESSED : Upload.Status.FAILED,
            now);
    return jdbi.inTransaction(
        handle -> {
          List<Upload.Entry> stored = new ArrayList<>();
          for (NewEntry entry : entries) {
            List<UUID> created = new ArrayList<>();
            for (NewField field : entry.fields()) {
              CreatedFieldStore.Written written =
                  fields.create(handle, owner, leafUser, field, now);
              if (written.outcome() != WriteOutcome.STORED) {
                // An invalid farm or Leaf user is detected with the first field.
                return new Stored(written.outcome(), upload);
              }
              created.add(written.id());
            }
            stored.add(new Upload.Entry(ids.next(), entry.format(), created, entry.errors()));
          }
          if (!insert(handle, owner, upload)) {
            return new Stored(WriteOutcome.NO_LEAF_USER, upload);
          }
          insertEntries(handle, owner, upload, stored);
          return new Stored(WriteOutcome.STORED, upload);
        });
  }

  private static boolean insert(Handle handle, ApiOwnerId owner, Upload upload) {
    int inserted =
        handle
            .createUpdate(
                """
                insert into field_upload (api_owner_id, id, leaf_user_id, file_name, status, created_at)
                select api_owner_id, :id, id, :fileName, :status, :now
                  from leaf_user
                 where api_owner_id = :owner
                   and id = :leafUser
                   for key share
                """)
            .bind("owner", owner)
            .bind("leafUser", upload.leafUser())
            .bind("id", upload.id())
            .bind("fileName", upload.fileName())
            .bind("status", upload.status())
            .bind("now", upload.createdAt())
            .execute();
    return inserted > 0;
  }

  private static void insertEntries(
      Handle handle, ApiOwnerId owner, Upload upload, List<Upload.Entry> entries) {
    int number = 0;
    for (Upload.Entry entry : entries) {
      number++;
      handle
          .createUpdate(
              """
              insert into field_upload_entry (api_owner_id, upload_id, id, number, format, field_ids, errors)
              values (:owner, :upload, :id, :number, :format, :fields::text[]::uuid[], :errors)
              """)
          .bind("owner", owner)
          .bind("upload", upload.id())
          .bind("id", entry.id())
          .bind("number", number)
          .bind("format", entry.format())
          .bind("fields", entry.fieldIds().stream().map(UUID::toString).toArray(String[]::new))
          .bind("errors", entry.errors().toArray(String[]::new))
          .execute();
    }
  }

  /// The uploads of all Leaf users, the newest first.
  public Page<Upload> list(ApiOwnerId owner, PageRequest request) {
    return jdbi.withHandle(
        handle -> {
          long total =
              handle
                  .createQuery("select count(*) from field_upload where api_owner_id = :owner")
                  .bind("owner", owner)
                  .mapTo(Long.class)
                  .one();
          PageWindow window = PageWindow.of(request, total);
          List<Upload> rows =
              handle
                  .createQuery(
                      """
                      select id, leaf_user_id, file_name, status, created_at
                        from field_upload
                       where api_owner_id = :owner
                       order by id <direction>
                       limit :size
                      offset :skip
                      """)
                  .define("direction", window.descending())
                  .bind("owner", owner)
                  .bind("size", window.size())
                  .bind("skip", window.skip())
                  .map((row, _) -> upload(row))
                  .list();
          return Page.numbered(window.ordered(rows), total, request);
        });
  }

  public Optional<Upload> find(ApiOwnerId owner, UUID id) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select id, leaf_user_id, file_name, status, created_at
                      from field_upload
                     where api_owner_id = :owner
                       and id = :id
                    """)
                .bind("owner", owner)
                .bind("id", id)
                .map((row, _) -> upload(row))
                .findOne());
  }

  /// The files of an upload, in the order in which they were read.
  public List<Upload.Entry> entries(ApiOwnerId owner, UUID uploadId) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select id, format, field_ids, errors
                      from field_upload_entry
                     where api_owner_id = :owner
                       and upload_id = :upload
                     order by number
                    """)
                .bind("owner", owner)
                .bind("upload", uploadId)
                .map(
                    (row, _) ->
                        new Upload.Entry(
                            row.getObject("id", UUID.class),
                            Columns.get(row, "format", FieldFile.Format.class),
                            Arrays.asList((UUID[]) row.getArray("field_ids").getArray()),
                            Arrays.asList((String[]) row.getArray("errors").getArray())))
                .list());
  }

  private static Upload upload(ResultSet row) throws SQLException {
    return new Upload(
        row.getObject("id", UUID.class),
        Columns.get(row, "leaf_user_id", LeafUserId.class),
        row.getString("file_name"),
        Columns.get(row, "status", Upload.Status.class),
        Columns.get(row, "created_at", Instant.class));
  }
}
