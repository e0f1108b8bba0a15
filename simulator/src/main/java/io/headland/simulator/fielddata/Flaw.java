package io.headland.simulator.fielddata;

/// What can be wrong with the ring of a boundary.
public enum Flaw {
  TOO_FEW_POINTS,
  NOT_CLOSED,
  /// The line crosses itself.
  BOW_TIE,
  NO_POINTS
}
