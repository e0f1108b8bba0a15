package io.headland.server.core.machinefile.store;

import io.headland.server.core.asset.MachineUse;
import io.headland.server.core.configuration.ConfigurationKeys;
import io.headland.server.core.configuration.Configurations;
import io.headland.server.core.field.VisibleField;
import io.headland.server.core.machinefile.MachineFileFormat;
import io.headland.server.core.machinefile.OperationType;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.LeafUserId;
import io.headland.server.platform.jdbc.Columns;
import io.headland.server.platform.jdbc.QueryPlan;
import io.headland.server.platform.jdbc.RowFilter;
import io.headland.server.platform.paging.ByteBudget;
import io.headland.server.platform.paging.ByteBudget.Sized;
import io.headland.server.platform.paging.Page;
import io.headland.server.platform.paging.PageRequest;
import io.headland.server.platform.paging.PageWindow;
import io.headland.server.platform.paging.SortRequest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/// Reads machine files. The fields of a file are those that are visible at present.
public final class MachineFileStore {
  /// The columns by which files can be sorted, by Leaf's keys.
  public static final Map<String, String> SORT_COLUMNS =
      Map.of(
          "id", "id",
          "fileName", "source_name",
          "createdTime", "created_at",
          "updatedTime", "updated_at",
          "origin", "origin",
          "leafUserId", "leaf_user_id",
          "sizeInBytes", "size_in_bytes",
          "provider", "provider",
          "organizationId", "provider_org_id",
          "fileFormat", "format");

  /// The columns by which the files of a machine can be sorted, by Leaf's keys.
  public static final Map<String, String> SORT_COLUMNS_OF_MACHINE =
      Map.of(
          "id", "id",
          "leafFileId", "id",
          "leafUserId", "leaf_user_id",
          "createdTime", "created_at",
          "startTime", "start_time",
          "endTime", "end_time");

  /// The condition of files that cover at least an area in square metres.
  public static final String WITH_AREA = "record.area_m2 >= :minArea";

  /// The condition of converted files with points in a field.
  public static final String WITH_FIELD =
      """
      record.status = 'PROCESSED'
      and exists (select
                    from machine_file_field as part
                   where part.api_owner_id = :owner
                     and part.machine_file_id = record.id
                     and part.field_id = :field)
      """;

  /// The condition of converted files in which a visible machine or implement was used.
  public static final String WITH_MACHINE =
      "record.status = 'PROCESSED' and "
          + MachineUse.condition(
              """
                from provider_operation as source
               where source.api_owner_id = :owner
                 and source.leaf_user_id = record.leaf_user_id
                 and source.provider = record.provider
                 and source.provider_org_id = record.provider_org_id
                 and source.provider_operation_id = record.provider_operation_id
              """);

  /// The condition of some files.
  public static final String WITH_IDS = "record.id = any(array(select unnest(:ids)))";

  /// The condition of files with points outside of all fields that are to be returned.
  public static final String WITH_RETURNED_POINTS_OUTSIDE =
      "record.outside_points > :outside and "
          + Configurations.isOn(ConfigurationKeys.OUTSIDE_POINTS, "record.leaf_user_id");

  private static final int MAX_UNCOVERED = 10_000;

  private static final String FIELDS =
      """
      select array_agg(part.field_id order by part.field_id)
        from machine_file_field as part
       where part.api_owner_id = :owner
         and part.machine_file_id = record.id
         and <visible field>
      """
          .replace("<visible field>", VisibleField.withId("part.field_id"));

  private static final String PAGE =
      """
      select record.*
           , (<fields>) as field_ids
           , case when sum(bytes) over () <= :maxBytes then full_summary end as summary
           , coalesce(sum(bytes) over (), 0) as all_bytes
        from (select id, leaf_user_id, provider, origin, batch_id, source_name, provider_org_id, provider_operation_id, format, status
                   , source_ids, failed_step, message, size_in_bytes, type, crop, start_time, end_time, area_m2, outside_points
                   , description::text as description, summary::text as full_summary
                   , rejected_points::text as rejected_points
                   , coalesce(octet_length(summary::text), 0) as bytes, created_at, updated_at
                from machine_file as record
               where api_owner_id = :owner
                 <visible>
                 <matches>
               order by <order>
               limit :size
              offset :skip) as record
       order by <order>
      """;

  private final Jdbi jdbi;

  public MachineFileStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /// One page of files.
  ///
  /// @param budget of the summaries
  public Page<MachineFileRecord> list(
      ApiOwnerId owner,
      RowFilter filter,
      SortRequest sort,
      PageRequest request,
      ByteBudget budget) {
    long total =
        jdbi.withHandle(
            handle ->
                QueryPlan.CUSTOM
                    .query(
                        handle,
                        """
                        select count(*)
                          from machine_file as record
                         where api_owner_id = :owner
                           <visible>
                           <matches>
                        """
                            .replace("<visible>", VisibleFile.OF_ALL)
                            .replace("<matches>", filter.conditions()))
                    .bind("owner", owner)
                    .bindMap(filter.values())
                    .mapTo(Long.class)
                    .one());
    PageWindow window = PageWindow.of(request, total);
    List<MachineFileRecord> files =
        read(
            owner,
            filter,
            plan(filter, sort),
            order(sort, filter, window),
            window.skip(),
            window.size(),
            budget);
    return Page.numbered(window.ordered(files), total, request);
  }

  /// One file; empty when there is none, or its organization is not visible.
  ///
  /// @param budget of the summary
  public Optional<MachineFileRecord> find(ApiOwnerId owner, UUID id, ByteBudget budget) {
    RowFilter filter =
        new RowFilter().equal(Optional.of(id.toString()), "id", _ -> Optional.of(id));
    return read(owner, filter, QueryPlan.GENERIC, "id", 0, 1, budget).stream().findFirst();
  }

  /// The converted files of a Leaf user that have no points in a visible field.
  public List<UUID> listWithoutField(ApiOwnerId owner, LeafUserId leafUser) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select record.id
                      from machine_file as record
                     where record.api_owner_id = :owner
                       and record.leaf_user_id = :leafUser
                       and record.status = 'PROCESSED'
                       and (<fields>) is null
                     order by record.id
                     limit :max
                    """
                        .replace("<fields>", FIELDS))
                .bind("owner", owner)
                .bind("leafUser", leafUser)
                .bind("max", MAX_UNCOVERED)
                .mapTo(UUID.class)
                .list());
  }

  private List<MachineFileRecord> read(
      ApiOwnerId owner,
      RowFilter filter,
      QueryPlan plan,
      String order,
      long skip,
      int size,
      ByteBudget budget) {
    String sql =
        PAGE.replace("<fields>", FIELDS)
            .replace("<visible>", VisibleFile.OF_EACH)
            .replace("<matches>", filter.conditions())
            .replace("<order>", order);
    return budget.read(
        limit -> {
          List<Row> rows =
              jdbi.withHandle(
                  handle ->
                      plan.query(handle, sql)
                          .bind("owner", owner)
                          .bindMap(filter.values())
                          .bind("maxBytes", limit)
                          .bind("size", size)
                          .bind("skip", skip)
                          .map((row, _) -> new Row(file(row), row.getLong("all_bytes")))
                          .list());
          return new Sized<>(
              rows.stream().map(Row::file).toList(),
              rows.isEmpty() ? 0 : rows.getFirst().allBytes());
        });
  }

  private record Row(MachineFileRecord file, long allBytes) {}

  private static QueryPlan plan(RowFilter filter, SortRequest sort) {
    return sort.orders().isEmpty() ? filter.plan() : QueryPlan.CUSTOM;
  }

  private static String order(SortRequest sort, RowFilter filter, PageWindow window) {
    String keys =
        window.order(sort).orders().stream()
            .map(
                order ->
                    SORT_COLUMNS.getOrDefault(order.key(), SORT_COLUMNS_OF_MACHINE.get(order.key()))
                        + (order.descending() ? " desc" : ""))
            .collect(Collectors.joining(", "));
    String last = (keys.isEmpty() ? filter.idForOrder("id") : "id") + " " + window.ascending();
    return keys.isEmpty() ? last : keys + ", " + last;
  }

  private static MachineFileRecord file(ResultSet row) throws SQLException {
    return new MachineFileRecord(
        row.getObject("id", UUID.class),
        Columns.get(row, "leaf_user_id", LeafUserId.class),
        row.getString("provider"),
        Columns.get(row, "origin", MachineFileRecord.Origin.class),
        Optional.ofNullable(row.getObject("batch_id", UUID.class)),
        row.getString("source_name"),
        row.getString("provider_org_id"),
        row.getString("provider_operation_id"),
        Columns.get(row, "format", MachineFileFormat.class),
        Columns.get(row, "status", MachineFileRecord.Status.class),
        row.getString("failed_step"),
        row.getString("message"),
        row.getLong("size_in_bytes"),
        row.getArray("field_ids") == null
            ? List.of()
            : Arrays.asList((UUID[]) row.getArray("field_ids").getArray()),
        Arrays.asList((UUID[]) row.getArray("source_ids").getArray()),
        Columns.get(row, "created_at", Instant.class),
        Columns.get(row, "updated_at", Instant.class),
        content(row));
  }

  private static MachineFileRecord.@Nullable Content content(ResultSet row) throws SQLException {
    OperationType type = Columns.find(row, "type", OperationType.class);
    return type == null
        ? null
        : new MachineFileRecord.Content(
            type,
            row.getString("crop"),
            Optional.ofNullable(Columns.find(row, "start_time", Instant.class)),
            Optional.ofNullable(Columns.find(row, "end_time", Instant.class)),
            row.getDouble("area_m2"),
            row.getLong("outside_points"),
            row.getString("description"),
            // Null only in a result that is discarded.
            Objects.requireNonNullElse(row.getString("summary"), ""),
            row.getString("rejected_points"));
  }
}
