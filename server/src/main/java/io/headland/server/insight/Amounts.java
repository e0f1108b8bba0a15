package io.headland.server.insight;

/// How much land: of what lies beneath an organization, or of a part of it.
record Amounts(long growers, long farms, long fields, double hectares) {
  static final Amounts NONE = new Amounts(0, 0, 0, 0);

  private static final double TENTHS_OF_SQUARE_METRES = 10_000;

  /// Sums of areas differ in their last digits with the order of adding: those digits are left out.
  Amounts {
    hectares = Math.round(hectares * TENTHS_OF_SQUARE_METRES) / TENTHS_OF_SQUARE_METRES;
  }
}
