package io.headland.server.core.operation;

import io.headland.server.core.machinefile.MachineFileException;
import io.headland.server.core.machinefile.PointRow;
import io.headland.server.core.machinefile.PointSource;
import java.io.IOException;
import java.util.List;
import org.locationtech.jts.algorithm.locate.IndexedPointInAreaLocator;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Location;
import org.locationtech.jts.geom.MultiPolygon;

/// The points of a source that are in none of some boundaries.
public final class OutsidePoints implements PointSource {
  private final PointSource source;
  private final List<IndexedPointInAreaLocator> boundaries;

  public OutsidePoints(PointSource source, List<MultiPolygon> boundaries) {
    this.source = source;
    this.boundaries = boundaries.stream().map(IndexedPointInAreaLocator::new).toList();
  }

  @Override
  public boolean next(PointRow row) throws IOException, MachineFileException {
    while (source.next(row)) {
      Coordinate position = new Coordinate(row.longitude(), row.latitude());
      if (boundaries.stream().allMatch(each -> each.locate(position) == Location.EXTERIOR)) {
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
