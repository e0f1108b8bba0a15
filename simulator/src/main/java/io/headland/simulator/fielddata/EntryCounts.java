package io.headland.simulator.fielddata;

/// The number of entries of records in the lists of field data.
final class EntryCounts {
  static final int KINDS = 5;
  static final int SHOWN = 0;
  static final int HIDDEN = 1;
  static final int BOUNDARIES = 2;
  static final int OLD_BOUNDARIES = 3;
  static final int BOUNDARIES_IN_USE = 4;

  static final int[] ACTIVE = {1, 0};
  private static final int[] ARCHIVED = {0, 1};
  private static final int[] ACTIVE_BOUNDED = {1, 0, 1, 0, 1};
  private static final int[] ARCHIVED_BOUNDED = {0, 1, 1, 0, 0};

  private EntryCounts() {}

  static int[] of(ClientRow client) {
    return client.archived() ? ARCHIVED : ACTIVE;
  }

  static int[] of(FarmRow farm) {
    return farm.archived() ? ARCHIVED : ACTIVE;
  }

  static int[] of(FieldRow row) {
    int old = 0;
    for (Boundary boundary : row.field().boundaries()) {
      old += boundary.archived() ? 1 : 0;
    }
    boolean archived = row.field().archived();
    int live = row.field().boundaries().size() - old;
    return new int[] {archived ? 0 : 1, archived ? 1 : 0, live, old, archived ? 0 : live};
  }

  /// For a generated field, whose boundary is never archived.
  static int[] generated(boolean archived, boolean boundaryWithField) {
    if (boundaryWithField) {
      return archived ? ARCHIVED_BOUNDED : ACTIVE_BOUNDED;
    }
    return archived ? ARCHIVED : ACTIVE;
  }

  static int[] records(ArchiveFilter archiveFilter) {
    return kinds(archiveFilter, SHOWN, HIDDEN);
  }

  static int[] boundaries(ArchiveFilter archiveFilter) {
    return kinds(archiveFilter, BOUNDARIES, OLD_BOUNDARIES);
  }

  private static int[] kinds(ArchiveFilter archiveFilter, int active, int archived) {
    return switch (archiveFilter) {
      case ACTIVE -> new int[] {active};
      case ARCHIVED -> new int[] {archived};
      case ALL -> new int[] {active, archived};
    };
  }
}
