package io.headland.bench.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class RepeatedRoundsTest {
  @Test
  void aConstantCostEndsAfterTwoWindows() {
    assertThat(roundsOf(_ -> 6).number()).isEqualTo(2 * RepeatedRounds.WINDOW);
  }

  @Test
  void aFallingCostContinuesUntilItIsConstant() {
    RepeatedRounds<Double> rounds = roundsOf(round -> round < 35 ? 40 - round : 5);

    assertThat(rounds.number())
        .isBetween(35 + RepeatedRounds.WINDOW, 35 + 2 * RepeatedRounds.WINDOW);
    assertThat(rounds.median()).isEqualTo(5);
  }

  @Test
  void aCostThatAlwaysFallsEndsAtTheLimit() {
    assertThat(roundsOf(round -> Math.pow(0.9, round)).number()).isEqualTo(RepeatedRounds.MOST);
  }

  @Test
  void singleExpensiveRoundsDoNotCount() {
    assertThat(roundsOf(round -> round % 4 == 0 ? 60 : 6).median()).isEqualTo(6);
  }

  private static RepeatedRounds<Double> roundsOf(IntToDoubleFunction cost) {
    var rounds = new RepeatedRounds<Double>(value -> value);
    while (rounds.continues()) {
      rounds.add(cost.applyAsDouble(rounds.number()));
    }
    return rounds;
  }
}
