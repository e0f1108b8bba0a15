package io.headland.bench.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.headland.bench.report.Finding;
import io.headland.bench.report.Verdict;
import io.headland.bench.server.SimulatorProcess.Calls;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class NodeRatesTest {
  private static final int CORES = 2;

  @Test
  void nodesThatWaitMustAddTheirShare() {
    assertThat(rates(step(1, 100, 200, 0), step(4, 27, 200, 0)).verdict()).isEqualTo(Verdict.MET);
    assertThat(rates(step(1, 100, 200, 0), step(4, 30, 200, 0)).verdict())
        .isEqualTo(Verdict.MISSED);
  }

  @Test
  void nodesOnUsedUpCoresMustNotBeSlower() {
    Finding finding = rates(step(1, 100, 1_950, 0), step(4, 105, 1_950, 0));

    assertThat(finding.judged()).isCloseTo(100.0 / 105, within(1e-9));
    assertThat(finding.verdict()).isEqualTo(Verdict.MET);
    assertThat(rates(step(1, 100, 1_950, 0), step(4, 130, 1_950, 0)).verdict())
        .isEqualTo(Verdict.MISSED);
  }

  @Test
  void ratesUnderDifferentLoadAreNotCompared() {
    Finding finding = rates(step(1, 100, 200, 100), step(4, 27, 200, 500));

    assertThat(finding.verdict()).isEqualTo(Verdict.NOTED);
    assertThat(finding.measured()).endsWith("other programs 0.10, 0.50: not compared");
  }

  private static Finding rates(NodeRates.Measured... steps) {
    return new NodeRates(List.of(steps), CORES).finding("latency 0", 1_000);
  }

  /// @param servers thousandths of a core
  /// @param others thousandths of a core
  private static NodeRates.Measured step(int nodes, int seconds, int servers, int others) {
    var result =
        new ConcurrentAccounts.Result(
            Duration.ofSeconds(seconds),
            new Calls(0, 0, 0, 0, 0),
            0,
            0,
            Duration.ofMillis((long) seconds * servers),
            Duration.ZERO,
            Duration.ZERO,
            Duration.ofMillis((long) seconds * others));
    return new NodeRates.Measured(nodes, 1_000, result, 0);
  }
}
