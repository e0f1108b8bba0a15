package io.headland.server.core.machinefile.shapefile;

import io.headland.server.core.machinefile.MachineFileException;
import io.headland.server.core.machinefile.PointRow;
import io.headland.server.core.machinefile.PointSource;
import java.io.IOException;

/// The records of a .dbf file with the positions of its .shp file, one in memory at a time. Deleted
/// records are left out.
public final class ShapefilePoints implements PointSource {
  private final DbfReader dbf;
  private final ShpReader shp;
  private final RecordFiller filler;
  private long records;
  private long points;

  /// Fills a point from the current records.
  @FunctionalInterface
  public interface RecordFiller {
    void fill(PointRow row, DbfReader dbf, ShpReader shp) throws MachineFileException;
  }

  public ShapefilePoints(DbfReader dbf, ShpReader shp, RecordFiller filler) {
    this.dbf = dbf;
    this.shp = shp;
    this.filler = filler;
  }

  @Override
  public boolean next(PointRow row) throws IOException, MachineFileException {
    while (nextRecord()) {
      if (!dbf.isDeleted()) {
        filler.fill(row, dbf, shp);
        points++;
        return true;
      }
    }
    if (points == 0) {
      throw new MachineFileException("The layer has no points.");
    }
    return false;
  }

  private boolean nextRecord() throws IOException, MachineFileException {
    boolean hasAttributes = dbf.next();
    boolean hasPosition = shp.next();
    if (hasAttributes && !hasPosition) {
      throw new MachineFileException(
          "The .shp file ends after %d records, the .dbf file has %d."
              .formatted(records, dbf.records()));
    }
    if (hasPosition && !hasAttributes) {
      throw new MachineFileException(
          "The .dbf file ends after %d records, the .shp file has more.".formatted(records));
    }
    records++;
    return hasAttributes;
  }

  @Override
  public void close() throws IOException {
    try (dbf) {
      shp.close();
    }
  }
}
