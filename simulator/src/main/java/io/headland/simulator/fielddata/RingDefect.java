package io.headland.simulator.fielddata;

/// Defects of the ring of a boundary.
public enum RingDefect {
  TOO_FEW_POINTS,
  NOT_CLOSED,
  /// The ring crosses itself.
  BOW_TIE,
  NO_POINTS
}
