package io.headland.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headland.bench.report.Plausibility.ImpossibleFigureException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlausibilityTest {
  private static final Duration TEN_SECONDS = Duration.ofSeconds(10);

  @Test
  void acceptsCpuTimeOfAllCores() {
    Duration used = Duration.ofSeconds(20);

    assertThat(Plausibility.cpu("sync", used, TEN_SECONDS, 2)).isEqualTo(used);
  }

  @Test
  void rejectsNegativeCpuTime() {
    assertThatThrownBy(() -> Plausibility.cpu("sync", Duration.ofMillis(-14), TEN_SECONDS, 2))
        .isInstanceOf(ImpossibleFigureException.class)
        .hasMessage("Impossible figure: sync: CPU time of -0.01 s");
  }

  @Test
  void rejectsMoreCpuTimeThanTheCoresHave() {
    assertThatThrownBy(() -> Plausibility.cpu("sync", Duration.ofSeconds(21), TEN_SECONDS, 2))
        .isInstanceOf(ImpossibleFigureException.class)
        .hasMessage("Impossible figure: sync: CPU time of 21.00 s within 10.00 s on 2 cores");
  }

  @Test
  void rejectsMoreResponsesThanRequests() {
    assertThat(Plausibility.atMost("responses", 1_000, 1_000)).isEqualTo(1_000);
    assertThatThrownBy(() -> Plausibility.atMost("responses", 1_001, 1_000))
        .isInstanceOf(ImpossibleFigureException.class)
        .hasMessage("Impossible figure: responses: 1,001, although at most 1,000 are possible");
  }

  @Test
  void rejectsANegativeValue() {
    assertThatThrownBy(() -> Plausibility.check(List.of(finding(-0.5, Map.of()))))
        .hasMessage("Impossible figure: sync: -0.5");
  }

  @Test
  void rejectsAValueThatIsNotANumber() {
    assertThatThrownBy(() -> Plausibility.check(List.of(finding(Double.NaN, Map.of()))))
        .hasMessage("Impossible figure: sync: NaN");
  }

  @Test
  void rejectsANegativeFigureInAList() {
    Map<String, Object> figures = Map.of("ratios", List.of(0.5, -0.1));

    assertThatThrownBy(() -> Plausibility.check(List.of(finding(1, figures))))
        .hasMessage("Impossible figure: sync, ratios: -0.1");
  }

  @Test
  void acceptsZeroAndText() {
    Map<String, Object> figures = Map.of("rows", 0, "limit", "pgbench");

    assertThatCode(() -> Plausibility.check(List.of(finding(0, figures))))
        .doesNotThrowAnyException();
  }

  private static Finding finding(double value, Map<String, Object> figures) {
    return new Finding("sync", "text", "", value, new Goal.None(), figures);
  }
}
