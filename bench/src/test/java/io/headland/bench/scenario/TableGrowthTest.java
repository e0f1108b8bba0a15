package io.headland.bench.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TableGrowthTest {
  @Test
  void theTableWithTheLargestGrowthIsTheFirst() {
    Map<String, TableSize> before =
        Map.of("event", size(1_000_000, 100), "sync_run", size(400_000, 50));
    Map<String, TableSize> after =
        Map.of("event", size(1_500_000, 100), "sync_run", size(1_200_000, 100));

    List<TableGrowth> growth = TableGrowth.between(before, after);

    assertThat(growth)
        .containsExactly(
            new TableGrowth("sync_run", 400_000, 1_200_000, 2),
            new TableGrowth("event", 1_000_000, 1_500_000, 1));
    assertThat(growth).extracting(TableGrowth::ratio).containsExactly(3.0, 1.5);
    assertThat(TableGrowth.text(growth))
        .isEqualTo(
            "sync_run 3.00 (0.4 to 1.2 MB, rows 2.00); event 1.50 (1.0 to 1.5 MB, rows 1.00)");
  }

  @Test
  void aTableOfFewPagesIsLeftOut() {
    Map<String, TableSize> before = Map.of("node", size(8_192, 1));
    Map<String, TableSize> after = Map.of("node", size(65_536, 1));

    assertThat(TableGrowth.between(before, after)).isEmpty();
  }

  private static TableSize size(long bytes, long live) {
    return new TableSize(bytes, bytes, live, 0, 0, 0, 0);
  }
}
