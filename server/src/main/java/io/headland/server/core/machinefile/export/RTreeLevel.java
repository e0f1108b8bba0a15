package io.headland.server.core.machinefile.export;

import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A level of an R*Tree that is built in bulk: its cells are collected, some thousands at a time,
/// sorted into tiles (Sort-Tile-Recursive, Leutenegger et al. 1997) and written as full nodes,
/// which are the cells of the level above. The memory does not depend on the number of cells, and
/// points in the order of their time are close to each other already.
final class RTreeLevel {
  private static final int NODES = 256;

  private final RTreeTables tables;
  private final int level;
  private final long[] cells;
  private final float[] minX;
  private final float[] maxX;
  private final float[] minY;
  private final float[] maxY;
  private final long[] nodes;
  private int size;
  private @Nullable RTreeLevel above;

  RTreeLevel(RTreeTables tables, int level) {
    this.tables = tables;
    this.level = level;
    int most = NODES * tables.capacity();
    cells = new long[most];
    minX = new float[most];
    maxX = new float[most];
    minY = new float[most];
    maxY = new float[most];
    nodes = new long[most];
  }

  /// Adds a cell.
  ///
  /// @param cell the number of a node of the level below; on the lowest level that of an entry,
  ///   which follows the number of the entry before
  void add(long cell, float west, float east, float south, float north) throws SQLException {
    if (size == cells.length) {
      pack();
    }
    cells[size] = cell;
    minX[size] = west;
    maxX[size] = east;
    minY[size] = south;
    maxY[size] = north;
    size++;
  }

  /// Writes the remaining cells, those of the levels above, and the root.
  void finish() throws SQLException {
    if (above == null && size <= tables.capacity()) {
      long[] order = new long[size];
      Arrays.setAll(order, i -> i);
      write(RTreeTables.ROOT, order, 0, size);
      writeParents();
    } else {
      pack().finish();
    }
  }

  private RTreeLevel pack() throws SQLException {
    int capacity = tables.capacity();
    RTreeLevel next = above == null ? new RTreeLevel(tables, level + 1) : above;
    above = next;
    int slice = capacity * (int) Math.ceil(Math.sqrt(Math.ceilDiv(size, capacity)));
    long[] order = new long[size];
    Arrays.setAll(order, i -> key(minX[i] + maxX[i], i));
    Arrays.sort(order);
    for (int from = 0; from < size; from += slice) {
      int to = Math.min(size, from + slice);
      for (int i = from; i < to; i++) {
        int cell = (int) order[i];
        order[i] = key(minY[cell] + maxY[cell], cell);
      }
      Arrays.sort(order, from, to);
      for (int first = from; first < to; first += capacity) {
        long node = tables.nextNode();
        write(node, order, first, Math.min(to, first + capacity));
        next.add(node, order, first, Math.min(to, first + capacity), this);
      }
    }
    writeParents();
    size = 0;
    return next;
  }

  /// A number whose order is that of the values, with the position in its lower half.
  private static long key(float value, int position) {
    int bits = Float.floatToIntBits(value);
    return (long) (bits ^ (bits >> 31 & Integer.MAX_VALUE)) << 32 | position;
  }

  /// Adds a node of the level below.
  private void add(long node, long[] order, int from, int to, RTreeLevel below)
      throws SQLException {
    float west = Float.POSITIVE_INFINITY;
    float east = Float.NEGATIVE_INFINITY;
    float south = Float.POSITIVE_INFINITY;
    float north = Float.NEGATIVE_INFINITY;
    for (int i = from; i < to; i++) {
      int cell = (int) order[i];
      west = Math.min(west, below.minX[cell]);
      east = Math.max(east, below.maxX[cell]);
      south = Math.min(south, below.minY[cell]);
      north = Math.max(north, below.maxY[cell]);
    }
    add(node, west, east, south, north);
  }

  private void write(long node, long[] order, int from, int to) throws SQLException {
    ByteBuffer content = ByteBuffer.allocate(tables.nodeBytes());
    // The first number is the height of the tree, which only the root states.
    content.putShort((short) (node == RTreeTables.ROOT ? level : 0)).putShort((short) (to - from));
    for (int i = from; i < to; i++) {
      int cell = (int) order[i];
      nodes[cell] = node;
      content
          .putLong(cells[cell])
          .putFloat(minX[cell])
          .putFloat(maxX[cell])
          .putFloat(minY[cell])
          .putFloat(maxY[cell]);
    }
    tables.addNode(node, content.array());
  }

  private void writeParents() throws SQLException {
    if (level == 0) {
      if (size > 0) {
        tables.addEntries(cells[0], nodes, size);
      }
    } else {
      for (int i = 0; i < size; i++) {
        tables.addParent(cells[i], nodes[i]);
      }
    }
    tables.flush();
  }
}
