package io.headland.server.core.machinefile;

import java.io.IOException;
import java.util.function.Consumer;

/// Reads sources of points in tests.
public final class PointSources {
  private PointSources() {}

  /// Reads and closes a source.
  ///
  /// @return the number of points
  public static long read(PointSource source, Consumer<PointRow> receiver)
      throws IOException, MachineFileException {
    PointRow row = new PointRow();
    long points = 0;
    try (source) {
      while (source.next(row)) {
        receiver.accept(row);
        points++;
      }
    }
    return points;
  }
}
