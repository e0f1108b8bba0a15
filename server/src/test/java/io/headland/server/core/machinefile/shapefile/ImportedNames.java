package io.headland.server.core.machinefile.shapefile;

import io.headland.server.core.machinefile.MachineFileException;
import io.headland.server.core.machinefile.PointProperty;
import io.headland.server.core.machinefile.shapefile.ColumnNames.Name;
import io.headland.server.core.machinefile.shapefile.ShapefileBytes.Column;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// As which properties a column of a shapefile without units is read.
public final class ImportedNames {
  private ImportedNames() {}

  public static List<PointProperty> of(String column) throws IOException, MachineFileException {
    byte[] file = ShapefileBytes.dbf(List.of(new Column(column, 'N', 10)), List.of(List.of("1")));
    try (DbfReader dbf = DbfReader.open(new ByteArrayInputStream(file))) {
      List<PointProperty> read = new ArrayList<>();
      Stream.of(
              ColumnNames.COMMON,
              ColumnNames.HARVEST,
              ColumnNames.PLANTING,
              ColumnNames.APPLICATION,
              ColumnNames.TILLAGE)
          .flatMap(List::stream)
          .filter(name -> dbf.indexOf(name.columns().toArray(String[]::new)) >= 0)
          .map(Name::property)
          .forEach(read::add);
      if (dbf.indexOf(ColumnNames.AREA) >= 0) {
        read.add(PointProperty.AREA);
      }
      return read;
    }
  }
}
