package io.headland.server.core.machinefile.isoxml;

import java.util.ArrayList;
import java.util.List;

/// One property of a time log, which may be logged for several elements of the device.
///
/// The value for the device or its function applies alone. Otherwise the values of functions and
/// bins add up when they are amounts per area, and those of sections are averaged with their
/// working widths as weights.
final class LogColumn {
  private final LoggedProperty property;
  private final boolean ofSections;
  private final List<Source> sources;

  private record Source(int index, String element) {}

  private LogColumn(LoggedProperty property, boolean ofSections, List<Source> sources) {
    this.property = property;
    this.ofSections = ofSections;
    this.sources = sources;
  }

  static LogColumn of(LoggedProperty property, TimeLogHeader header, Devices devices) {
    List<Source> device = new ArrayList<>();
    List<Source> bins = new ArrayList<>();
    List<Source> sections = new ArrayList<>();
    for (int i = 0; i < header.values().size(); i++) {
      TimeLogHeader.LoggedValue value = header.values().get(i);
      if (value.identifier() == property.identifier()) {
        int type = devices.element(value.element()).map(Devices.Element::type).orElse(0);
        List<Source> target =
            switch (type) {
              case Devices.ElementType.FUNCTION, Devices.ElementType.BIN -> bins;
              case Devices.ElementType.SECTION, Devices.ElementType.UNIT -> sections;
              default -> device;
            };
        target.add(new Source(i, value.element()));
      }
    }
    if (!device.isEmpty()) {
      return new LogColumn(property, false, List.of(device.getFirst()));
    }
    return bins.isEmpty()
        ? new LogColumn(property, true, List.copyOf(sections))
        : new LogColumn(property, false, List.copyOf(bins));
  }

  LoggedProperty property() {
    return property;
  }

  boolean isEmpty() {
    return sources.isEmpty();
  }

  /// The value of the current record in the unit of the property; NaN when none is known yet.
  double value(TimeLogReader log, WorkingWidth width) {
    double sum = 0;
    double weights = 0;
    int known = 0;
    for (Source source : sources) {
      if (log.isKnown(source.index())) {
        double weight = ofSections ? width.ofSection(source.element()) : 1;
        sum += log.value(source.index()) * weight;
        weights += weight;
        known++;
      }
    }
    if (known == 0) {
      return Double.NaN;
    }
    boolean adds = property.isPerArea() && !ofSections;
    double mean = weights == 0 ? 0 : sum / weights;
    return property.value(adds ? sum : mean);
  }
}
