package io.headland.simulator.fielddata;

/// The records that a list contains.
public enum Shown {
  ACTIVE,
  ARCHIVED,
  ALL;

  public boolean shows(boolean archived) {
    return switch (this) {
      case ACTIVE -> !archived;
      case ARCHIVED -> archived;
      case ALL -> true;
    };
  }
}
