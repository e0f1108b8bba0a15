package io.headland.server.engine.machinefile;

import io.headland.server.core.machinefile.MachineFileDescription;
import io.headland.server.core.machinefile.PointRow;
import io.headland.server.core.machinefile.PointSource;
import io.headland.server.core.machinefile.point.PointEngine;
import io.headland.server.core.machinefile.point.StoredPoints;
import io.headland.server.core.operation.OperationConfiguration;
import java.io.IOException;
import java.nio.file.Path;

/// The points of a file that are rejected: by the cleaning rules, then by the filter of standstills
/// and outliers. They are found again when they are requested, with the rules of the configuration
/// at that time.
public final class RejectedPoints implements PointSource {
  private final PointEngine engine;
  private final Path standard;
  private final OperationConfiguration configuration;
  private final MachineFileDescription description;
  private StoredPoints source;
  private boolean isCleaning = true;

  private RejectedPoints(
      PointEngine engine,
      Path standard,
      OperationConfiguration configuration,
      MachineFileDescription description,
      StoredPoints source) {
    this.engine = engine;
    this.standard = standard;
    this.configuration = configuration;
    this.description = description;
    this.source = source;
  }

  /// Starts to read the rejected points of a file.
  ///
  /// @param points all points of the file
  /// @param standard the points that satisfy the cleaning rules
  public static RejectedPoints open(
      PointEngine engine,
      Path points,
      Path standard,
      OperationConfiguration configuration,
      MachineFileDescription description)
      throws IOException {
    return new RejectedPoints(
        engine,
        standard,
        configuration,
        description,
        engine.rejected(points, PointConversion.cleaning(configuration, description)));
  }

  @Override
  public boolean next(PointRow row) throws IOException {
    if (source.next(row)) {
      return true;
    }
    if (!isCleaning) {
      return false;
    }
    source.close();
    source = engine.rejected(standard, PointConversion.filtering(configuration, description));
    isCleaning = false;
    return source.next(row);
  }

  /// The reason of the last point, as in the numbers of rejected points.
  public String reason() throws IOException {
    return source.reason();
  }

  /// The result that the last point is not in, as in `/files/{id}/status`.
  public ConversionStep step() {
    return isCleaning ? ConversionStep.STANDARD_GEOJSON : ConversionStep.FILTERED_GEOJSON;
  }

  @Override
  public void close() throws IOException {
    source.close();
  }
}
