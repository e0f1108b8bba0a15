package io.headland.server.core.explain;

/// Numbers of records and area of an organization, or of a subset of its field data.
public record Amounts(long growers, long farms, long fields, double hectares) {
  public static final Amounts NONE = new Amounts(0, 0, 0, 0);

  private static final double TENTHS_OF_SQUARE_METRES = 10_000;

  /// The last digits of sums of areas depend on the order of addition: they are dropped.
  public Amounts {
    hectares = Math.round(hectares * TENTHS_OF_SQUARE_METRES) / TENTHS_OF_SQUARE_METRES;
  }
}
