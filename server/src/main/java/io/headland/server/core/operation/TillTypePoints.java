package io.headland.server.core.operation;

import io.headland.server.core.machinefile.MachineFileException;
import io.headland.server.core.machinefile.PointRow;
import io.headland.server.core.machinefile.PointSource;
import java.io.IOException;
import java.util.Collection;
import java.util.Set;

/// The points of a source with one type of tillage.
final class TillTypePoints implements PointSource {
  private final PointSource source;
  private final Set<String> known;
  private final String tillType;

  /// @param known the types of the summary of the file; a point of another one counts as one
  ///   without a type, as in the summary
  /// @param tillType of the points; blank for those without one
  TillTypePoints(PointSource source, Collection<String> known, String tillType) {
    this.source = source;
    this.known = Set.copyOf(known);
    this.tillType = tillType;
  }

  @Override
  public boolean next(PointRow row) throws IOException, MachineFileException {
    while (source.next(row)) {
      String type = known.contains(row.label()) ? row.label() : "";
      if (type.equals(tillType)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void close() throws IOException {
    source.close();
  }
}
