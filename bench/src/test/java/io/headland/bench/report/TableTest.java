package io.headland.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class TableTest {
  private static final Finding MET =
      new Finding(
          "get one", "9,000/s", "18,000/s (pgbench)", 0.5, new Goal.AtLeast(0.45, ""), Map.of());
  private static final Finding MISSED =
      Finding.of("p99 in ms", "p99 9.0 ms", 9, new Goal.AtMost(8, "ms"));
  private static final Finding NOTED = Finding.of("memory", "12345 MB", 12_345, new Goal.None());

  @Test
  void alignsColumnsAndSaysWhatWasMet() {
    assertThat(Table.of(List.of(MET, MISSED, NOTED)))
        .isEqualTo(
            """
            | what      | measured   | limit              | value  | goal   |        |
            |-----------|------------|--------------------|--------|--------|--------|
            | get one   | 9,000/s    | 18,000/s (pgbench) | 0.50   | ≥ 0.45 | met    |
            | p99 in ms | p99 9.0 ms |                    | 9.00   | ≤ 8 ms | missed |
            | memory    | 12345 MB   |                    | 12,345 |        |        |
            """);
  }

  @Test
  void meetsAGoalExactlyAtItsEdge() {
    assertThat(new Goal.AtLeast(0.45, "").judge(0.45)).isEqualTo(Verdict.MET);
    assertThat(new Goal.AtMost(8, "ms").judge(8)).isEqualTo(Verdict.MET);
  }

  @Test
  void writesTheSameAsJson() {
    JsonNode document =
        JsonMapper.builder()
            .build()
            .readTree(JsonReport.bytes(Map.of("cores", 2), List.of(MET, MISSED)));

    assertThat(document.at("/circumstances/cores").asInt()).isEqualTo(2);
    assertThat(document.at("/findings/0/value").asDouble()).isEqualTo(0.5);
    assertThat(document.at("/findings/0/goal").asString()).isEqualTo("≥ 0.45");
    assertThat(document.at("/findings/1/verdict").asString()).isEqualTo("MISSED");
  }
}
