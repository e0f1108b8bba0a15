package io.headland.server.engine.machinefile;

import io.headland.server.core.machinefile.MachineFileDescription;
import io.headland.server.core.machinefile.MachineFileException;
import io.headland.server.core.machinefile.PointSource;
import io.headland.server.core.machinefile.point.CleanupRules;
import io.headland.server.core.machinefile.point.PointCondition;
import io.headland.server.core.machinefile.point.PointEngine;
import io.headland.server.core.machinefile.point.PointFilter;
import io.headland.server.core.machinefile.point.PointFilterCounts;
import io.headland.server.core.machinefile.summary.HarvestValues;
import io.headland.server.core.operation.OperationConfiguration;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The steps that files and operations have in common.
final class PointConversion {
  private final PointEngine engine;
  private final OperationConfiguration configuration;

  PointConversion(PointEngine engine, OperationConfiguration configuration) {
    this.engine = engine;
    this.configuration = configuration;
  }

  /// Writes the points of a file, with the values that can be derived from others.
  ///
  /// @return the description with the units of the derived values
  /// @throws MachineFileException when the file is invalid
  MachineFileDescription write(MachineFileDescription description, PointSource source, Path target)
      throws IOException, MachineFileException {
    HarvestValues values = HarvestValues.of(description);
    engine.write(values.derive(source), target);
    return values.description();
  }

  /// Writes the points that have a position and satisfy the cleaning rules.
  PointFilterCounts clean(MachineFileDescription description, Path points, Path target)
      throws IOException {
    return engine.filter(points, cleaning(configuration, description), target);
  }

  /// The cleaning rules.
  static PointFilter cleaning(
      OperationConfiguration configuration, MachineFileDescription description) {
    return new PointFilter(rules(configuration, description), Optional.empty());
  }

  private static List<PointCondition> rules(
      OperationConfiguration configuration, MachineFileDescription description) {
    if (!configuration.cleanup()) {
      return List.of();
    }
    CleanupRules rules =
        configuration.cleanupRules().isObject()
            ? CleanupRules.parse(configuration.cleanupRules(), description)
            : CleanupRules.standard(description);
    return rules.conditions();
  }

  /// Writes the points without standstills and, for harvests, without outliers.
  PointFilterCounts filter(MachineFileDescription description, Path points, Path target)
      throws IOException {
    return engine.filter(points, filtering(configuration, description), target);
  }

  /// The filter of standstills and outliers.
  static PointFilter filtering(
      OperationConfiguration configuration, MachineFileDescription description) {
    return PointFilter.filtered(
        description, configuration.removeOutliers(), configuration.outliersLimit());
  }
}
