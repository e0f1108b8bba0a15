package io.headland.server.core.machinefile.summary;

import io.headland.server.core.machinefile.summary.CoveredArea.Cell;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Groups of cells with gaps of at most one cell between them. Polygons are joined within a group
/// only, so that there are at least as many polygons as groups.
final class CellGroups {
  /// The largest difference of the rows and of the columns of neighbours.
  private static final int REACH = 2;

  private CellGroups() {}

  /// Whether cells are in more groups than a limit.
  static boolean isTooMany(List<Cell> cells, int limit) {
    Set<Cell> left = new HashSet<>(cells);
    int groups = 0;
    for (Cell cell : cells) {
      if (left.remove(cell)) {
        groups++;
        if (groups > limit) {
          return true;
        }
        removeGroup(cell, left);
      }
    }
    return false;
  }

  private static void removeGroup(Cell first, Set<Cell> left) {
    Deque<Cell> reached = new ArrayDeque<>();
    reached.push(first);
    while (!reached.isEmpty()) {
      Cell cell = reached.pop();
      for (int row = cell.row() - REACH; row <= cell.row() + REACH; row++) {
        for (int column = cell.column() - REACH; column <= cell.column() + REACH; column++) {
          Cell neighbour = new Cell(row, column);
          if (left.remove(neighbour)) {
            reached.push(neighbour);
          }
        }
      }
    }
  }
}
