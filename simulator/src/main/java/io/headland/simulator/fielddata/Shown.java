package io.headland.simulator.fielddata;

/// Which records a list shows.
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
