package io.headland.server.core.machinefile.export;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/// The tables in which SQLite's module R*Tree stores a virtual table: `_node` with the nodes,
/// `_rowid` with the leaf of each entry and `_parent` with the parent of each other node.
final class RTreeTables implements AutoCloseable {
  /// The root; other nodes have any other number.
  static final long ROOT = 1;

  private static final int HEADER_BYTES = 4;

  /// The number of the entry or node, and four coordinates of 32 bits.
  private static final int CELL_BYTES = 24;

  private final int nodeBytes;
  private final PreparedStatement nodes;
  private final PreparedStatement entries;
  private final PreparedStatement parents;
  private long lastNode = ROOT;

  private RTreeTables(
      int nodeBytes,
      PreparedStatement nodes,
      PreparedStatement entries,
      PreparedStatement parents) {
    this.nodeBytes = nodeBytes;
    this.nodes = nodes;
    this.entries = entries;
    this.parents = parents;
  }

  /// Opens the tables of an empty virtual table.
  static RTreeTables open(Connection database, String table) throws SQLException {
    int bytes;
    try (Statement statement = database.createStatement();
        ResultSet root =
            statement.executeQuery(
                "select length(data) from %s_node where nodeno = %d".formatted(table, ROOT))) {
      bytes = root.getInt(1);
    }
    return new RTreeTables(
        bytes,
        database.prepareStatement("replace into %s_node values (?, ?)".formatted(table)),
        database.prepareStatement(
            "insert into %s_rowid select ? + key, value from json_each(?)".formatted(table)),
        database.prepareStatement("insert into %s_parent values (?, ?)".formatted(table)));
  }

  int nodeBytes() {
    return nodeBytes;
  }

  /// The most cells of a node.
  int capacity() {
    return (nodeBytes - HEADER_BYTES) / CELL_BYTES;
  }

  /// The number of a new node.
  long nextNode() {
    lastNode++;
    return lastNode;
  }

  void addNode(long node, byte[] content) throws SQLException {
    nodes.setLong(1, node);
    nodes.setBytes(2, content);
    nodes.addBatch();
  }

  /// States the leaves of entries with successive numbers: in one statement, because a call for
  /// each takes longer than the insertion.
  void addEntries(long first, long[] leaves, int count) throws SQLException {
    StringBuilder list = new StringBuilder(8 * count).append('[');
    for (int i = 0; i < count; i++) {
      list.append(i == 0 ? "" : ",").append(leaves[i]);
    }
    entries.setLong(1, first);
    entries.setString(2, list.append(']').toString());
    entries.executeUpdate();
  }

  /// States the parent of a node.
  void addParent(long node, long parent) throws SQLException {
    parents.setLong(1, node);
    parents.setLong(2, parent);
    parents.addBatch();
  }

  /// Writes what was added.
  void flush() throws SQLException {
    nodes.executeBatch();
    parents.executeBatch();
  }

  @Override
  public void close() throws SQLException {
    try (nodes;
        entries) {
      parents.close();
    }
  }
}
