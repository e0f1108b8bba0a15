package io.headland.simulator.johndeere.operations;

import io.headland.simulator.fielddata.Field;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/// The operations that a field has from the start: seeding, application and harvest of each season,
/// and one tillage after the last harvest.
final class OperationPlan {
  /// The last season of the generated operations.
  private static final int LAST_SEASON = 2025;

  private static final int FIRST_YEAR = 2000;
  private static final int KINDS = 4;
  private static final List<Crop> ROTATION =
      List.of(Crop.CORN_WET, Crop.SOYBEANS, Crop.CORN_WET, Crop.SOYBEANS, Crop.WHEAT, Crop.OATS);

  private OperationPlan() {}

  /// The operations in the order of their dates; none for a field without an active boundary.
  static List<FieldOperation> of(
      long organization, int slot, Field field, int seasons, int points) {
    List<FieldOperation> all = new ArrayList<>();
    if (field.archived() || field.findActiveBoundary().isEmpty()) {
      return all;
    }
    double hectares = field.findActiveBoundary().orElseThrow().hectares();
    for (int season = LAST_SEASON - seasons + 1; season <= LAST_SEASON; season++) {
      for (OperationKind kind : OperationKind.values()) {
        if (kind != OperationKind.TILLAGE || season == LAST_SEASON) {
          int number = (season - FIRST_YEAR) * KINDS + kind.number();
          OperationKey key = new OperationKey(organization, slot, number);
          all.add(operation(key, kind, season, hectares, kind.hasPoints() ? points : 0));
        }
      }
    }
    return all;
  }

  private static FieldOperation operation(
      OperationKey key, OperationKind kind, int season, double hectares, int points) {
    SplittableRandom chance = new SplittableRandom(key.seed());
    LocalDate day =
        switch (kind) {
          case SEEDING -> LocalDate.of(season, 4, 22).plusDays(chance.nextInt(20));
          case APPLICATION -> LocalDate.of(season, 6, 5).plusDays(chance.nextInt(15));
          case HARVEST -> LocalDate.of(season, 9, 28).plusDays(chance.nextInt(25));
          case TILLAGE -> LocalDate.of(season, 11, 2).plusDays(chance.nextInt(15));
        };
    Instant start =
        day.atStartOfDay()
            .toInstant(ZoneOffset.UTC)
            .plusMillis(chance.nextInt(14 * 3_600_000, 20 * 3_600_000));
    Duration duration = duration(kind, hectares);
    Instant modified = start.plus(duration).plus(Duration.ofHours(chance.nextInt(2, 72)));
    Crop crop =
        ROTATION.get((season + new SplittableRandom(key.field()).nextInt(2)) % ROTATION.size());
    return new FieldOperation(
        key, kind, season, crop, start, duration, modified, points, Optional.empty());
  }

  /// The time that the machine needs for an area, with a tenth for turns.
  static Duration duration(OperationKind kind, double hectares) {
    double seconds = hectares * 10_000 / (kind.width() * kind.speed()) * 1.1;
    return Duration.ofSeconds(Math.max(60, Math.round(seconds)));
  }
}
