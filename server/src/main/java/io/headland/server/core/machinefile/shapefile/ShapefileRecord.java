package io.headland.server.core.machinefile.shapefile;

import io.headland.server.core.machinefile.CropNames;
import io.headland.server.core.machinefile.MachineFileException;
import io.headland.server.core.machinefile.OperationType;
import io.headland.server.core.machinefile.PointProperty;
import io.headland.server.core.machinefile.PointRow;
import io.headland.server.core.machinefile.RequiredProperties;
import java.util.Set;

/// Fills points from the records of a shapefile without metadata.
final class ShapefileRecord implements ShapefilePoints.RecordFiller {
  private final PointProperty[] properties;
  private final int[] indexes;
  private final TimeColumns time;
  private final int crop;
  private final int label;
  private final int section;
  private final double areaFactor;
  private String lastCropText = "";
  private String onlyCrop = "";

  private ShapefileRecord(PointColumnSet columns, DbfReader dbf) {
    this.properties = columns.indexes().keySet().toArray(PointProperty[]::new);
    this.indexes = columns.indexes().values().stream().mapToInt(Integer::intValue).toArray();
    this.time = new TimeColumns(dbf);
    this.crop = dbf.indexOf(ColumnNames.CROP);
    this.label = dbf.indexOf(labelNames(columns.type()));
    this.section = dbf.indexOf(ColumnNames.SECTION);
    this.areaFactor = columns.areaFactor();
  }

  private static String[] labelNames(OperationType type) {
    return switch (type) {
      case PLANTED, HARVESTED -> ColumnNames.VARIETY;
      case APPLIED -> ColumnNames.PRODUCT;
      case TILLAGE -> ColumnNames.TILL_TYPE;
    };
  }

  static ShapefileRecord of(PointColumnSet columns, DbfReader dbf) throws MachineFileException {
    return new ShapefileRecord(columns, dbf);
  }

  /// @param isPolygon whether the shapes have an area
  /// @throws MachineFileException lists the required properties that the file lacks
  void require(PointColumnSet columns, RequiredProperties required, boolean isPolygon)
      throws MachineFileException {
    Set<PointProperty> present = columns.present();
    if (isPolygon) {
      present.add(PointProperty.AREA);
    }
    required.require(columns.type(), present, time.isPresent());
  }

  @Override
  public void fill(PointRow row, DbfReader dbf, ShpReader shp) throws MachineFileException {
    row.clear();
    row.moveTo(shp.x(), shp.y());
    row.recordedAt(time.millis(dbf));
    for (int i = 0; i < properties.length; i++) {
      row.set(properties[i], dbf.number(indexes[i]));
    }
    double area =
        row.get(PointProperty.DISTANCE) * row.get(PointProperty.EQUIPMENT_WIDTH) * areaFactor;
    if (!Double.isNaN(area)) {
      row.set(PointProperty.AREA, area);
    } else if (Double.isNaN(row.get(PointProperty.AREA))) {
      row.set(PointProperty.AREA, shp.area());
    }
    if (section >= 0) {
      row.setSection((int) dbf.numberOrZero(section));
    }
    if (label >= 0) {
      row.setLabel(dbf.text(label));
    }
    requireOneCrop(dbf);
  }

  private void requireOneCrop(DbfReader dbf) throws MachineFileException {
    if (crop < 0 || dbf.text(crop).equals(lastCropText)) {
      return;
    }
    lastCropText = dbf.text(crop);
    String name = CropNames.of(lastCropText);
    if (!onlyCrop.isEmpty() && !name.isEmpty() && !name.equals(onlyCrop)) {
      throw new MachineFileException(
          "The shapefile has the crops %s and %s; export a file for each crop."
              .formatted(onlyCrop, name));
    }
    onlyCrop = name.isEmpty() ? onlyCrop : name;
  }
}
