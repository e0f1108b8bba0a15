package io.headland.server.core.machinefile;

import java.io.IOException;

/// The points of a machine file, one after the other.
public interface PointSource extends AutoCloseable {
  /// Reads the next point.
  ///
  /// @param row is filled with its values
  /// @return false after the last
  /// @throws MachineFileException when the file is invalid; points before it are valid
  boolean next(PointRow row) throws IOException, MachineFileException;

  @Override
  void close() throws IOException;

  /// No points.
  static PointSource none() {
    return new PointSource() {
      @Override
      public boolean next(PointRow row) {
        return false;
      }

      @Override
      public void close() {
        // Nothing is open.
      }
    };
  }
}
