package io.headland.simulator.fielddata;

/// The records that a list contains.
public enum ArchiveFilter {
  ACTIVE,
  ARCHIVED,
  ALL;

  public boolean includes(boolean archived) {
    return switch (this) {
      case ACTIVE -> !archived;
      case ARCHIVED -> archived;
      case ALL -> true;
    };
  }
}
