package io.headland.server.core.machinefile.shapefile;

import io.headland.server.core.machinefile.MachineFileException;
import io.headland.server.core.machinefile.MeasurementUnit;
import io.headland.server.core.machinefile.OperationType;
import io.headland.server.core.machinefile.PointProperty;
import io.headland.server.core.machinefile.RequiredProperties;
import io.headland.server.core.machinefile.shapefile.ColumnNames.Name;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The columns of a shapefile without metadata, and the type of operation that they mean: a column
/// of a yield is a harvest, of a seed rate planting, of an applied rate an application, of a depth
/// tillage. An applied rate with a variety and without a product is a seed rate.
record PointColumnSet(
    OperationType type,
    Map<PointProperty, Integer> indexes,
    Map<PointProperty, MeasurementUnit> units) {

  static PointColumnSet of(DbfReader dbf) throws MachineFileException {
    boolean seedsAsApplied =
        dbf.indexOf("AppliedRate") >= 0
            && dbf.indexOf(ColumnNames.VARIETY) >= 0
            && dbf.indexOf(ColumnNames.PRODUCT) < 0;
    Map<OperationType, List<Name>> names =
        new EnumMap<>(
            Map.of(
                OperationType.HARVESTED, ColumnNames.HARVEST,
                OperationType.PLANTED, ColumnNames.PLANTING,
                OperationType.APPLIED, ColumnNames.APPLICATION,
                OperationType.TILLAGE, ColumnNames.TILLAGE));
    for (OperationType type :
        List.of(
            OperationType.HARVESTED,
            OperationType.PLANTED,
            OperationType.APPLIED,
            OperationType.TILLAGE)) {
      PointColumnSet columns =
          new PointColumnSet(
              type, new EnumMap<>(PointProperty.class), new EnumMap<>(PointProperty.class));
      columns.add(names.getOrDefault(type, List.of()), dbf);
      if (type == OperationType.PLANTED && seedsAsApplied) {
        columns.add(
            List.of(
                Name.of(PointProperty.SEED_RATE, MeasurementUnit.SEEDS_PER_ACRE, "AppliedRate")),
            dbf);
      }
      if (columns.means(type)) {
        columns.add(ColumnNames.COMMON, dbf);
        columns.addArea(dbf);
        return columns;
      }
    }
    throw new MachineFileException(
        "unsupported operation type: unknown; no column has the name of a yield, seed rate, applied"
            + " rate or tillage depth");
  }

  private void add(List<Name> names, DbfReader dbf) {
    for (Name name : names) {
      int index = dbf.indexOf(name.columns().toArray(String[]::new));
      if (index >= 0 && indexes.putIfAbsent(name.property(), index) == null) {
        units.put(name.property(), name.unit());
      }
    }
  }

  private void addArea(DbfReader dbf) {
    int index = dbf.indexOf(ColumnNames.AREA);
    if (index >= 0) {
      indexes.put(PointProperty.AREA, index);
    }
  }

  private boolean means(OperationType wanted) {
    return switch (wanted) {
      case HARVESTED -> RequiredProperties.hasYield(indexes.keySet());
      case PLANTED -> indexes.containsKey(PointProperty.SEED_RATE);
      case APPLIED -> indexes.containsKey(PointProperty.APPLIED_RATE);
      case TILLAGE -> indexes.containsKey(PointProperty.TILLAGE_DEPTH_ACTUAL);
    };
  }

  Set<PointProperty> present() {
    Set<PointProperty> present = EnumSet.noneOf(PointProperty.class);
    present.addAll(indexes.keySet());
    return present;
  }

  /// From distance × width to square metres.
  double areaFactor() {
    return units
            .getOrDefault(PointProperty.DISTANCE, MeasurementUnit.METRE)
            .convert(1, MeasurementUnit.METRE)
        * units
            .getOrDefault(PointProperty.EQUIPMENT_WIDTH, MeasurementUnit.METRE)
            .convert(1, MeasurementUnit.METRE);
  }
}
