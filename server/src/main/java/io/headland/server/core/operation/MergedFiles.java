package io.headland.server.core.operation;

import io.headland.server.core.machinefile.MachineFileDescription;
import io.headland.server.core.machinefile.MachineFileDescription.Machinery;
import io.headland.server.core.machinefile.MachineFileDescription.Product;
import io.headland.server.core.machinefile.MachineFileException;
import io.headland.server.core.machinefile.MeasurementUnit;
import io.headland.server.core.machinefile.PointProperty;
import io.headland.server.core.machinefile.PointRow;
import io.headland.server.core.machinefile.PointSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The common description of files that are merged: the units of the first file that has the
/// property, each machine once with a new number, and the products of all files. The points of each
/// file are converted to it.
public final class MergedFiles {
  private final MachineFileDescription description;
  private final List<Map<Integer, Integer>> machineNumbers = new ArrayList<>();
  private final List<MachineFileDescription> files;

  private MergedFiles(List<MachineFileDescription> files) {
    this.files = List.copyOf(files);
    Map<PointProperty, MeasurementUnit> units = new EnumMap<>(PointProperty.class);
    Map<Machinery, Machinery> machinery = new LinkedHashMap<>();
    Map<String, Product> products = new LinkedHashMap<>();
    for (MachineFileDescription file : files) {
      file.units().forEach(units::putIfAbsent);
      file.products().forEach(product -> products.putIfAbsent(product.name(), product));
      machineNumbers.add(numbers(file.machinery(), machinery));
    }
    MachineFileDescription first = files.getFirst();
    this.description =
        new MachineFileDescription(
            first.type(),
            first.originalType(),
            first.crop(),
            units,
            List.copyOf(machinery.values()),
            List.copyOf(products.values()),
            first.place());
  }

  /// The description of files that are merged.
  ///
  /// @param files in the order of their times, at least one
  public static MergedFiles of(List<MachineFileDescription> files) {
    return new MergedFiles(files);
  }

  private static Map<Integer, Integer> numbers(
      List<Machinery> ofFile, Map<Machinery, Machinery> all) {
    Map<Integer, Integer> numbers = new HashMap<>();
    for (Machinery each : ofFile) {
      Machinery key = numbered(each, 0);
      Machinery merged = all.computeIfAbsent(key, _ -> numbered(each, all.size() + 1));
      numbers.put(each.number(), merged.number());
    }
    return numbers;
  }

  private static Machinery numbered(Machinery machine, int number) {
    return new Machinery(
        number, machine.isImplement(), machine.name(), machine.brand(), machine.serialNumber());
  }

  /// A property whose units in the files cannot be converted to each other, such as a mass and a
  /// volume; empty when there is none.
  public Optional<PointProperty> conflict() {
    return files.stream()
        .flatMap(file -> file.units().entrySet().stream())
        .filter(
            unit ->
                description.units().getOrDefault(unit.getKey(), unit.getValue()).dimension()
                    != unit.getValue().dimension())
        .map(Map.Entry::getKey)
        .sorted()
        .findFirst();
  }

  public MachineFileDescription description() {
    return description;
  }

  /// The points of a file with the units and the machine numbers of the common description.
  ///
  /// @param index of the file in the list
  public PointSource points(int index, PointSource source) {
    return new Converted(source, machineNumbers.get(index), conversions(files.get(index)));
  }

  private List<Conversion> conversions(MachineFileDescription file) {
    List<Conversion> conversions = new ArrayList<>();
    file.units()
        .forEach(
            (property, unit) -> {
              MeasurementUnit common = description.units().getOrDefault(property, unit);
              if (unit != common && unit.dimension() == common.dimension()) {
                conversions.add(new Conversion(property, unit, common));
              }
            });
    return conversions;
  }

  private record Conversion(PointProperty property, MeasurementUnit from, MeasurementUnit to) {}

  private record Converted(
      PointSource source, Map<Integer, Integer> machineNumbers, List<Conversion> conversions)
      implements PointSource {

    @Override
    public boolean next(PointRow row) throws IOException, MachineFileException {
      if (!source.next(row)) {
        return false;
      }
      for (Conversion conversion : conversions) {
        double value = row.get(conversion.property());
        row.set(conversion.property(), conversion.from().convert(value, conversion.to()));
      }
      row.setMachine(machineNumbers.getOrDefault(row.machine(), 0));
      return true;
    }

    @Override
    public void close() throws IOException {
      source.close();
    }
  }
}
