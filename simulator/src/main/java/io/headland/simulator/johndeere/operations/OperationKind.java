package io.headland.simulator.johndeere.operations;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// The types of generated operations.
public enum OperationKind {
  SEEDING("Seeding", "unknown", 8, 12.0, 2.2),
  APPLICATION("Application", "unknown", 5, 30.0, 5.5),
  HARVEST("Harvest", "combine", 12, 9.144, 1.9),
  TILLAGE("Tillage", "unknown", 1, 12.0, 2.5);

  private final String title;
  private final String adaptMachineType;
  private final int sections;
  private final double width;
  private final double speed;

  OperationKind(String title, String adaptMachineType, int sections, double width, double speed) {
    this.title = title;
    this.adaptMachineType = adaptMachineType;
    this.sections = sections;
    this.width = width;
    this.speed = speed;
  }

  /// The position among the operations of a season, from 0.
  int number() {
    return switch (this) {
      case SEEDING -> 0;
      case APPLICATION -> 1;
      case HARVEST -> 2;
      case TILLAGE -> 3;
    };
  }

  /// As in the metadata of an export and in names of measurements.
  public String title() {
    return title;
  }

  /// As in the property `fieldOperationType`.
  public String word() {
    return title.toLowerCase(Locale.ROOT);
  }

  public String adaptMachineType() {
    return adaptMachineType;
  }

  /// The number of sections of the implement.
  public int sections() {
    return sections;
  }

  /// The working width in metres.
  double width() {
    return width;
  }

  /// The speed in metres per second.
  public double speed() {
    return speed;
  }

  /// John Deere has no points of tillage.
  public boolean hasPoints() {
    return this != TILLAGE;
  }

  /// The type with that name, in any case.
  public static Optional<OperationKind> find(String name) {
    return Arrays.stream(values()).filter(kind -> kind.name().equalsIgnoreCase(name)).findFirst();
  }
}
