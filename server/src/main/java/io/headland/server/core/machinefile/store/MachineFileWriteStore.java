package io.headland.server.core.machinefile.store;

import io.headland.server.core.field.geometry.Bounds;
import io.headland.server.core.machinefile.MachineFileFormat;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.LeafUserId;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/// Writes machine files and the fields that contain their points.
public final class MachineFileWriteStore {
  /// A file that was found in an archive.
  ///
  /// @param id for the row, if there is none
  /// @param sizeInBytes of the archive
  public record NewFile(
      UUID id,
      LeafUserId leafUser,
      String provider,
      UUID batchId,
      String sourceName,
      MachineFileFormat format,
      long sizeInBytes) {}

  /// Inserts a file of an archive, unless an earlier attempt has inserted it.
  ///
  /// @return its id if it has to be converted; empty when it has a result: a failed one is
  ///   converted again by a retry, which sets its status back
  public Optional<UUID> begin(Handle handle, ApiOwnerId owner, NewFile file, Instant now) {
    return handle
        .createQuery(
            """
            insert into machine_file as m
                   (api_owner_id, id, leaf_user_id, provider, origin, batch_id, source_name, format, status,
                    size_in_bytes, created_at, updated_at)
            select api_owner_id, :id, leaf_user_id, :provider, 'UPLOADED', id, :sourceName, :format, 'PROCESSING'
                 , :size, :now, :now
              from batch
             where api_owner_id = :owner
               and id = :batch
               for key share
            on conflict (api_owner_id, batch_id, source_name)
              do update set status = 'PROCESSING'
                          , failed_step = ''
                          , message = ''
                          , updated_at = :now
                      where m.status = 'PROCESSING'
            returning id
            """)
        .bind("owner", owner)
        .bind("id", file.id())
        .bind("provider", file.provider())
        .bind("batch", file.batchId())
        .bind("sourceName", file.sourceName())
        .bind("format", file.format())
        .bind("size", file.sizeInBytes())
        .bind("now", now)
        .mapTo(UUID.class)
        .findOne();
  }

  /// Defers the deselection of the organization of a provider's file until the transaction ends.
  ///
  /// @return false when the organization is hidden, or there is no such file
  public boolean shareOrganization(Handle handle, ApiOwnerId owner, UUID id) {
    return handle
        .createQuery(
            """
            select snapshot.visible
              from machine_file as file
              join organization_snapshot as snapshot
                on snapshot.api_owner_id = file.api_owner_id
               and snapshot.leaf_user_id = file.leaf_user_id
               and snapshot.provider = file.provider
               and snapshot.provider_org_id = file.provider_org_id
             where file.api_owner_id = :owner
               and file.id = :id
               for share of snapshot
            """)
        .bind("owner", owner)
        .bind("id", id)
        .mapTo(Boolean.class)
        .findOne()
        .orElse(false);
  }

  /// Stores the result of a conversion.
  ///
  /// @return the fields that contain points of the file, or contained some before; empty when the
  ///   file has been deleted
  public Optional<Set<UUID>> finish(
      Handle handle,
      ApiOwnerId owner,
      UUID id,
      MachineFileRecord.Content content,
      FileFields fields,
      Instant now) {
    int updated =
        handle
            .createUpdate(
                """
                update machine_file
                   set status = 'PROCESSED'
                     , type = :type
                     , crop = :crop
                     , start_time = :startTime
                     , end_time = :endTime
                     , area_m2 = :area
                     , outside_points = :outside
                     , description = :description::jsonb
                     , summary = :summary::jsonb
                     , rejected_points = :rejected::jsonb
                     , bounds = :bounds::box
                     , boundaries = :boundaries
                     , assignment_due = :bounds::box is not null
                     , converted_in = pg_current_xact_id()
                     , updated_at = :now
                 where api_owner_id = :owner
                   and id = :id
                """)
            .bind("owner", owner)
            .bind("id", id)
            .bind("type", content.type())
            .bind("crop", content.crop())
            .bind("startTime", content.startTime())
            .bind("endTime", content.endTime())
            .bind("area", content.squareMetres())
            .bind("outside", content.outsidePoints())
            .bind("description", content.description())
            .bind("summary", content.summary())
            .bind("rejected", content.rejectedPoints())
            .bind("bounds", fields.bounds().map(Bounds::toBox).orElse(null))
            .bind("boundaries", fields.boundaries())
            .bind("now", now)
            .execute();
    return updated > 0
        ? Optional.of(replaceFields(handle, owner, id, fields.points()))
        : Optional.empty();
  }

  private static Set<UUID> replaceFields(
      Handle handle, ApiOwnerId owner, UUID id, Map<UUID, Long> points) {
    Set<UUID> affected =
        new HashSet<>(
            handle
                .createQuery(
                    """
                    delete from machine_file_field
                     where api_owner_id = :owner
                       and machine_file_id = :id
                    returning field_id
                    """)
                .bind("owner", owner)
                .bind("id", id)
                .mapTo(UUID.class)
                .list());
    affected.addAll(points.keySet());
    handle
        .createUpdate(
            """
            insert into machine_file_field (api_owner_id, machine_file_id, field_id, points)
            select :owner, :id, field_id, points
              from unnest(:fields::uuid[], :points::bigint[]) as part (field_id, points)
            """)
        .bind("owner", owner)
        .bind("id", id)
        .bind("fields", points.keySet().toArray(UUID[]::new))
        .bind("points", points.values().toArray(Long[]::new))
        .execute();
    return affected;
  }

  /// Records why a file cannot be converted, unless it has been converted before.
  ///
  /// @return whether it was recorded
  public boolean fail(
      Handle handle, ApiOwnerId owner, UUID id, String step, String message, Instant now) {
    return handle
            .createUpdate(
                """
                update machine_file
                   set status = 'FAILED'
                     , failed_step = :step
                     , message = :message
                     , updated_at = :now
                 where api_owner_id = :owner
                   and id = :id
                   and status <> 'PROCESSED'
                """)
            .bind("owner", owner)
            .bind("id", id)
            .bind("step", step)
            .bind("message", message)
            .bind("now", now)
            .execute()
        > 0;
  }
}
