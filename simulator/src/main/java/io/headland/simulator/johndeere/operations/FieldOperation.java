package io.headland.simulator.johndeere.operations;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// An operation of one field.
///
/// @param season the year of the crop season
/// @param points the number of samples of the machine; 0 for an operation without points
/// @param source the file that its points come from; empty for generated points
public record FieldOperation(
    OperationKey key,
    OperationKind kind,
    int season,
    Crop crop,
    Instant startDate,
    Duration duration,
    Instant modifiedTime,
    int points,
    Optional<FolderExport> source) {
  /// The largest number of samples.
  public static final int MOST_POINTS = 10_000_000;

  public FieldOperation {
    if (points < 0 || points > MOST_POINTS) {
      throw new IllegalArgumentException("points: must be from 0 to " + MOST_POINTS);
    }
  }

  public Instant endDate() {
    return startDate.plus(duration);
  }

  /// With the given time of modification, or a time just after the last modification when the clock
  /// has not advanced.
  public FieldOperation touched(Instant moment) {
    Instant at = moment.isAfter(modifiedTime) ? moment : modifiedTime.plusMillis(1);
    return new FieldOperation(key, kind, season, crop, startDate, duration, at, points, source);
  }

  public FieldOperation withPoints(int count) {
    return new FieldOperation(
        key, kind, season, crop, startDate, duration, modifiedTime, count, source);
  }

  public FieldOperation withCrop(Crop other) {
    return new FieldOperation(
        key, kind, season, other, startDate, duration, modifiedTime, points, source);
  }

  /// The name of the seeded or harvested variety.
  public String variety() {
    return crop.variety();
  }
}
