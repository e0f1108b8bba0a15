package io.headland.server.core.explain;

import io.headland.server.core.field.BoundariesOfField;
import io.headland.server.core.machinefile.store.MachineFileRecord;
import io.headland.server.core.operation.MergeTaskStore;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.LeafUserId;
import io.headland.server.platform.jdbc.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/// The facts of an explanation about a machine file.
public final class ExplainFileStore {
  private static final String FILE =
      """
      select f.id
           , f.leaf_user_id
           , f.provider_org_id
           , f.batch_id
           , f.origin
           , f.format = 'PROVIDER_TOTALS' as without_points
           , f.status
           , f.failed_step
           , f.message
           , f.rejected_points::text as rejected_points
           , f.updated_at
           , f.provider_org_id = ''
             or exists (select
                          from organization_snapshot s
                         where s.api_owner_id = f.api_owner_id
                           and s.leaf_user_id = f.leaf_user_id
                           and s.provider = f.provider
                           and s.provider_org_id = f.provider_org_id
                           and s.visible) as visible
        from machine_file f
       where f.api_owner_id = :owner
         and f.id = :id
      """;

  private static final String FIELDS =
      """
      select p.field_id
           , p.points
           , coalesce(s.visible and d.removed_at is null, false) as visible
           , exists (select
                       from <boundaries> b
                      where d.status = 'PROCESSED'
                        and b.status = 'ACTIVE'
                        and b.removed_at is null
                        and b.validity <> 'INVALID') as with_boundary
           , (select o.id
                from field_operation o
                join field_operation_file x
                  on x.api_owner_id = o.api_owner_id
                 and x.field_operation_id = o.id
               where o.api_owner_id = p.api_owner_id
                 and o.field_id = p.field_id
                 and x.machine_file_id = p.machine_file_id
               limit 1) as operation_id
           , t.execution_time
        from machine_file_field p
        left join field d
          on d.api_owner_id = p.api_owner_id
         and d.id = p.field_id
        left join organization_snapshot s
          on s.api_owner_id = d.api_owner_id
         and s.leaf_user_id = d.leaf_user_id
         and s.provider = d.provider
         and s.provider_org_id = d.provider_org_id
        left join scheduled_tasks t
          on t.task_name = :merge
         and t.task_instance = p.api_owner_id || '/' || :leafUser || '/' || p.field_id
       where p.api_owner_id = :owner
         and p.machine_file_id = :id
       order by p.points desc, p.field_id
       limit :max
      """
          .replace("<boundaries>", BoundariesOfField.of("d"));

  private static final int MAX_FIELDS = 100;

  private final Jdbi jdbi;

  public ExplainFileStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  Optional<FileFacts> find(ApiOwnerId owner, UUID id) {
    return jdbi.inTransaction(
        handle ->
            handle
                .createQuery(FILE)
                .bind("owner", owner)
                .bind("id", id)
                .map((row, _) -> file(row))
                .findOne()
                .map(file -> file.with(fields(handle, owner, file))));
  }

  private static FileFacts file(ResultSet row) throws SQLException {
    return new FileFacts(
        row.getObject("id", UUID.class),
        Columns.get(row, "leaf_user_id", LeafUserId.class),
        row.getString("provider_org_id"),
        Optional.ofNullable(row.getObject("batch_id", UUID.class)),
        row.getBoolean("visible"),
        Columns.get(row, "origin", MachineFileRecord.Origin.class)
            == MachineFileRecord.Origin.MERGED,
        row.getBoolean("without_points"),
        Columns.get(row, "status", MachineFileRecord.Status.class),
        row.getString("failed_step"),
        row.getString("message"),
        Objects.requireNonNullElse(row.getString("rejected_points"), "{}"),
        Columns.get(row, "updated_at", Instant.class),
        List.of());
  }

  private static List<FileFacts.InField> fields(Handle handle, ApiOwnerId owner, FileFacts file) {
    return handle
        .createQuery(FIELDS)
        .bind("owner", owner)
        .bind("id", file.id())
        .bind("leafUser", file.leafUser().toString())
        .bind("merge", MergeTaskStore.MERGE)
        .bind("max", MAX_FIELDS)
        .map(
            (row, _) ->
                new FileFacts.InField(
                    row.getObject("field_id", UUID.class),
                    row.getLong("points"),
                    row.getBoolean("visible"),
                    row.getBoolean("with_boundary"),
                    Optional.ofNullable(row.getObject("operation_id", UUID.class)),
                    Optional.ofNullable(Columns.find(row, "execution_time", Instant.class))))
        .list();
  }
}
