package io.headland.bench.scenario;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// The results of a measurement that is repeated while its cost falls, since the JVM compiles what
/// it executes.
///
/// @param <R> result of one round
final class RepeatedRounds<R> {
  /// The cost varies from round to round: medians of this number of rounds are compared.
  static final int WINDOW = 10;

  /// Several minutes of work: a cost that still falls then is reported as it is.
  static final int MOST = 12 * WINDOW;

  /// A cost falls if it is at least a twentieth lower than before.
  private static final double STEADY = 0.95;

  private final ToDoubleFunction<R> cost;
  private final List<R> rounds = new ArrayList<>();

  RepeatedRounds(ToDoubleFunction<R> cost) {
    this.cost = cost;
  }

  void add(R round) {
    rounds.add(round);
  }

  int number() {
    return rounds.size();
  }

  /// Whether another round is necessary.
  boolean continues() {
    int end = rounds.size();
    if (end < 2 * WINDOW) {
      return true;
    }
    double before = cost.applyAsDouble(median(rounds.subList(end - 2 * WINDOW, end - WINDOW)));
    return end < MOST && cost.applyAsDouble(median()) < before * STEADY;
  }

  /// The round with the median cost of the last ones.
  R median() {
    return median(last());
  }

  /// The last rounds, which are compared.
  List<R> last() {
    return rounds.subList(Math.max(0, rounds.size() - WINDOW), rounds.size());
  }

  private R median(List<R> some) {
    List<R> sorted = some.stream().sorted(Comparator.comparingDouble(cost)).toList();
    return sorted.get(sorted.size() / 2);
  }
}
