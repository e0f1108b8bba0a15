package io.headland.server.core.machinefile.deere;

import io.headland.server.core.machinefile.MachineFileException;
import io.headland.server.core.machinefile.MeasurementUnit;
import io.headland.server.core.machinefile.PointProperty;
import io.headland.server.core.machinefile.PointRow;
import io.headland.server.core.machinefile.PointSource;
import io.headland.server.core.machinefile.shapefile.DbfReader;
import io.headland.server.core.machinefile.shapefile.ShpReader;
import java.io.IOException;
import java.util.Map;

/// The points of one layer: the records of its .dbf file with the positions of its .shp file.
final class DeerePoints implements PointSource {
  private final DbfReader dbf;
  private final ShpReader shp;
  private final DeereColumns columns;
  private long records;

  DeerePoints(DbfReader dbf, ShpReader shp, DeereColumns columns) {
    this.dbf = dbf;
    this.shp = shp;
    this.columns = columns;
  }

  /// The units of the properties that have one.
  Map<PointProperty, MeasurementUnit> units() {
    return columns.units();
  }

  @Override
  public boolean next(PointRow row) throws IOException, MachineFileException {
    while (nextRecord()) {
      if (!dbf.isDeleted()) {
        columns.fill(row, shp);
        return true;
      }
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
