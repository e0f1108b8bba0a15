package io.headland.simulator.johndeere.operations;

import io.headland.simulator.fielddata.IdGenerator;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// The machines, implements and operators of an organization, generated from its id.
public record Machinery(
    List<Machine> machines, List<Machine> implementList, List<Operator> operators) {
  /// A machine or implement.
  ///
  /// @param principalId its number in the telematics service
  /// @param guid its id in operations, and its ERID
  /// @param type as in `type.name` of the equipment API
  public record Machine(
      String principalId,
      String guid,
      String name,
      String serialNumber,
      String type,
      String model,
      String modelYear,
      boolean implement) {
    private Machine named(String other) {
      return new Machine(principalId, guid, other, serialNumber, type, model, modelYear, implement);
    }
  }

  /// A person who drives machines.
  public record Operator(String id, String name, boolean archived, Instant dateModified) {}

  private static final List<String> OPERATORS = List.of("Alex Meyer", "Kim Larsen", "Sam Ortiz");

  /// The machinery of an organization; the same for the same id.
  public static Machinery of(String organizationId) {
    return new Machinery(
        List.of(
            machine(organizationId, "Tractor", "8R 340", "2019", "1RW8340R", false),
            machine(organizationId, "Sprayer", "R4045", "2018", "1N04045R", false),
            machine(organizationId, "Combine", "S770", "2020", "1H0S770S", false)),
        List.of(
            machine(organizationId, "Planter", "1775NT", "2017", "1A01775N", true),
            machine(organizationId, "Tillage", "2730", "2016", "1N02730X", true)),
        OPERATORS.stream().map(name -> operator(organizationId, name)).toList());
  }

  boolean has(String id) {
    return Stream.concat(machines.stream(), implementList.stream())
            .anyMatch(machine -> machine.principalId().equals(id))
        || operators.stream().anyMatch(operator -> operator.id().equals(id));
  }

  Machinery without(String id) {
    return new Machinery(
        machines.stream().filter(machine -> !machine.principalId().equals(id)).toList(),
        implementList.stream().filter(machine -> !machine.principalId().equals(id)).toList(),
        operators.stream().filter(operator -> !operator.id().equals(id)).toList());
  }

  Machinery renamed(String id, String name) {
    UnaryOperator<Machine> machine =
        each -> each.principalId().equals(id) ? each.named(name) : each;
    UnaryOperator<Operator> operator =
        each ->
            each.id().equals(id)
                ? new Operator(id, name, each.archived(), each.dateModified())
                : each;
    return new Machinery(
        machines.stream().map(machine).toList(),
        implementList.stream().map(machine).toList(),
        operators.stream().map(operator).toList());
  }

  /// The machine that is used for operations of a type.
  public Machine machine(OperationKind kind) {
    return switch (kind) {
      case SEEDING, TILLAGE -> machines.get(0);
      case APPLICATION -> machines.get(1);
      case HARVEST -> machines.get(2);
    };
  }

  /// The person who drives in operations of a type.
  public Operator operator(OperationKind kind) {
    return switch (kind) {
      case SEEDING, TILLAGE -> operators.get(0);
      case APPLICATION -> operators.get(1);
      case HARVEST -> operators.get(2);
    };
  }

  private static Machine machine(
      String organizationId, String type, String model, String year, String prefix, boolean is) {
    String key = organizationId + "/machine/" + type;
    String digits = IdGenerator.digest(key);
    String number = Long.toString(Long.parseLong(digits.substring(0, 8), 16) % 900_000 + 100_000);
    String serial = prefix + digits.substring(8, 10).toUpperCase(Locale.ROOT) + number;
    return new Machine(
        number,
        IdGenerator.uuid(key).toString(),
        model + " " + type,
        serial,
        type,
        model,
        year,
        is);
  }

  private static Operator operator(String organizationId, String name) {
    String id = IdGenerator.uuid(organizationId + "/operator/" + name).toString();
    return new Operator(id, name, false, Instant.parse("2025-02-01T09:00:00Z"));
  }
}
