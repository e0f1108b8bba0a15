package io.headland.server.api.operation;

import io.headland.server.core.asset.Asset;
import io.headland.server.core.machinefile.MachineFileDescription.Machinery;
import io.headland.server.core.machinefile.summary.OperationSummary.Session;
import io.headland.server.core.operationsync.OperationMachineStore.UsedMachines;
import io.headland.server.provider.FieldOperationRecord.Machine;
import io.headland.server.provider.FieldOperationRecord.Operator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/// Which machine, implement and operator a session has. What is ambiguous is omitted: the points
/// have one number, that of a machine or of an implement.
///
/// @param machinery of the files
/// @param machines assets by serial number
/// @param implementIds assets by serial number
/// @param uses of machines, as providers name them
/// @param operators assets by their ids at the provider
record SessionAssets(
    List<Machinery> machinery,
    Map<String, UUID> machines,
    Map<String, UUID> implementIds,
    List<UsedMachines> uses,
    Map<String, Asset> operators) {

  SessionAssets {
    machinery = List.copyOf(machinery);
    machines = Map.copyOf(machines);
    implementIds = Map.copyOf(implementIds);
    uses = List.copyOf(uses);
    operators = Map.copyOf(operators);
  }

  /// The machine of a session: that with its number, or the only machine of the files when the
  /// number is that of an implement.
  Optional<Machinery> machine(Session session) {
    Optional<Machinery> numbered = numbered(session);
    return numbered.isPresent() && numbered.get().isImplement()
        ? only(machinery.stream().filter(each -> !each.isImplement()))
        : numbered;
  }

  Optional<Machinery> implement(Session session) {
    return numbered(session).filter(Machinery::isImplement);
  }

  private Optional<Machinery> numbered(Session session) {
    return machinery.stream()
        .filter(each -> each.number() > 0 && each.number() == session.machine())
        .findFirst();
  }

  /// The only operator whom the provider names for the machine at the time of the session.
  Optional<Operator> operator(Session session) {
    Optional<String> serialNumber = machine(session).map(Machinery::serialNumber);
    return only(
        uses.stream()
            .filter(use -> use.overlaps(session.startTime(), session.endTime()))
            .flatMap(use -> use.machines().stream())
            .filter(machine -> isSame(machine, serialNumber))
            .flatMap(machine -> machine.operators().stream()));
  }

  private boolean isSame(Machine machine, Optional<String> serialNumber) {
    boolean isOnly = uses.stream().flatMap(use -> use.machines().stream()).distinct().count() == 1;
    return isOnly || serialNumber.filter(machine.serialNumber()::equals).isPresent();
  }

  private static <T> Optional<T> only(Stream<T> all) {
    List<T> distinct = all.distinct().limit(2).toList();
    return distinct.size() == 1 ? Optional.of(distinct.getFirst()) : Optional.empty();
  }
}
