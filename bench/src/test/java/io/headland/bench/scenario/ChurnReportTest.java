package io.headland.bench.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.headland.bench.report.Finding;
import io.headland.bench.report.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChurnReportTest {
  private static final int DAYS = 12;
  private static final Duration ELAPSED = Duration.ofSeconds(10);

  @Test
  void theLastDayIsComparedWithTheFifth() {
    List<Finding> findings = report(day -> day < 5 ? 9_000_000 : day * 1_000_000, _ -> 10, _ -> 0);

    assertThat(findings.getFirst().judged()).isCloseTo(12.0 / 5, within(1e-9));
    assertThat(findings.getFirst().verdict()).isEqualTo(Verdict.MISSED);
  }

  @Test
  void theLastRatesAreComparedWithTheFirstOnesAfterTheRewrite() {
    Finding slower = rate(report(_ -> 1_000_000, day -> day < 9 ? 10 : 20, _ -> 0));
    Finding equal = rate(report(_ -> 1_000_000, _ -> 10, _ -> 0));

    assertThat(slower.judged()).isCloseTo(0.5, within(1e-9));
    assertThat(slower.verdict()).isEqualTo(Verdict.MISSED);
    assertThat(equal.verdict()).isEqualTo(Verdict.MET);
  }

  @Test
  void ratesUnderDifferentLoadAreNotCompared() {
    Finding finding = rate(report(_ -> 1_000_000, _ -> 10, day -> day < 9 ? 0.1 : 0.5));

    assertThat(finding.verdict()).isEqualTo(Verdict.NOTED);
    assertThat(finding.measured()).contains("other programs 0.50 after 0.10: not compared");
  }

  private static Finding rate(List<Finding> findings) {
    return findings.get(2);
  }

  /// @param bytes of the table of events by day
  /// @param seconds of the syncs by day
  /// @param otherCores by day
  private static List<Finding> report(
      IntToDoubleFunction bytes, IntToDoubleFunction seconds, IntToDoubleFunction otherCores) {
    List<ChurnedDay> days =
        IntStream.rangeClosed(1, DAYS)
            .mapToObj(
                day ->
                    new ChurnedDay(
                        day,
                        200,
                        300,
                        seconds.applyAsDouble(day),
                        0,
                        ELAPSED,
                        cpu(otherCores.applyAsDouble(day)),
                        Map.of("event", size((long) bytes.applyAsDouble(day))),
                        Map.of("oldest runs", 1.0)))
            .toList();
    Map<String, TableSize> last = days.getLast().tables();
    return new ChurnReport(days, last, last).findings();
  }

  private static CpuTimes cpu(double otherCores) {
    Duration used = Duration.ofSeconds(1);
    Duration others = Duration.ofMillis((long) (ELAPSED.toMillis() * otherCores));
    return new CpuTimes(used, used, used, used, Optional.of(used.multipliedBy(4).plus(others)));
  }

  private static TableSize size(long bytes) {
    return new TableSize(bytes, bytes, 1_000, 0, 0, 0, 0);
  }
}
