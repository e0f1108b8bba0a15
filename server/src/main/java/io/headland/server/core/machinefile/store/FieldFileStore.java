package io.headland.server.core.machinefile.store;

import io.headland.server.core.machinefile.OperationType;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.LeafUserId;
import io.headland.server.platform.jdbc.Columns;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/// Reads the converted files that have points in a field.
public final class FieldFileStore {
  private final Jdbi jdbi;

  public FieldFileStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /// A converted file.
  ///
  /// @param convertedAt time of the conversion, which changes when the file is converted again
  /// @param description JSON of the description
  /// @param tillTypes of the points of tillage, blank for those without one; empty for other work
  ///   and for a file without points
  /// @param totals JSON of the summary of a file without points; empty for others
  public record FieldMachineFile(
      UUID id,
      String provider,
      OperationType type,
      String crop,
      Instant startTime,
      Instant endTime,
      Instant convertedAt,
      String description,
      List<String> tillTypes,
      Optional<String> totals) {
    public FieldMachineFile {
      tillTypes = List.copyOf(tillTypes);
    }
  }

  /// The files of a field that are merged into operations, in the order of their times. A file that
  /// was merged on request is none of them: operations contain its sources.
  public List<FieldMachineFile> list(ApiOwnerId owner, LeafUserId leafUser, UUID fieldId) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select file.id, file.provider, file.type, file.crop, file.start_time, file.end_time
                         , file.updated_at, file.description::text as description
                         , case when file.type = 'TILLAGE' and file.format <> 'PROVIDER_TOTALS'
                                then array(select part ->> 'name'
                                             from jsonb_array_elements(file.summary -> 'parts') as part
                                            order by 1)
                                else '{}' end as till_types
                         , case when file.format = 'PROVIDER_TOTALS' then file.summary::text end as totals
                      from machine_file_field as part
                      join machine_file as file
                        on file.api_owner_id = part.api_owner_id
                       and file.id = part.machine_file_id
                     where part.api_owner_id = :owner
                       and part.field_id = :field
                       and file.leaf_user_id = :leafUser
                       and file.status = 'PROCESSED'
                       and file.origin <> 'MERGED'
                       and file.start_time is not null
                     order by file.start_time, file.id
                    """)
                .bind("owner", owner)
                .bind("leafUser", leafUser)
                .bind("field", fieldId)
                .map(
                    (row, _) ->
                        new FieldMachineFile(
                            row.getObject("id", UUID.class),
                            row.getString("provider"),
                            Columns.get(row, "type", OperationType.class),
                            row.getString("crop"),
                            Columns.get(row, "start_time", Instant.class),
                            Columns.get(row, "end_time", Instant.class),
                            Columns.get(row, "updated_at", Instant.class),
                            row.getString("description"),
                            Arrays.asList((String[]) row.getArray("till_types").getArray()),
                            Optional.ofNullable(row.getString("totals"))))
                .list());
  }
}
