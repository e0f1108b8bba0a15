package io.headland.server.core.operationsync;

import io.headland.server.core.machinefile.MachineFileDescription;
import io.headland.server.core.machinefile.MachineFileDescription.Machinery;
import io.headland.server.core.machinefile.MachineFileDescription.OriginalPlace;
import io.headland.server.core.machinefile.MeasurementUnit;
import io.headland.server.core.machinefile.MeasurementUnit.Dimension;
import io.headland.server.core.machinefile.OperationType;
import io.headland.server.core.machinefile.PointProperty;
import io.headland.server.core.machinefile.summary.OperationSummary;
import io.headland.server.core.machinefile.summary.Statistics;
import io.headland.server.core.operationsync.OperationTotalsStore.ListedTotals;
import io.headland.server.provider.FieldOperationRecord.Machine;
import io.headland.server.provider.FieldOperationRecord.Total;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The summary of tillage of which a provider states only totals: of a depth or speed the mean, and
/// neither the minimum nor the maximum. A value with an unknown unit is left out.
public final class TillageSummary {
  private static final Map<PointProperty, Dimension> MEANS =
      Map.of(
          PointProperty.TILLAGE_DEPTH_ACTUAL, Dimension.LENGTH,
          PointProperty.TILLAGE_DEPTH_TARGET, Dimension.LENGTH,
          PointProperty.SPEED, Dimension.SPEED);

  private TillageSummary() {}

  /// The summary, without the covered area.
  public static OperationSummary of(ListedTotals listed) {
    Map<PointProperty, MeasurementUnit> units = new EnumMap<>(PointProperty.class);
    Map<PointProperty, Statistics> statistics = new EnumMap<>(PointProperty.class);
    double area = 0;
    for (Total total : listed.totals()) {
      Optional<MeasurementUnit> unit = MeasurementUnit.ofCode(total.unit());
      if (total.name().equals("area")) {
        area =
            unit.filter(each -> each.dimension() == Dimension.AREA)
                .map(each -> each.convert(total.value(), MeasurementUnit.SQUARE_METRE))
                .orElse(area);
      }
      PointProperty.ofLeafName(total.name())
          .ifPresent(
              property ->
                  unit.filter(each -> each.dimension() == MEANS.get(property))
                      .ifPresent(
                          each -> {
                            units.put(property, each);
                            statistics.put(property, Statistics.ofMean(total.value()));
                          }));
    }
    MachineFileDescription description =
        new MachineFileDescription(
            OperationType.TILLAGE,
            "Tillage",
            "",
            units,
            machinery(listed.machines()),
            List.of(),
            OriginalPlace.UNKNOWN);
    return OperationSummary.withoutPoints(
        description, listed.start(), listed.end(), area, statistics);
  }

  private static List<Machinery> machinery(List<Machine> machines) {
    List<Machinery> machinery = new ArrayList<>();
    for (Machine machine : machines) {
      if (!machine.serialNumber().isEmpty()) {
        machinery.add(new Machinery(machinery.size() + 1, false, "", "", machine.serialNumber()));
      }
    }
    return machinery;
  }
}
