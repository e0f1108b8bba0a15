package io.headland.server.core.machinefile.isoxml;

import io.headland.server.core.machinefile.isoxml.LoggedProperty.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The work that a time log records, which its identifiers determine: a yield is a harvest, a count
/// of seeds per area is planting, a volume or mass per area is an application, or sowing when the
/// device is a seeder. A depth alone is tillage.
final class LogWork {
  private LogWork() {}

  /// The kinds of work in a log; of each type the first.
  static List<Work> of(TimeLogHeader header, Devices devices) {
    List<Work> found = new ArrayList<>();
    boolean counted = header.indexOf(LoggedProperty.COUNT_RATE.identifier()) >= 0;
    for (Work work : Work.values()) {
      int index = header.indexOf(work.properties().getFirst().identifier());
      boolean known = found.stream().anyMatch(each -> each.type() == work.type());
      boolean onSeeder = index >= 0 && isSeeder(header.values().get(index).element(), devices);
      boolean fits =
          switch (work) {
            case SOWING -> onSeeder && !counted;
            case MASS_APPLICATION -> !onSeeder || counted;
            case TILLAGE, SHALLOW_TILLAGE -> found.isEmpty();
            default -> true;
          };
      if (index >= 0 && fits && !known) {
        found.add(work);
      }
    }
    return found;
  }

  private static boolean isSeeder(String element, Devices devices) {
    return devices
        .element(element)
        .flatMap(each -> devices.device(each.device()))
        .map(device -> device.deviceClass() == Devices.Device.SEEDER)
        .orElse(false);
  }

  /// The element of the device that does the work.
  static Optional<Devices.Element> element(Work work, TimeLogHeader header, Devices devices) {
    int index = header.indexOf(work.properties().getFirst().identifier());
    return index < 0 ? Optional.empty() : devices.element(header.values().get(index).element());
  }
}
