package io.headland.server.core.machinefile.adapt;

import io.headland.server.core.machinefile.MeasurementUnit;
import io.headland.server.core.machinefile.OperationType;
import io.headland.server.core.machinefile.PointProperty;
import io.headland.server.core.machinefile.export.ExportedPoints;
import io.headland.server.core.machinefile.point.PointEngine;
import io.headland.server.core.machinefile.summary.OperationSummary;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// A field operation in an export.
///
/// @param points with the properties that have values
/// @param crop Leaf's name; blank when it is unknown
public record AdaptOperation(
    UUID id,
    OperationType type,
    String crop,
    Instant start,
    Instant end,
    OperationSummary summary,
    ExportedPoints points) {

  /// A column of the file with the points.
  ///
  /// @param unit of the points
  record Column(PointProperty property, MeasurementUnit unit, AdaptVariable variable) {}

  boolean hasPoints() {
    return points.count() > 0;
  }

  /// The properties that have values and a variable of the standard; those of the summary when
  /// there are no points.
  List<Column> columns() {
    List<Column> columns = new ArrayList<>();
    Set<PointProperty> present = hasPoints() ? points.properties() : summary.statistics().keySet();
    for (PointProperty property : PointProperty.values()) {
      MeasurementUnit unit = summary.unit(property);
      if (unit != null && present.contains(property)) {
        AdaptVariable.of(property, unit)
            // Of two properties with the same variable the first one is written.
            .filter(each -> columns.stream().noneMatch(other -> other.variable().equals(each)))
            .ifPresent(each -> columns.add(new Column(property, unit, each)));
      }
    }
    return List.copyOf(columns);
  }

  /// The name of the file with the points in the archive.
  String fileName() {
    return type.leafName() + "-" + id + ".parquet";
  }

  /// Writes the points as GeoParquet, with a column for each variable in the unit of its
  /// definition.
  void writePoints(PointEngine engine, Path target) throws IOException {
    List<String> values = new ArrayList<>();
    if (points.hasTimes()) {
      values.add(
          "strftime(epoch_ms(epoch_millis), '%%Y-%%m-%%dT%%H:%%M:%%S.%%gZ') as \"%s\""
              .formatted(AdaptVariable.TIMESTAMP));
    }
    for (Column column : columns()) {
      double factor = column.variable().factor(column.unit());
      values.add(
          "\"%s\" * %s::double as \"%s\""
              .formatted(column.property().leafName(), factor, column.variable().code()));
    }
    engine.writeGeoParquet(points.file(), values, target);
  }

  /// The varieties or products of the points. Tillage has none.
  List<String> products() {
    return type == OperationType.TILLAGE
        ? List.of()
        : summary.parts().stream()
            .map(OperationSummary.Part::name)
            .filter(name -> !name.isEmpty())
            .toList();
  }

  /// The only variety or product of the points; empty when there are several, or points without
  /// one.
  Optional<String> onlyProduct() {
    return summary.parts().size() == 1 ? products().stream().findFirst() : Optional.empty();
  }
}
