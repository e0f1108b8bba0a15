package io.headland.server.core.machinefile.point;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headland.server.core.machinefile.MachineFileException;
import io.headland.server.core.machinefile.OperationType;
import io.headland.server.core.machinefile.PointProperty;
import io.headland.server.core.machinefile.PointRow;
import io.headland.server.core.machinefile.PointSource;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PointEngineIT {
  @TempDir private Path folder;
  private PointEngine engine;
  private Path file;

  @BeforeEach
  void open() {
    engine = PointEngine.open(folder.resolve("temporary"), 128);
    file = folder.resolve("it's.parquet");
  }

  @AfterEach
  void close() {
    engine.close();
  }

  /// Points with the areas 1, 2, 3 …; every tenth has no time and no elevation.
  private static final class NumberedPoints implements PointSource {
    private final long most;
    private final long failAt;
    private long next;

    NumberedPoints(long most, long failAt) {
      this.most = most;
      this.failAt = failAt;
    }

    @Override
    public boolean next(PointRow row) throws MachineFileException {
      if (next == failAt) {
        throw new MachineFileException("The point %d is invalid.".formatted(next));
      }
      if (next == most) {
        return false;
      }
      next++;
      row.clear();
      row.moveTo(-93.5, 41.6);
      row.set(PointProperty.AREA, (double) next);
      row.setLabel(next % 2 == 0 ? "Even" : "Üneven");
      if (next % 10 != 0) {
        row.recordedAt(1_509_094_612_124L);
        row.set(PointProperty.ELEVATION, 300);
      }
      return true;
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }

  private static PointSource points(long number) {
    return new NumberedPoints(number, -1);
  }

  private static String query(String sql) throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      assertThat(row.next()).isTrue();
      StringBuilder text = new StringBuilder();
      for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
        text.append(i == 1 ? "" : " ").append(row.getString(i));
      }
      return text.toString();
    }
  }

  private String aggregate(String expressions) throws Exception {
    return query("select %s from '%s'".formatted(expressions, file.toString().replace("'", "''")));
  }

  @Test
  void writesAllPointsInTheirOrder() throws Exception {
    assertThat(engine.write(points(5_000), file)).isEqualTo(5_000);

    assertThat(aggregate("count(*), sum(area)::bigint, first(area), last(area)"))
        .isEqualTo("5000 12502500 1.0 5000.0");
    assertThat(aggregate("count(distinct label), min(label), max(label)"))
        .isEqualTo("2 Even Üneven");
  }

  @Test
  void aValueThatIsUnknownIsNull() throws Exception {
    engine.write(points(100), file);

    assertThat(aggregate("count(*), count(epoch_millis), count(elevation), count(seedRate)"))
        .isEqualTo("100 90 90 0");
  }

  @Test
  void noPointsAreAFileWithoutRows() throws Exception {
    assertThat(engine.write(points(0), file)).isZero();

    assertThat(aggregate("count(*)")).isEqualTo("0");
  }

  @Test
  void aSourceThatFailsLeavesNoFile() {
    assertThatThrownBy(() -> engine.write(new NumberedPoints(5_000, 3_000), file))
        .isInstanceOf(MachineFileException.class)
        .hasMessage("The point 3000 is invalid.");

    assertThat(folder.toFile().list()).isNotNull().noneMatch(name -> name.contains("parquet"));
  }

  @Test
  void aFailureOfTheSourceIsThrownItself() {
    for (Throwable failure :
        List.of(
            new IOException("The file is unreadable."),
            new IllegalStateException("The program is wrong."),
            new StackOverflowError("The program is wrong."))) {
      CountedPoints source = CountedPoints.failing(9_000, 5_000, failure);

      assertThatThrownBy(() -> engine.write(source, file)).isSameAs(failure);

      assertThat(source.isBeingRead()).isFalse();
      assertThat(file).doesNotExist();
    }
  }

  @Test
  void aFolderThatDoesNotExistIsAnError() {
    CountedPoints source = CountedPoints.of(Integer.MAX_VALUE);

    assertThatThrownBy(() -> engine.write(source, folder.resolve("none/points.parquet")))
        .isInstanceOf(IOException.class);

    assertThat(source.isBeingRead()).isFalse();
  }

  @Test
  void anInterruptionEndsTheWriting() {
    CountedPoints source = CountedPoints.of(Integer.MAX_VALUE);
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> engine.write(source, file)).isInstanceOf(InterruptedIOException.class);

    assertThat(Thread.interrupted()).isTrue();
    assertThat(source.isBeingRead()).isFalse();
    assertThat(file).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(ints = {2_047, 2_048, 2_049, 4_096, 250_000})
  void eachRowHasItsLabelAndItsValues(int rows) throws Exception {
    assertThat(engine.write(CountedPoints.of(rows), file)).isEqualTo(rows);

    assertThat(
            engine.query(
                file,
                """
                select count(*)
                     , count(*) filter (label = 'label ' || n and area = n + 0.5 and epoch_millis = n
                         and section = n % 24 and machine = n % 3 and abs(longitude * 1e6 - n) < 0.1)
                  from (select *, row_number() over () - 1 as n from points)
                """,
                row -> row.getInt(1) + " " + row.getInt(2)))
        .containsExactly(rows + " " + rows);
  }

  @Test
  void severalSourcesAreWrittenConcurrently() throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
      Callable<Long> small = () -> engine.write(points(3_000), folder.resolve("small.parquet"));
      Callable<Long> large = () -> engine.write(points(9_000), folder.resolve("large.parquet"));
      Future<Long> first = threads.submit(small);
      Future<Long> second = threads.submit(large);

      assertThat(first.get()).isEqualTo(3_000);
      assertThat(second.get()).isEqualTo(9_000);
    }
  }

  /// Points with the given yields and the moisture 15, each at another position.
  private static PointSource harvest(double... yields) {
    return new PointSource() {
      private int next;

      @Override
      public boolean next(PointRow row) {
        if (next == yields.length) {
          return false;
        }
        row.clear();
        row.moveTo(next == 0 ? 0 : -93.5, next == 0 ? 0 : 41.6);
        row.set(PointProperty.PROVIDER_VOLUME_PER_AREA, yields[next]);
        row.set(PointProperty.HARVEST_MOISTURE, next == 1 ? 100 : 15);
        next++;
        return true;
      }

      @Override
      public void close() {
        // Nothing is open.
      }
    };
  }

  @Test
  void countsEachRejectedPointOnceWithItsFirstReason() throws Exception {
    // Without a position and yield, too moist, without yield, unknown yield, good, good.
    engine.write(harvest(0, 180, 0, Double.NaN, 181, 182), file);
    Path target = folder.resolve("clean.parquet");

    PointFilterCounts result =
        engine.filter(file, PointRule.cleanup(OperationType.HARVESTED), target);

    assertThat(result.kept()).isEqualTo(3);
    assertThat(result.rejected())
        .isEqualTo(Map.of("coordinates", 1L, "providerVolumePerArea", 1L, "harvestMoisture", 1L));
    assertThat(result.total()).isEqualTo(6);
    assertThat(query("select count(*) from '%s'".formatted(target))).isEqualTo("3");
  }

  @Test
  void aFilterThatRejectsNoPointKeepsAllInTheirOrder() throws Exception {
    Path all = folder.resolve("all.parquet");
    engine.write(points(5_000), all);

    PointFilterCounts counts = engine.filter(all, List.of(), file);

    assertThat(counts).isEqualTo(new PointFilterCounts(5_000, Map.of()));
    assertThat(aggregate("count(*), sum(area)::bigint, first(area), last(area)"))
        .isEqualTo("5000 12502500 1.0 5000.0");
    assertThat(folder.toFile().list()).isNotNull().noneMatch(name -> name.endsWith(".part"));
  }

  @Test
  void readsThePointsThatWereWrittenInTheirOrder() throws Exception {
    engine.write(points(5_000), file);
    List<String> read = new ArrayList<>();

    try (StoredPoints points = engine.pointsOf(file)) {
      PointRow row = new PointRow();
      while (points.next(row)) {
        read.add(
            "%s,%s %d %s %s %s"
                .formatted(
                    row.longitude(),
                    row.latitude(),
                    row.epochMillis(),
                    row.get(PointProperty.AREA),
                    row.get(PointProperty.ELEVATION),
                    row.label()));
      }
    }

    assertThat(read).hasSize(5_000);
    assertThat(read.getFirst()).isEqualTo("-93.5,41.6 1509094612124 1.0 300.0 Üneven");
    assertThat(read.get(9)).isEqualTo("-93.5,41.6 " + Long.MIN_VALUE + " 10.0 NaN Even");
    assertThat(read.getLast()).startsWith("-93.5,41.6 ").endsWith(" 5000.0 NaN Even");
  }

  @Test
  void aReaderThatStopsReleasesTheFile() throws Exception {
    engine.write(points(50_000), file);

    try (StoredPoints points = engine.pointsOf(file)) {
      assertThat(points.next(new PointRow())).isTrue();
    }

    assertThat(engine.filter(file, List.of(), folder.resolve("again.parquet")).kept())
        .isEqualTo(50_000);
  }

  @Test
  void aFolderMayHaveTheCharactersOfAPattern() throws Exception {
    Path special = Files.createDirectories(folder.resolve("a*b?[c]{d}/area=7"));
    Files.createDirectories(folder.resolve("axbyc{d}/area=7"));
    file = special.resolve("points.parquet");
    Path merged = special.resolve("merged.parquet");

    engine.write(points(10), file);
    engine.merge(List.of(file, file), merged);

    assertThat(engine.query(merged, "select sum(area) from points", row -> row.getDouble(1)))
        .containsExactly(55.0);
  }
}
