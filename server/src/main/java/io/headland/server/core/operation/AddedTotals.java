package io.headland.server.core.operation;

import io.headland.server.core.machinefile.MachineFileDescription;
import io.headland.server.core.machinefile.MeasurementUnit;
import io.headland.server.core.machinefile.PointProperty;
import io.headland.server.core.machinefile.store.FieldFileStore.FieldMachineFile;
import io.headland.server.core.machinefile.summary.OperationSummary;
import io.headland.server.core.machinefile.summary.Statistics;
import io.headland.server.core.operation.OperationGroups.Group;
import io.headland.server.platform.json.Json;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// The summary of an operation without points: the sum of the areas of the files that consist of
/// totals, and means weighted by the areas.
public final class AddedTotals {
  private final MachineFileDescription description;
  private final Map<PointProperty, Statistics> statistics = new EnumMap<>(PointProperty.class);
  private final Map<PointProperty, Double> weights = new HashMap<>();

  private AddedTotals(MachineFileDescription description) {
    this.description = description;
  }

  /// The summary, without the covered area.
  ///
  /// @param description of the operation, whose units the values get
  public static OperationSummary of(MachineFileDescription description, Group group) {
    AddedTotals added = new AddedTotals(description);
    double area = 0;
    List<String> totals =
        group.files().stream().map(FieldMachineFile::totals).flatMap(Optional::stream).toList();
    for (String each : totals) {
      OperationSummary file = Json.MAPPER.readValue(each, OperationSummary.class);
      file.statistics().forEach((property, values) -> added.add(file, property, values));
      area += file.area();
    }
    return OperationSummary.withoutPoints(
        description, group.start(), group.end(), area, added.statistics);
  }

  private void add(OperationSummary file, PointProperty property, Statistics ofFile) {
    MeasurementUnit unit = Objects.requireNonNull(file.unit(property));
    MeasurementUnit common = Objects.requireNonNull(description.units().get(property));
    double avg = unit.convert(ofFile.avg(), common);
    Statistics before = statistics.get(property);
    double weight = weights.getOrDefault(property, 0.0);
    double sum = weight + file.area();
    weights.put(property, sum);
    statistics.put(
        property,
        Statistics.ofMean(
            before == null
                ? avg
                : sum > 0
                    ? (before.avg() * weight + avg * file.area()) / sum
                    : (before.avg() + avg) / 2));
  }
}
