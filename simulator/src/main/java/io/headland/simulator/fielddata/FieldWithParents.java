package io.headland.simulator.fielddata;

/// A field with its parents.
public record FieldWithParents(ClientRow client, FarmRow farm, Field field) {
  /// One boundary of a field.
  public record BoundaryWithField(FieldWithParents fieldWithParents, Boundary boundary) {}

  /// A farm with its client.
  public record FarmWithClient(ClientRow client, FarmRow farm) {}
}
