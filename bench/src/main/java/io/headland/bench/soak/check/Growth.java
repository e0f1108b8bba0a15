package io.headland.bench.soak.check;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/// Compares the median of the first third of a run with that of the last third.
///
/// @param samples in each third
public record Growth(double first, double last, int samples) {
  private static final int FEWEST = 3;

  public double ratio() {
    return first == 0 ? 1 : last / first;
  }

  /// Compares the resources that a node used; empty when there are too few samples.
  ///
  /// @param warmUp samples of a process that is younger do not count
  public static Optional<Growth> of(
      List<Sample> samples,
      int node,
      Duration warmUp,
      Instant from,
      Instant to,
      Function<Sample, OptionalLong> figure) {
    Duration third = Duration.between(from, to).dividedBy(3);
    List<Sample> old =
        samples.stream()
            .filter(sample -> sample.node() == node && sample.age().compareTo(warmUp) >= 0)
            .filter(sample -> figure.apply(sample).isPresent())
            .toList();
    double[] first = values(old, from, from.plus(third), figure);
    double[] last = values(old, to.minus(third), to, figure);
    if (first.length < FEWEST || last.length < FEWEST) {
      return Optional.empty();
    }
    return Optional.of(
        new Growth(median(first), median(last), Math.min(first.length, last.length)));
  }

  private static double[] values(
      List<Sample> samples, Instant from, Instant to, Function<Sample, OptionalLong> figure) {
    return samples.stream()
        .filter(sample -> !sample.at().isBefore(from) && !sample.at().isAfter(to))
        .mapToDouble(sample -> figure.apply(sample).orElseThrow())
        .sorted()
        .toArray();
  }

  private static double median(double[] sorted) {
    return sorted[sorted.length / 2];
  }
}
