package io.headland.server.core.machinefile.summary;

import io.headland.server.core.machinefile.MachineFileDescription;
import io.headland.server.core.machinefile.MeasurementUnit;
import io.headland.server.core.machinefile.PointProperty;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What is computed from the points of a machine file or an operation. It is stored as JSON.
///
/// @param description what the file states about its points, with the units of all properties
/// @param points their number
/// @param startTime of the first point; null when no point has a time
/// @param area square metres
/// @param statistics of the properties that some point has; means only when there are no points
/// @param totals by the property that is added up; that of a rate or yield per area is the amount
///   on the area of the points: `SEED_RATE` the seeds, `APPLIED_RATE` the applied amount,
///   `PROVIDER_VOLUME_PER_AREA` the volume by the provider's own yield, to be compared with
///   `DRY_VOLUME`. `DISTANCE` is that of the machines: in each hour the mean of the sections of a
///   machine
/// @param parts by the label of the points: varieties, or products of an application; in the order
///   of their names. Of more than 1,000 labels, the rarest are one part with those without a label
/// @param sessions by machine and time, 1,000 at most
/// @param conversion of masses to volumes and dry values; null for a crop that is not in the table
/// @param geometry the area that the points cover, GeoJSON of type MultiPolygon
public record OperationSummary(
    MachineFileDescription description,
    long points,
    @Nullable Instant startTime,
    @Nullable Instant endTime,
    double area,
    Map<PointProperty, Statistics> statistics,
    Map<PointProperty, Amount> totals,
    List<Part> parts,
    List<Session> sessions,
    @Nullable CropConversion conversion,
    JsonNode geometry) {

  public OperationSummary {
    // A provider states means only. Summaries that were stored before repeat them as minimum and
    // maximum.
    statistics = points == 0 ? means(statistics) : Map.copyOf(statistics);
    totals = Map.copyOf(totals);
    parts = List.copyOf(parts);
    sessions = List.copyOf(sessions);
  }

  private static Map<PointProperty, Statistics> means(Map<PointProperty, Statistics> statistics) {
    return statistics.entrySet().stream()
        .collect(
            Collectors.toUnmodifiableMap(
                Map.Entry::getKey, each -> Statistics.ofMean(each.getValue().avg())));
  }

  /// The summary of work of which only totals are known.
  public static OperationSummary withoutPoints(
      MachineFileDescription description,
      Instant startTime,
      Instant endTime,
      double area,
      Map<PointProperty, Statistics> statistics) {
    return new OperationSummary(
        description,
        0,
        startTime,
        endTime,
        area,
        statistics,
        Map.of(),
        List.of(),
        List.of(),
        null,
        CoveredArea.NONE);
  }

  /// This summary with the area that was worked.
  ///
  /// @param multiPolygon GeoJSON
  public OperationSummary withGeometry(JsonNode multiPolygon) {
    return new OperationSummary(
        description,
        points,
        startTime,
        endTime,
        area,
        statistics,
        totals,
        parts,
        sessions,
        conversion,
        multiPolygon);
  }

  /// The points of one variety, product or tank mix.
  ///
  /// @param name empty for points without a label
  /// @param area square metres
  public record Part(
      String name,
      long points,
      double area,
      Map<PointProperty, Statistics> statistics,
      Map<PointProperty, Amount> totals) {
    public Part {
      statistics = Map.copyOf(statistics);
      totals = Map.copyOf(totals);
    }
  }

  /// Work of one machine without a pause of more than an hour.
  ///
  /// @param machine its number in the points; 0 when it is unknown
  /// @param area square metres
  public record Session(int machine, Instant startTime, Instant endTime, double area) {}

  /// The unit of a property; null when the file states none.
  public @Nullable MeasurementUnit unit(PointProperty property) {
    return description.units().get(property);
  }
}
