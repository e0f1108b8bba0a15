package io.headland.server.core.machinefile.summary;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.core.machinefile.MeasurementUnit;
import io.headland.server.core.machinefile.OperationType;
import io.headland.server.core.machinefile.PointProperty;
import io.headland.server.core.machinefile.PointRow;
import io.headland.server.core.machinefile.point.PointEngine;
import io.headland.server.platform.files.FileTree;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jspecify.annotations.Nullable;

/// Any order, split and repetition of the same records is the same operation.
class MergedPointsIT {
  private static final HarvestValues HARVEST =
      HarvestValues.of(
          FieldWork.description(
              OperationType.HARVESTED,
              "corn",
              Map.of(
                  PointProperty.WET_MASS_PER_AREA,
                  MeasurementUnit.POUND_PER_ACRE,
                  PointProperty.DISTANCE,
                  MeasurementUnit.FOOT)));

  private static @Nullable PointEngine opened;
  private static @Nullable Path folder;

  @BeforeContainer
  static void open() throws Exception {
    folder = Files.createTempDirectory("points");
    opened = PointEngine.open(folder.resolve("temporary"), 128);
  }

  @AfterContainer
  static void close() throws Exception {
    engine().close();
    FileTree.delete(requireNonNull(folder));
  }

  private static PointEngine engine() {
    return requireNonNull(opened);
  }

  /// Some rows differ in one value only, lack a time, or have a negative zero.
  private static List<PointRow> rows() {
    Random random = new Random(7);
    List<PointRow> rows =
        FieldWork.rows(
            3,
            4,
            row -> {
              row.set(PointProperty.WET_MASS_PER_AREA, random.nextInt(5) * 1_000.1);
              row.set(PointProperty.HARVEST_MOISTURE, 10 + random.nextInt(10));
              row.setLabel("VARIETY " + random.nextInt(2));
              if (random.nextInt(20) == 0) {
                row.recordedAt(Long.MIN_VALUE);
              }
              if (random.nextInt(20) == 0) {
                row.set(PointProperty.HEADING, random.nextBoolean() ? -0.0 : 0.0);
              }
            });
    PointRow twin = new PointRow();
    FieldWork.copy(rows.getFirst(), twin);
    twin.set(PointProperty.ELEVATION, 1);
    rows.add(twin);
    return rows;
  }

  private static Path merge(List<List<PointRow>> parts) throws Exception {
    List<Path> files = new ArrayList<>();
    for (List<PointRow> part : parts) {
      Path file = requireNonNull(folder).resolve(files.size() + ".parquet");
      engine().write(HARVEST.derive(FieldWork.source(part)), file);
      files.add(file);
    }
    Path target = requireNonNull(folder).resolve("merged.parquet");
    engine().merge(files, target);
    return target;
  }

  @Property(tries = 25)
  void anyOrderSplitAndRepetitionIsTheSameOperation(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 4) int parts, @ForAll boolean isShuffled)
      throws Exception {
    Path reference = merge(List.of(rows()));
    List<String> expected = points(reference);
    OperationSummary summary = new Summarizer(engine()).summarize(reference, HARVEST.description());
    Random random = new Random(seed);
    List<PointRow> rows = new ArrayList<>(rows());
    List<PointRow> again = rows.subList(0, random.nextInt(rows.size()));
    rows.addAll(List.copyOf(again));
    if (isShuffled) {
      Collections.shuffle(rows, random);
    }
    List<List<PointRow>> split = new ArrayList<>();
    for (int i = 0; i < parts; i++) {
      split.add(new ArrayList<>());
    }
    rows.forEach(row -> split.get(random.nextInt(parts)).add(row));

    Path target = merge(split);

    assertThat(points(target)).isEqualTo(expected);
    assertThat(new Summarizer(engine()).summarize(target, HARVEST.description()))
        .isEqualTo(summary);
  }

  @Property(tries = 5)
  void filesInTheOrderOfTheTimeAreAppended(@ForAll @IntRange(min = 0, max = 400) int first)
      throws Exception {
    List<PointRow> rows =
        FieldWork.rows(2, 4, row -> row.set(PointProperty.WET_MASS_PER_AREA, 8_000));

    List<String> one = points(merge(List.of(rows)));
    List<String> appended =
        points(merge(List.of(rows.subList(first, rows.size()), rows.subList(0, first))));
    List<PointRow> reversed = new ArrayList<>(rows);
    Collections.reverse(reversed);

    assertThat(one).hasSize(400);
    assertThat(appended).isEqualTo(one);
    assertThat(points(merge(List.of(reversed)))).isEqualTo(one);
  }

  /// All values of the points in their order.
  private static List<String> points(Path file) throws Exception {
    return engine().query(file, "select points::varchar from points", row -> row.getString(1));
  }
}
