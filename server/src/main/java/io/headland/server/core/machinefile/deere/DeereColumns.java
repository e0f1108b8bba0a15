package io.headland.server.core.machinefile.deere;

import static io.headland.server.core.machinefile.PointProperty.APPLIED_RATE;
import static io.headland.server.core.machinefile.PointProperty.APPLIED_RATE_TARGET;
import static io.headland.server.core.machinefile.PointProperty.AREA;
import static io.headland.server.core.machinefile.PointProperty.DISTANCE;
import static io.headland.server.core.machinefile.PointProperty.ELEVATION;
import static io.headland.server.core.machinefile.PointProperty.EQUIPMENT_WIDTH;
import static io.headland.server.core.machinefile.PointProperty.HARVEST_MOISTURE;
import static io.headland.server.core.machinefile.PointProperty.HEADING;
import static io.headland.server.core.machinefile.PointProperty.PROVIDER_VOLUME_PER_AREA;
import static io.headland.server.core.machinefile.PointProperty.SEED_RATE;
import static io.headland.server.core.machinefile.PointProperty.SEED_RATE_TARGET;
import static io.headland.server.core.machinefile.PointProperty.WET_MASS_PER_AREA;

import io.headland.server.core.machinefile.MachineFileException;
import io.headland.server.core.machinefile.MeasurementUnit;
import io.headland.server.core.machinefile.OperationType;
import io.headland.server.core.machinefile.PointProperty;
import io.headland.server.core.machinefile.PointRow;
import io.headland.server.core.machinefile.shapefile.DbfReader;
import io.headland.server.core.machinefile.shapefile.ShpReader;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// Assigns the columns of an export to properties. Columns are found by their names, because their
/// order differs between exports, and from that of the metadata.
final class DeereColumns {
  private record NumberColumn(int index, PointProperty property) {}

  private record Name(String column, PointProperty property) {}

  private static final List<Name> COMMON =
      List.of(
          new Name("DISTANCE", DISTANCE),
          new Name("SWATHWIDTH", EQUIPMENT_WIDTH),
          new Name("Elevation", ELEVATION),
          new Name("Heading", HEADING));

  private static final Map<OperationType, List<Name>> OF_TYPE =
      new EnumMap<>(
          Map.of(
              OperationType.HARVESTED,
              List.of(
                  new Name("VRYIELDVOL", PROVIDER_VOLUME_PER_AREA),
                  new Name("WetMass", WET_MASS_PER_AREA),
                  new Name("Moisture", HARVEST_MOISTURE)),
              OperationType.PLANTED,
              List.of(new Name("AppliedRate", SEED_RATE), new Name("TargetRate", SEED_RATE_TARGET)),
              OperationType.APPLIED,
              List.of(
                  new Name("AppliedRate", APPLIED_RATE),
                  new Name("TargetRate", APPLIED_RATE_TARGET))));

  private final DbfReader dbf;
  private final List<NumberColumn> numbers;
  private final Map<PointProperty, MeasurementUnit> units;
  private final int time;
  private final int section;
  private final int machine;
  private final int label;
  private final double areaFactor;

  private DeereColumns(
      DbfReader dbf, List<NumberColumn> numbers, Map<PointProperty, MeasurementUnit> units)
      throws MachineFileException {
    this.dbf = dbf;
    this.numbers = numbers;
    this.units = units;
    this.time = dbf.indexOf("IsoTime");
    this.section = dbf.indexOf("SECTIONID");
    this.machine = dbf.indexOf("Machine");
    this.label = dbf.indexOf("Variety", "Product");
    if (time < 0) {
      throw new MachineFileException("missing required properties: timestamp");
    }
    this.areaFactor =
        units.getOrDefault(DISTANCE, MeasurementUnit.METRE).convert(1, MeasurementUnit.METRE)
            * units
                .getOrDefault(EQUIPMENT_WIDTH, MeasurementUnit.METRE)
                .convert(1, MeasurementUnit.METRE);
  }

  static DeereColumns of(DeereExport.Layer layer, DbfReader dbf) throws MachineFileException {
    List<Name> names = new ArrayList<>(COMMON);
    names.addAll(OF_TYPE.getOrDefault(layer.type(), List.of()));
    List<NumberColumn> numbers = new ArrayList<>();
    Map<PointProperty, MeasurementUnit> units = new EnumMap<>(PointProperty.class);
    for (Name name : names) {
      int index = dbf.indexOf(name.column());
      if (index >= 0) {
        numbers.add(new NumberColumn(index, name.property()));
        layer.metadata().unit(name.column()).ifPresent(unit -> units.put(name.property(), unit));
      }
    }
    return new DeereColumns(dbf, List.copyOf(numbers), units);
  }

  /// The units of the properties that have one.
  Map<PointProperty, MeasurementUnit> units() {
    return units;
  }

  void fill(PointRow row, ShpReader shp) throws MachineFileException {
    row.clear();
    row.moveTo(shp.x(), shp.y());
    row.recordedAt(dbf.time(time));
    for (NumberColumn column : numbers) {
      row.set(column.property(), dbf.number(column.index()));
    }
    // DISTANCE and SWATHWIDTH of each section, so that the areas of a record's sections add up.
    row.set(AREA, row.get(DISTANCE) * row.get(EQUIPMENT_WIDTH) * areaFactor);
    if (section >= 0) {
      row.setSection((int) dbf.number(section));
    }
    if (machine >= 0) {
      row.setMachine((int) dbf.number(machine));
    }
    if (label >= 0) {
      row.setLabel(dbf.text(label));
    }
  }
}
