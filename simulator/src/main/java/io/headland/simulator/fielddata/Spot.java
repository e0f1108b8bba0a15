package io.headland.simulator.fielddata;

/// A field with its parents.
public record Spot(ClientRow client, FarmRow farm, Field field) {
  /// One boundary of a field.
  public record Bounded(Spot spot, Boundary boundary) {}

  /// A farm with its client.
  public record Farmed(ClientRow client, FarmRow farm) {}
}
