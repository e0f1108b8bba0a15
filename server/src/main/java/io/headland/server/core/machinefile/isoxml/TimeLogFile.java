package io.headland.server.core.machinefile.isoxml;

import io.headland.server.core.machinefile.CropNames;
import io.headland.server.core.machinefile.MachineFile;
import io.headland.server.core.machinefile.MachineFileDescription;
import io.headland.server.core.machinefile.MachineFileDescription.Component;
import io.headland.server.core.machinefile.MachineFileDescription.Machinery;
import io.headland.server.core.machinefile.MachineFileDescription.Product;
import io.headland.server.core.machinefile.MachineFileException;
import io.headland.server.core.machinefile.MachineFileFormat;
import io.headland.server.core.machinefile.MeasurementUnit;
import io.headland.server.core.machinefile.OperationType;
import io.headland.server.core.machinefile.PointProperty;
import io.headland.server.core.machinefile.PointSource;
import io.headland.server.core.machinefile.RequiredProperties;
import io.headland.server.core.machinefile.isoxml.LoggedProperty.Work;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// One kind of work of a time log.
record TimeLogFile(String name, TaskSet tasks, TaskSet.Log log, TimeLogHeader header, Work work)
    implements MachineFile {
  @Override
  public MachineFileFormat format() {
    return MachineFileFormat.ISOXML;
  }

  @Override
  public MachineFileDescription describe(RequiredProperties required) {
    List<String> products = products();
    return new MachineFileDescription(
        work.type(),
        tasks.content().designator(log),
        work.type() == OperationType.TILLAGE ? "" : CropNames.of(tasks.content().crop(log)),
        units(),
        machinery(),
        work.type() == OperationType.APPLIED && !products.isEmpty()
            ? List.of(product(products))
            : List.of(),
        tasks.content().place(log));
  }

  @Override
  public PointSource points() throws IOException, MachineFileException {
    WorkingWidth width = new WorkingWidth(device(), header, tasks.devices());
    return new LogPoints(tasks.records(log), columns(), width, hasTotalYield(), label());
  }

  private boolean hasTotalYield() {
    return work.type() == OperationType.HARVESTED && new TotalYield(header).isPresent();
  }

  private List<LogColumn> columns() {
    return work.properties().stream()
        .filter(property -> property != LoggedProperty.TOTAL_YIELD)
        .map(property -> LogColumn.of(property, header, tasks.devices()))
        .filter(column -> !column.isEmpty())
        .toList();
  }

  private Map<PointProperty, MeasurementUnit> units() {
    Map<PointProperty, MeasurementUnit> units = new EnumMap<>(PointProperty.class);
    units.put(PointProperty.DISTANCE, MeasurementUnit.METRE);
    units.put(PointProperty.EQUIPMENT_WIDTH, MeasurementUnit.METRE);
    units.put(PointProperty.ELEVATION, MeasurementUnit.METRE);
    if (hasTotalYield()) {
      units.put(PointProperty.WET_MASS, MeasurementUnit.KILOGRAM);
      units.put(PointProperty.WET_MASS_PER_AREA, MeasurementUnit.TONNE_PER_HECTARE);
    }
    for (LogColumn column : columns()) {
      units.put(column.property().property(), column.property().unit());
    }
    return units;
  }

  /// The device that does the work, as number 1; then the other devices of the log.
  private List<Machinery> machinery() {
    Set<String> ids = new LinkedHashSet<>(Set.of(device()));
    header.values().forEach(value -> tasks.deviceOf(value.element()).ifPresent(ids::add));
    List<Machinery> machinery = new ArrayList<>();
    for (String id : ids) {
      int number = machinery.size() + 1;
      tasks
          .devices()
          .device(id)
          .map(
              each ->
                  new Machinery(
                      number,
                      each.deviceClass() > Devices.Device.TRACTOR,
                      each.name(),
                      "",
                      each.serialNumber()))
          .ifPresent(machinery::add);
    }
    return machinery;
  }

  private String device() {
    return LogWork.element(work, header, tasks.devices()).map(Devices.Element::device).orElse("");
  }

  /// The names of the products that the task names for elements of this device or for all; of all
  /// elements when there are none.
  private List<String> products() {
    TaskContent content = tasks.content();
    List<TaskContent.Allocation> all = content.products(log);
    List<String> ofDevice =
        all.stream()
            .filter(
                each ->
                    each.element().isEmpty()
                        || tasks.deviceOf(each.element()).filter(device()::equals).isPresent())
            .map(each -> content.name(each.product()))
            .filter(name -> !name.isEmpty())
            .distinct()
            .toList();
    return ofDevice.isEmpty()
        ? all.stream()
            .map(each -> content.name(each.product()))
            .filter(name -> !name.isEmpty())
            .distinct()
            .toList()
        : ofDevice;
  }

  private String label() {
    return switch (work.type()) {
      case APPLIED -> String.join(" + ", products());
      case PLANTED, HARVESTED -> tasks.content().variety(log);
      case TILLAGE -> tasks.content().practices(log);
    };
  }

  private static Product product(List<String> names) {
    boolean isTankMix = names.size() > 1;
    List<Component> components =
        isTankMix
            ? names.stream().map(name -> new Component(name, false, 0, "")).toList()
            : List.of();
    return new Product(String.join(" + ", names), isTankMix, components);
  }
}
