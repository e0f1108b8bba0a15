package io.headland.server.core.machinefile.johndeere;

import static io.headland.server.core.machinefile.PointProperty.APPLIED_RATE;
import static io.headland.server.core.machinefile.PointProperty.APPLIED_RATE_TARGET;
import static io.headland.server.core.machinefile.PointProperty.AREA;
import static io.headland.server.core.machinefile.PointProperty.DISTANCE;
import static io.headland.server.core.machinefile.PointProperty.DRY_MASS_PER_AREA;
import static io.headland.server.core.machinefile.PointProperty.ELEVATION;
import static io.headland.server.core.machinefile.PointProperty.EQUIPMENT_WIDTH;
import static io.headland.server.core.machinefile.PointProperty.HARVEST_MOISTURE;
import static io.headland.server.core.machinefile.PointProperty.HEADING;
import static io.headland.server.core.machinefile.PointProperty.PROVIDER_VOLUME_PER_AREA;
import static io.headland.server.core.machinefile.PointProperty.SEED_RATE;
import static io.headland.server.core.machinefile.PointProperty.SEED_RATE_TARGET;
import static io.headland.server.core.machinefile.PointProperty.WET_MASS_PER_AREA;
import static io.headland.server.core.machinefile.johndeere.JohnDeereDescription.text;

import io.headland.server.core.machinefile.MachineFileException;
import io.headland.server.core.machinefile.MeasurementUnit;
import io.headland.server.core.machinefile.OperationType;
import io.headland.server.core.machinefile.PointProperty;
import io.headland.server.core.machinefile.PointRow;
import io.headland.server.core.machinefile.RequiredProperties;
import io.headland.server.core.machinefile.shapefile.DbfReader;
import io.headland.server.core.machinefile.shapefile.ShapefilePoints;
import io.headland.server.core.machinefile.shapefile.ShpReader;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Assigns the columns of an export to properties. Columns are found by their names, because their
/// order differs between exports, and from that of the metadata.
final class JohnDeereColumns implements ShapefilePoints.RecordFiller {
  private record NumberColumn(int index, PointProperty property) {}

  private record Name(String column, PointProperty property) {}

  private static final List<Name> COMMON =
      List.of(
          new Name("DISTANCE", DISTANCE),
          new Name("SWATHWIDTH", EQUIPMENT_WIDTH),
          new Name("Elevation", ELEVATION),
          new Name("Heading", HEADING));

  /// Columns that are left out when their unit is unknown.
  private static final Set<PointProperty> OPTIONAL =
      Set.of(ELEVATION, SEED_RATE_TARGET, APPLIED_RATE_TARGET);

  private static final Map<OperationType, List<Name>> OF_TYPE =
      new EnumMap<>(
          Map.of(
              OperationType.HARVESTED,
              List.of(
                  new Name("VRYIELDVOL", PROVIDER_VOLUME_PER_AREA),
                  // In place of the volume when the organization prefers masses.
                  new Name("VRYIELDMAS", DRY_MASS_PER_AREA),
                  new Name("WetMass", WET_MASS_PER_AREA),
                  new Name("Moisture", HARVEST_MOISTURE)),
              OperationType.PLANTED,
              List.of(new Name("AppliedRate", SEED_RATE), new Name("TargetRate", SEED_RATE_TARGET)),
              OperationType.APPLIED,
              List.of(
                  new Name("AppliedRate", APPLIED_RATE),
                  new Name("TargetRate", APPLIED_RATE_TARGET))));

  private final OperationType type;
  private final List<NumberColumn> numbers = new ArrayList<>();
  private final Map<PointProperty, MeasurementUnit> units = new EnumMap<>(PointProperty.class);
  private final Map<String, String> productByHash = new HashMap<>();

  /// The column of the product is shorter than the names of many tank mixes, which are cut off in
  /// it.
  private final Map<String, String> productByLabel;

  private final int time;
  private final int section;
  private final int machine;
  private final int label;
  private final int productHash;
  private final String onlyProduct;
  private final double areaFactor;

  private JohnDeereColumns(JohnDeereMetadata metadata, DbfReader dbf) throws MachineFileException {
    type = metadata.operationType();
    addNumbers(metadata, dbf);
    time = dbf.indexOf("IsoTime");
    section = dbf.indexOf("SECTIONID");
    machine = dbf.indexOf("Machine");
    label = dbf.indexOf("Variety", "Product");
    productHash = dbf.indexOf("PRODUCTHASH");
    List<JohnDeereMetadata.Product> products = metadata.allProducts();
    for (JohnDeereMetadata.Product product : products) {
      productByHash.put(text(product.productUseHash()), text(product.productName()));
    }
    productByLabel = label < 0 ? Map.of() : productsByLabel(products, dbf, label);
    onlyProduct = products.size() == 1 ? text(products.getFirst().productName()) : "";
    areaFactor = factor(DISTANCE) * factor(EQUIPMENT_WIDTH);
  }

  /// The names of products by their texts in the column, without texts that are the beginning of
  /// several names.
  private static Map<String, String> productsByLabel(
      List<JohnDeereMetadata.Product> products, DbfReader dbf, int column) {
    Map<String, String> names = new HashMap<>();
    for (JohnDeereMetadata.Product product : products) {
      String name = text(product.productName());
      String label = dbf.stored(column, name);
      names.merge(label, name, (first, second) -> first.equals(second) ? first : label);
    }
    return names;
  }

  static JohnDeereColumns of(JohnDeereMetadata metadata, DbfReader dbf)
      throws MachineFileException {
    return new JohnDeereColumns(metadata, dbf);
  }

  /// @param isPolygon whether the shapes have an area
  /// @throws MachineFileException lists the required properties that the file lacks
  void require(RequiredProperties required, boolean isPolygon) throws MachineFileException {
    Set<PointProperty> present = EnumSet.noneOf(PointProperty.class);
    numbers.forEach(column -> present.add(column.property()));
    if (isPolygon) {
      present.add(AREA);
    }
    required.require(type, present, time >= 0);
  }

  private void addNumbers(JohnDeereMetadata metadata, DbfReader dbf) throws MachineFileException {
    List<Name> names = new ArrayList<>(COMMON);
    names.addAll(OF_TYPE.getOrDefault(metadata.operationType(), List.of()));
    for (Name name : names) {
      int index = dbf.indexOf(name.column());
      if (index >= 0) {
        Optional<MeasurementUnit> unit = metadata.unit(name.column()).or(() -> implied(name));
        if (unit.isPresent()) {
          numbers.add(new NumberColumn(index, name.property()));
          units.put(name.property(), unit.get());
        } else if (!OPTIONAL.contains(name.property())) {
          throw new MachineFileException(
              "The metadata of John Deere names no unit for the column %s."
                  .formatted(name.column()));
        }
      }
    }
  }

  /// The unit of a property that the metadata need not state.
  private static Optional<MeasurementUnit> implied(Name name) {
    return switch (name.property()) {
      case HEADING -> Optional.of(MeasurementUnit.DEGREE);
      case HARVEST_MOISTURE -> Optional.of(MeasurementUnit.PERCENT);
      default -> Optional.empty();
    };
  }

  private double factor(PointProperty length) throws MachineFileException {
    MeasurementUnit unit = units.getOrDefault(length, MeasurementUnit.METRE);
    if (unit.dimension() != MeasurementUnit.Dimension.LENGTH) {
      throw new MachineFileException(
          "The metadata of John Deere names the unit \"%s\" for a length."
              .formatted(unit.leafName()));
    }
    return unit.convert(1, MeasurementUnit.METRE);
  }

  /// The units of the properties that have one.
  Map<PointProperty, MeasurementUnit> units() {
    return units;
  }

  @Override
  public void fill(PointRow row, DbfReader dbf, ShpReader shp) throws MachineFileException {
    row.clear();
    row.moveTo(shp.x(), shp.y());
    if (time >= 0) {
      row.recordedAt(dbf.time(time));
    }
    for (NumberColumn column : numbers) {
      row.set(column.property(), dbf.number(column.index()));
    }
    // DISTANCE and SWATHWIDTH of each section, so that the areas of a record's sections add up.
    double area = row.get(DISTANCE) * row.get(EQUIPMENT_WIDTH) * areaFactor;
    row.set(AREA, Double.isNaN(area) ? shp.area() : area);
    if (section >= 0) {
      row.setSection((int) dbf.number(section));
    }
    if (machine >= 0) {
      row.setMachine((int) dbf.number(machine));
    }
    row.setLabel(label(dbf));
  }

  private String label(DbfReader dbf) {
    if (label >= 0) {
      String text = text(dbf.text(label));
      return productByLabel.getOrDefault(text, text);
    }
    return productHash < 0
        ? onlyProduct
        : productByHash.getOrDefault(dbf.text(productHash), onlyProduct);
  }
}
