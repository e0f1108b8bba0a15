package io.headland.server.provider;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A field operation in a listing of a provider.
///
/// @param providerOperationId opaque
/// @param kind empty for one that is not read, such as the carting of grain
/// @param crop the provider's token; blank when it states none
/// @param modified the provider's time of the last change as received; blank when it states none
/// @param machines that the provider names
/// @param totals the provider's own totals, to compare with the sums of the points
public record FieldOperationRecord(
    String providerOperationId,
    Optional<Kind> kind,
    String crop,
    Optional<Instant> start,
    Optional<Instant> end,
    String modified,
    List<Machine> machines,
    List<Total> totals) {

  public FieldOperationRecord {
    machines = List.copyOf(machines);
    totals = List.copyOf(totals);
  }

  /// What was done.
  public enum Kind {
    SEEDING,
    APPLICATION,
    HARVEST,
    /// John Deere has no points of it.
    TILLAGE
  }

  /// A machine that was used.
  ///
  /// @param serialNumber blank when the provider states none
  public record Machine(String serialNumber, List<Operator> operators) {
    public Machine {
      operators = List.copyOf(operators);
    }
  }

  /// A person who drove a machine.
  ///
  /// @param id at the provider; blank when it states none
  public record Operator(String id, String name) {}

  /// A total.
  ///
  /// @param name `area`, `yield`, `wetMass`, `averageMoisture` or `totalMaterial`; of tillage also
  ///   the means `tillageDepthActual`, `tillageDepthTarget` and `speed`
  /// @param unit a code of the ADAPT Standard
  public record Total(String name, double value, String unit) {}
}
