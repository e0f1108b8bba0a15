package io.headland.server.core.operationsync;

import io.headland.server.core.credential.AccountKey;
import io.headland.server.core.operationsync.ProviderOperationStore.DueExport;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.jdbc.Columns;
import io.headland.server.platform.json.Json;
import io.headland.server.provider.FieldOperationRecord.Machine;
import io.headland.server.provider.FieldOperationRecord.Total;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import tools.jackson.core.type.TypeReference;

/// The totals that providers state about operations.
public final class OperationTotalsStore {
  private static final TypeReference<List<Machine>> MACHINES = new TypeReference<>() {};
  private static final TypeReference<List<Total>> TOTALS = new TypeReference<>() {};

  private final Jdbi jdbi;

  public OperationTotalsStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /// An operation without points.
  public record ListedTotals(
      UUID field, Instant start, Instant end, List<Machine> machines, List<Total> totals) {
    public ListedTotals {
      machines = List.copyOf(machines);
      totals = List.copyOf(totals);
    }
  }

  /// What a provider states about an operation.
  ///
  /// @param files of the given ones that were read from its export
  public record StatedTotals(List<Total> totals, int files) {
    public StatedTotals {
      totals = List.copyOf(totals);
    }
  }

  /// The totals of the operations at providers from whose exports machine files were read. An
  /// operation of which only some of the files are given is left out: its totals include the other
  /// files, such as those of another crop.
  public List<StatedTotals> ofFiles(ApiOwnerId owner, Collection<UUID> machineFiles) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select o.totals::text as totals
                         , count(*) as files
                      from machine_file as file
                      join provider_operation as o
                        on o.api_owner_id = file.api_owner_id
                       and o.leaf_user_id = file.leaf_user_id
                       and o.provider = file.provider
                       and o.provider_org_id = file.provider_org_id
                       and o.provider_operation_id = file.provider_operation_id
                     where file.api_owner_id = :owner
                       and file.id = any(array(select unnest(:files)))
                       and not exists (select
                                         from machine_file as other
                                        where other.api_owner_id = :owner
                                          and other.leaf_user_id = o.leaf_user_id
                                          and other.provider = o.provider
                                          and other.provider_org_id = o.provider_org_id
                                          and other.provider_operation_id = o.provider_operation_id
                                          and other.provider_operation_id <> ''
                                          and other.status = 'PROCESSED'
                                          and other.id <> all(:files))
                     group by o.api_owner_id, o.leaf_user_id, o.provider, o.provider_org_id, o.provider_operation_id
                     order by o.provider_operation_id
                    """)
                .bind("owner", owner)
                .bind("files", machineFiles.toArray(UUID[]::new))
                .map(
                    (row, _) ->
                        new StatedTotals(
                            Json.MAPPER.readValue(row.getString("totals"), TOTALS),
                            row.getInt("files")))
                .list());
  }

  /// The totals of tillage, the only type of which a missing export is expected. Empty for other
  /// types, for an operation without a time or whose field is not stored, and after a change.
  public Optional<ListedTotals> findTillage(AccountKey account, DueExport export) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select field.id, operation.start_time
                         , greatest(operation.start_time, operation.end_time) as end_time
                         , operation.machines::text as machines
                         , operation.totals::text as totals
                      from provider_operation as operation
                      join field
                        on field.api_owner_id = operation.api_owner_id
                       and field.leaf_user_id = operation.leaf_user_id
                       and field.provider = operation.provider
                       and field.provider_org_id = operation.provider_org_id
                       and field.provider_field_id = operation.provider_field_id
                     where operation.api_owner_id = :owner
                       and operation.leaf_user_id = :leafUser
                       and operation.provider = :provider
                       and operation.provider_org_id = :organization
                       and operation.provider_operation_id = :operation
                       and operation.modified = :modified
                       and operation.kind = 'TILLAGE'
                       and operation.start_time is not null
                    """)
                .bindMethods(account)
                .bind("organization", export.organization().providerOrgId())
                .bind("operation", export.providerOperationId())
                .bind("modified", export.modified())
                .map(
                    (row, _) ->
                        new ListedTotals(
                            row.getObject("id", UUID.class),
                            Columns.get(row, "start_time", Instant.class),
                            Columns.get(row, "end_time", Instant.class),
                            Json.MAPPER.readValue(
                                Objects.requireNonNullElse(row.getString("machines"), "[]"),
                                MACHINES),
                            Json.MAPPER.readValue(row.getString("totals"), TOTALS)))
                .findOne());
  }
}
