package io.headland.server.core.explain;

/// How much land: of what lies beneath an organization, or of a part of it.
public record Amounts(long growers, long farms, long fields, double hectares) {
  public static final Amounts NONE = new Amounts(0, 0, 0, 0);

  private static final double TENTHS_OF_SQUARE_METRES = 10_000;

  /// Sums of areas differ in their last digits with the order of adding: those digits are left out.
  public Amounts {
    hectares = Math.round(hectares * TENTHS_OF_SQUARE_METRES) / TENTHS_OF_SQUARE_METRES;
  }
}
