package io.headland.server.core.machinefile.store;

import io.headland.server.core.field.BoundariesOfField;
import io.headland.server.core.field.geometry.Bounds;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.LeafUserId;
import io.headland.server.platform.jdbc.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/// The converted files that have to be compared with changed boundaries, and the result.
public final class AssignmentStore {
  private final Jdbi jdbi;

  public AssignmentStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /// A change of a boundary.
  ///
  /// @param field empty when it was deleted
  /// @param bounds of the active boundary as a `box`; empty when there is none
  public record Change(long revision, Optional<UUID> field, Optional<String> bounds) {}

  /// A converted file.
  ///
  /// @param bounds of its points; empty when they are not known
  /// @param boundaries identifies those with which it was compared; empty when that is not known
  /// @param convertedAt changes when the file is converted again
  /// @param settled whether all transactions that were open at the conversion have ended
  /// @param fields that contain points of it
  public record Candidate(
      UUID id,
      MachineFileRecord.Origin origin,
      Optional<Bounds> bounds,
      Optional<String> boundaries,
      Instant convertedAt,
      boolean settled,
      List<UUID> fields) {
    public Candidate {
      fields = List.copyOf(fields);
    }
  }

  /// The oldest changes that were not compared with the files of a Leaf user.
  public List<Change> changes(ApiOwnerId owner, LeafUserId leafUser, int max) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select change.revision, field.id, boundary.bounds::text as bounds
                      from (select *
                              from boundary_change
                             where api_owner_id = :owner
                               and leaf_user_id = :leafUser
                             order by revision
                             limit :max) as change
                      left join field
                     using (api_owner_id, leaf_user_id, provider, provider_org_id, provider_field_id)
                      left join lateral
                           (select bounds
                              from <boundaries> as of_field
                             where status = 'ACTIVE'
                               and removed_at is null
                             order by id desc
                             limit 1) as boundary
                        on true
                     order by change.revision
                    """
                        .replace("<boundaries>", BoundariesOfField.of("change")))
                .bind("owner", owner)
                .bind("leafUser", leafUser)
                .bind("max", max)
                .map(
                    (row, _) ->
                        new Change(
                            row.getLong("revision"),
                            Optional.ofNullable(row.getObject("id", UUID.class)),
                            Optional.ofNullable(row.getString("bounds"))))
                .list());
  }

  /// The files that are due, whose points are near changed boundaries, or in fields of them, in the
  /// order of their ids.
  ///
  /// @param after the id after which the files are read
  public List<Candidate> candidates(
      ApiOwnerId owner, LeafUserId leafUser, List<Change> changes, UUID after, int max) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select file.id, file.origin, file.boundaries, file.updated_at
                         , coalesce(file.converted_in < pg_snapshot_xmin(pg_current_snapshot())
                                    -- Of another cluster, before a restore.
                                    or file.converted_in >= pg_snapshot_xmax(pg_current_snapshot()), true) as settled
                         , file.bounds is not null as has_bounds
                         , (file.bounds[1])[0] as west
                         , (file.bounds[1])[1] as south
                         , (file.bounds[0])[0] as east
                         , (file.bounds[0])[1] as north
                         , array(select field_id
                                   from machine_file_field
                                  where api_owner_id = file.api_owner_id
                                    and machine_file_id = file.id
                                  order by field_id) as field_ids
                      from machine_file as file
                     where file.api_owner_id = :owner
                       and file.leaf_user_id = :leafUser
                       and file.status = 'PROCESSED'
                       and file.format <> 'PROVIDER_TOTALS'
                       and file.id > :after
                       and (file.assignment_due
                            or file.bounds && any(:boxes::box[])
                            or file.bounds is null and cardinality(:boxes::box[]) > 0
                            or exists (select
                                         from machine_file_field as part
                                        where part.api_owner_id = file.api_owner_id
                                          and part.machine_file_id = file.id
                                          and part.field_id = any(:fields)))
                     order by file.id
                     limit :max
                    """)
                .bind("owner", owner)
                .bind("leafUser", leafUser)
                .bind("after", after)
                .bind(
                    "boxes",
                    changes.stream()
                        .flatMap(change -> change.bounds().stream())
                        .toArray(String[]::new))
                .bind(
                    "fields",
                    changes.stream()
                        .flatMap(change -> change.field().stream())
                        .toArray(UUID[]::new))
                .bind("max", max)
                .map((row, _) -> candidate(row))
                .list());
  }

  private static Candidate candidate(ResultSet row) throws SQLException {
    return new Candidate(
        row.getObject("id", UUID.class),
        Columns.get(row, "origin", MachineFileRecord.Origin.class),
        row.getBoolean("has_bounds")
            ? Optional.of(
                new Bounds(
                    row.getDouble("west"),
                    row.getDouble("south"),
                    row.getDouble("east"),
                    row.getDouble("north")))
            : Optional.empty(),
        Optional.ofNullable(row.getString("boundaries")),
        Columns.get(row, "updated_at", Instant.class),
        row.getBoolean("settled"),
        Arrays.asList((UUID[]) row.getArray("field_ids").getArray()));
  }

  /// Stores that a file was compared with boundaries, unless it was converted again or compared
  /// with others meanwhile.
  ///
  /// @return whether it was stored
  public boolean markCompared(
      Handle handle, ApiOwnerId owner, Candidate file, Optional<Bounds> bounds, String boundaries) {
    return handle
            .createUpdate(
                """
                update machine_file
                   set bounds = coalesce(:bounds::box, bounds)
                     , boundaries = :boundaries
                     , assignment_due = not :settled
                 where api_owner_id = :owner
                   and id = :id
                   and status = 'PROCESSED'
                   and updated_at = :convertedAt
                   and boundaries is not distinct from :before
                """)
            .bind("owner", owner)
            .bind("id", file.id())
            .bind("settled", file.settled())
            .bind("bounds", bounds.map(Bounds::toBox).orElse(null))
            .bind("boundaries", boundaries)
            .bind("convertedAt", file.convertedAt())
            .bind("before", file.boundaries().orElse(null))
            .execute()
        > 0;
  }

  /// Updates the fields of a file. Those that are in neither parameter remain.
  ///
  /// @param inside the number of points in at least one field
  /// @param without fields that contain none of its points any more
  /// @return the fields whose points have changed
  public Set<UUID> updateFields(
      Handle handle,
      ApiOwnerId owner,
      UUID file,
      Map<UUID, Long> points,
      long inside,
      Collection<UUID> without) {
    handle
        .createUpdate(
            """
            update machine_file
               set outside_points = (rejected_points #>> '{standardGeojson,kept}')::bigint - :inside
             where api_owner_id = :owner
               and id = :id
            """)
        .bind("owner", owner)
        .bind("id", file)
        .bind("inside", inside)
        .execute();
    Set<UUID> changed =
        new HashSet<>(
            handle
                .createQuery(
                    """
                    delete from machine_file_field
                     where api_owner_id = :owner
                       and machine_file_id = :id
                       and field_id = any(:without)
                    returning field_id
                    """)
                .bind("owner", owner)
                .bind("id", file)
                .bind("without", without.toArray(UUID[]::new))
                .mapTo(UUID.class)
                .list());
    changed.addAll(
        handle
            .createQuery(
                """
                insert into machine_file_field as part (api_owner_id, machine_file_id, field_id, points)
                select :owner, :id, field_id, points
                  from unnest(:fields::uuid[], :points::bigint[]) as counted (field_id, points)
                on conflict (api_owner_id, machine_file_id, field_id)
                  do update set points = excluded.points
                          where part.points <> excluded.points
                returning field_id
                """)
            .bind("owner", owner)
            .bind("id", file)
            .bind("fields", points.keySet().toArray(UUID[]::new))
            .bind(
                "points",
                points.keySet().stream()
                    .map(field -> Objects.requireNonNull(points.get(field)))
                    .toArray(Long[]::new))
            .mapTo(UUID.class)
            .list());
    return changed;
  }

  /// Deletes changes after all files were compared with them. One that was made meanwhile has
  /// another revision; one that is being made is locked, and remains.
  public void deleteChanges(ApiOwnerId owner, LeafUserId leafUser, List<Change> changes) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    """
                    delete from boundary_change
                     where api_owner_id = :owner
                       and leaf_user_id = :leafUser
                       and revision in (select revision
                                          from boundary_change
                                         where api_owner_id = :owner
                                           and leaf_user_id = :leafUser
                                           and revision = any(:revisions)
                                           for update skip locked)
                    """)
                .bind("owner", owner)
                .bind("leafUser", leafUser)
                .bind("revisions", changes.stream().map(Change::revision).toArray(Long[]::new))
                .execute());
  }
}
