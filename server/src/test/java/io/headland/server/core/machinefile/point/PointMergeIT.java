package io.headland.server.core.machinefile.point;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.core.machinefile.PointProperty;
import io.headland.server.core.machinefile.PointRow;
import io.headland.server.core.machinefile.PointSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The merge of many points whose times overlap, with little memory.
class PointMergeIT {
  private static final int MEGABYTES = 128;
  private static final int POINTS = 400_000;

  @TempDir private Path folder;
  private PointEngine engine;

  @BeforeEach
  void open() {
    engine = PointEngine.open(folder.resolve("temporary"), MEGABYTES);
  }

  @AfterEach
  void close() {
    engine.close();
  }

  /// Points in the order of their numbers, each with all values, one every second; every thousandth
  /// has no time.
  private static final class CompletePoints implements PointSource {
    private final long end;
    private long next;

    CompletePoints(long first, long end) {
      this.next = first;
      this.end = end;
    }

    @Override
    public boolean next(PointRow row) {
      if (next == end) {
        return false;
      }
      SplittableRandom random = new SplittableRandom(next);
      row.clear();
      row.moveTo(-93.5 + random.nextDouble() / 100, 41.6 + random.nextDouble() / 100);
      if (next % 1_000 != 0) {
        row.recordedAt(1_000 * next);
      }
      for (PointProperty property : PointProperty.values()) {
        row.set(property, random.nextDouble(100));
      }
      row.set(PointProperty.AREA, (double) next);
      row.setLabel("variety " + random.nextInt(20));
      next++;
      return true;
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }

  private Path write(String name, long first, long end) throws Exception {
    Path file = folder.resolve(name);
    engine.write(new CompletePoints(first, end), file);
    return file;
  }

  private List<String> read(Path file, String sql) throws IOException {
    return engine.query(file, sql, row -> row.getString(1));
  }

  @Test
  void filesThatOverlapAreMergedWithLittleMemory() throws Exception {
    Path merged = folder.resolve("merged.parquet");

    long points =
        engine.merge(
            List.of(
                write("late.parquet", POINTS / 2, POINTS),
                write("early.parquet", 0, POINTS * 3L / 4)),
            merged);

    assertThat(points).isEqualTo(POINTS);
    assertThat(
            read(
                merged,
                """
                select count(*) filter (where epoch_millis < previous) || ' '
                       || count(*) filter (where epoch_millis is not null and previous is null and n > 1)
                  from (select epoch_millis, lag(epoch_millis) over () as previous
                             , row_number() over () as n
                          from points)
                """))
        .containsExactly("0 0");
    assertThat(
            read(
                merged,
                "select count(distinct area) || ' ' || sum(area)::bigint || ' '"
                    + " || count(*) filter (where epoch_millis is null) from points"))
        .containsExactly("%d %d %d".formatted(POINTS, POINTS * (POINTS - 1L) / 2, POINTS / 1_000));
    assertThat(folder.toFile().list())
        .filteredOn(name -> name.startsWith("merged"))
        .containsExactly("merged.parquet");
  }
}
