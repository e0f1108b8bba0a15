package io.headland.server.core.operation;

import io.headland.server.core.machinefile.MachineFileException;
import io.headland.server.core.machinefile.PointRow;
import io.headland.server.core.machinefile.PointSource;
import java.io.IOException;
import org.locationtech.jts.algorithm.locate.IndexedPointInAreaLocator;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Location;
import org.locationtech.jts.geom.MultiPolygon;

/// The points of a source that are inside a boundary or on it.
public final class FieldPoints implements PointSource {
  private final PointSource source;
  private final IndexedPointInAreaLocator boundary;

  public FieldPoints(PointSource source, MultiPolygon boundary) {
    this.source = source;
    this.boundary = new IndexedPointInAreaLocator(boundary);
  }

  @Override
  public boolean next(PointRow row) throws IOException, MachineFileException {
    while (source.next(row)) {
      Coordinate position = new Coordinate(row.longitude(), row.latitude());
      if (boundary.locate(position) != Location.EXTERIOR) {
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
