package io.headland.server.core.operationsync;

import io.headland.server.core.field.OrganizationKey;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.jdbc.Columns;
import io.headland.server.platform.json.Json;
import io.headland.server.provider.FieldOperationRecord;
import io.headland.server.provider.FieldOperationRecord.Machine;
import io.headland.server.provider.FieldOperationRecord.Operator;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import tools.jackson.core.type.TypeReference;

/// The machines and operators that providers name for operations.
public final class OperationMachineStore {
  private static final TypeReference<List<Machine>> MACHINES = new TypeReference<>() {};

  private final Jdbi jdbi;

  public OperationMachineStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /// The use of machines in an operation at a provider.
  ///
  /// @param start empty when the provider states none, like `end`
  public record UsedMachines(
      Optional<Instant> start, Optional<Instant> end, List<Machine> machines) {
    public UsedMachines {
      machines = List.copyOf(machines);
    }

    /// Whether the machines may have been used at some time of a period.
    public boolean overlaps(Instant from, Instant until) {
      return start.filter(until::isBefore).isEmpty() && end.filter(from::isAfter).isEmpty();
    }

    public Stream<Operator> operators() {
      return machines.stream().flatMap(machine -> machine.operators().stream());
    }
  }

  /// Stores the machines of operations that are stored. A change of them alone is no reason to
  /// request an export again.
  public static void store(
      Handle handle, OrganizationKey organization, List<FieldOperationRecord> operations) {
    handle
        .createUpdate(
            """
            update provider_operation as o
               set machines = cast(listed.machines as jsonb)
              from unnest(:operations, :machines) as listed (operation, machines)
             where o.api_owner_id = :owner
               and o.leaf_user_id = :leafUser
               and o.provider = :provider
               and o.provider_org_id = :organization
               and o.provider_operation_id = listed.operation
               and o.machines <> cast(listed.machines as jsonb)
            """)
        .bindMethods(organization.account())
        .bind("organization", organization.providerOrgId())
        .bind(
            "operations",
            operations.stream()
                .map(FieldOperationRecord::providerOperationId)
                .toArray(String[]::new))
        .bind(
            "machines",
            operations.stream()
                .map(operation -> Json.MAPPER.writeValueAsString(operation.machines()))
                .toArray(String[]::new))
        .execute();
  }

  /// The uses of machines in the operations at providers from whose exports these files were read.
  public List<UsedMachines> ofFiles(ApiOwnerId owner, Collection<UUID> machineFiles) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select distinct on (o.provider, o.provider_org_id, o.provider_operation_id)
                           o.start_time, o.end_time, o.machines::text as machines
                      from machine_file as file
                      join provider_operation as o
                        on o.api_owner_id = file.api_owner_id
                       and o.leaf_user_id = file.leaf_user_id
                       and o.provider = file.provider
                       and o.provider_org_id = file.provider_org_id
                       and o.provider_operation_id = file.provider_operation_id
                     where file.api_owner_id = :owner
                       and file.id = any(array(select unnest(:files)))
                     order by o.provider, o.provider_org_id, o.provider_operation_id
                    """)
                .bind("owner", owner)
                .bind("files", machineFiles.toArray(UUID[]::new))
                .map(
                    (row, _) ->
                        new UsedMachines(
                            Optional.ofNullable(Columns.find(row, "start_time", Instant.class)),
                            Optional.ofNullable(Columns.find(row, "end_time", Instant.class)),
                            Json.MAPPER.readValue(row.getString("machines"), MACHINES)))
                .list());
  }
}
