package io.headland.server.core.operation;

import io.headland.server.core.asset.MachineUse;
import io.headland.server.core.field.VisibleField;
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
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/// Reads the operations of visible fields.
public final class FieldOperationStore {
  /// The columns by which operations can be sorted, by Leaf's keys.
  public static final Map<String, String> SORT_COLUMNS =
      Map.of(
          "id", "id",
          "leafUserId", "leaf_user_id",
          "startTime", "start_time",
          "endTime", "end_time",
          "type", "type",
          "updatedTime", "updated_at");

  /// The condition of operations that contain a file of a provider.
  public static final String WITH_PROVIDER =
      """
      exists (select
                from field_operation_file as part
                join machine_file as file
                  on file.api_owner_id = part.api_owner_id
                 and file.id = part.machine_file_id
               where part.api_owner_id = :owner
                 and part.field_operation_id = record.id
                 and file.provider = :provider)
      """;

  /// The condition of operations in which a visible machine or implement was used.
  public static final String WITH_MACHINE =
      MachineUse.condition(
          """
            from field_operation_file as part
            join machine_file as file
              on file.api_owner_id = part.api_owner_id
             and file.id = part.machine_file_id
            join provider_operation as source
              on source.api_owner_id = file.api_owner_id
             and source.leaf_user_id = file.leaf_user_id
             and source.provider = file.provider
             and source.provider_org_id = file.provider_org_id
             and source.provider_operation_id = file.provider_operation_id
           where part.api_owner_id = :owner
             and part.field_operation_id = record.id
          """);

  /// For a statement that reads all operations: PostgreSQL may read all fields first.
  private static final String ALL =
      """
        from field_operation as record
        join field
          on field.api_owner_id = record.api_owner_id
         and field.id = record.field_id
        <visible field>
       where record.api_owner_id = :owner
      """
          .replace("<visible field>", VisibleField.JOIN);

  private static final String PAGE =
      """
      select record.*
           , file.ids as file_ids
           , file.providers
        from (select record.id, record.leaf_user_id, record.field_id, record.type, record.crop, record.provider
                   , record.start_time, record.end_time, record.version, record.description::text as description
                   , record.rejected_points::text as rejected_points, record.created_at, record.updated_at
                from field_operation as record
               where record.api_owner_id = :owner
                 and <visible field>
                 <matches>
               order by <order>
               limit :size
              offset :skip) as record
       cross join lateral (select array_agg(file.id order by file.id) as ids
                                , array_agg(distinct file.provider) as providers
                             from field_operation_file as part
                             join machine_file as file
                               on file.api_owner_id = part.api_owner_id
                              and file.id = part.machine_file_id
                            where part.api_owner_id = :owner
                              and part.field_operation_id = record.id) as file
       order by <order>
      """
          .replace("<visible field>", VisibleField.withId("record.field_id"));

  private final Jdbi jdbi;

  public FieldOperationStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  public Page<FieldOperation> list(
      ApiOwnerId owner, RowFilter filter, SortRequest sort, PageRequest request) {
    return jdbi.withHandle(
        handle -> {
          long total =
              QueryPlan.CUSTOM
                  .query(handle, "select count(*) " + ALL + filter.conditions())
                  .bind("owner", owner)
                  .bindMap(filter.values())
                  .mapTo(Long.class)
                  .one();
          PageWindow window = PageWindow.of(request, total);
          List<FieldOperation> rows =
              read(
                  handle,
                  owner,
                  filter,
                  sort.orders().isEmpty() ? filter.plan() : QueryPlan.CUSTOM,
                  order(sort, filter, window),
                  window.skip(),
                  window.size());
          return Page.numbered(window.ordered(rows), total, request);
        });
  }

  public Optional<FieldOperation> find(ApiOwnerId owner, UUID id) {
    RowFilter filter =
        new RowFilter().equal(Optional.of(id.toString()), "id", _ -> Optional.of(id));
    return jdbi
        .withHandle(handle -> read(handle, owner, filter, QueryPlan.GENERIC, "record.id", 0, 1))
        .stream()
        .findFirst();
  }

  /// The summary of an operation that [#find] has returned, as JSON; empty when it has been deleted
  /// since.
  ///
  /// @param budget of the text
  public Optional<String> findSummary(ApiOwnerId owner, UUID id, ByteBudget budget) {
    return budget
        .read(
            limit -> {
              List<SizedText> found =
                  jdbi.withHandle(
                      handle ->
                          handle
                              .createQuery(
                                  """
                                  select case when octet_length(text) <= :maxBytes then text end as text
                                       , octet_length(text) as bytes
                                    from (select summary::text as text
                                            from field_operation
                                           where api_owner_id = :owner
                                             and id = :id) as summary
                                  """)
                              .bind("owner", owner)
                              .bind("id", id)
                              .bind("maxBytes", limit)
                              .map(
                                  (row, _) ->
                                      new SizedText(
                                          // Null only in a result that is discarded.
                                          Objects.requireNonNullElse(row.getString("text"), ""),
                                          row.getLong("bytes")))
                              .list());
              return new Sized<>(found, found.isEmpty() ? 0 : found.getFirst().bytes());
            })
        .stream()
        .map(SizedText::text)
        .findFirst();
  }

  private record SizedText(String text, long bytes) {}

  /// All operations of a field, whether it is visible or not.
  public List<StoredOperation> ofField(ApiOwnerId owner, LeafUserId leafUser, UUID fieldId) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select operation.id, operation.type, operation.till_type, operation.updated_at
                         , operation.reprocess_request, operation.boundary
                         , array_agg(part.machine_file_id) as files
                      from field_operation as operation
                      left join field_operation_file as part
                        on part.api_owner_id = operation.api_owner_id
                       and part.field_operation_id = operation.id
                     where operation.api_owner_id = :owner
                       and operation.leaf_user_id = :leafUser
                       and operation.field_id = :field
                     group by operation.api_owner_id, operation.id
                     order by operation.id
                    """)
                .bind("owner", owner)
                .bind("leafUser", leafUser)
                .bind("field", fieldId)
                .map(
                    (row, _) ->
                        new StoredOperation(
                            row.getObject("id", UUID.class),
                            Columns.get(row, "type", OperationType.class),
                            Optional.ofNullable(row.getString("till_type")),
                            Columns.get(row, "updated_at", Instant.class),
                            Optional.ofNullable(row.getObject("reprocess_request", UUID.class)),
                            Optional.ofNullable(row.getString("boundary")),
                            Arrays.stream((UUID[]) row.getArray("files").getArray())
                                .filter(Objects::nonNull)
                                .toList()))
                .list());
  }

  /// An operation that the next merge of its field keeps, changes or removes.
  ///
  /// @param tillType the only type of tillage; missing when points of all types were merged
  /// @param mergedAt time of the last merge
  /// @param boundary identifies the one at which it was cut; empty when that is not known
  /// @param reprocessRequest present when it is to be merged again although its files are the same
  public record StoredOperation(
      UUID id,
      OperationType type,
      Optional<String> tillType,
      Instant mergedAt,
      Optional<UUID> reprocessRequest,
      Optional<String> boundary,
      List<UUID> fileIds) {}

  private static List<FieldOperation> read(
      Handle handle,
      ApiOwnerId owner,
      RowFilter filter,
      QueryPlan plan,
      String order,
      long skip,
      int size) {
    String sql = PAGE.replace("<matches>", filter.conditions()).replace("<order>", order);
    return plan.query(handle, sql)
        .bind("owner", owner)
        .bindMap(filter.values())
        .bind("size", size)
        .bind("skip", skip)
        .map((row, _) -> operation(row))
        .list();
  }

  private static String order(SortRequest sort, RowFilter filter, PageWindow window) {
    String keys =
        window.order(sort).orders().stream()
            .map(
                order ->
                    "record." + SORT_COLUMNS.get(order.key()) + (order.descending() ? " desc" : ""))
            .collect(Collectors.joining(", "));
    String id = keys.isEmpty() ? filter.idForOrder("record.id") : "record.id";
    String last = id + " " + window.ascending();
    return keys.isEmpty() ? last : keys + ", " + last;
  }

  private static FieldOperation operation(ResultSet row) throws SQLException {
    return new FieldOperation(
        row.getObject("id", UUID.class),
        Columns.get(row, "leaf_user_id", LeafUserId.class),
        row.getObject("field_id", UUID.class),
        Columns.get(row, "type", OperationType.class),
        row.getString("crop"),
        row.getString("provider"),
        row.getArray("providers") == null
            ? List.of()
            : Arrays.asList((String[]) row.getArray("providers").getArray()),
        Columns.get(row, "start_time", Instant.class),
        Columns.get(row, "end_time", Instant.class),
        row.getObject("version", UUID.class),
        row.getArray("file_ids") == null
            ? List.of()
            : Arrays.asList((UUID[]) row.getArray("file_ids").getArray()),
        row.getString("description"),
        row.getString("rejected_points"),
        Columns.get(row, "created_at", Instant.class),
        Columns.get(row, "updated_at", Instant.class));
  }
}
