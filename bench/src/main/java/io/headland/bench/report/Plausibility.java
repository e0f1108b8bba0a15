package io.headland.bench.report;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Rejects figures that are impossible: they show a defect of the benchmark, and must not be
/// reported.
public final class Plausibility {
  /// Operating systems count CPU time in ticks, one per thread.
  private static final Duration TICKS = Duration.ofMillis(500);

  private Plausibility() {}

  /// A figure that is impossible.
  public static final class ImpossibleFigureException extends RuntimeException {
    private static final long serialVersionUID = 1;

    ImpossibleFigureException(String what, String reason) {
      super("Impossible figure: " + what + ": " + reason);
    }
  }

  /// The CPU time that processes used during a time.
  ///
  /// @param cores of the machine
  /// @return the given CPU time
  public static Duration cpu(String what, Duration used, Duration elapsed, int cores) {
    if (used.isNegative()) {
      throw new ImpossibleFigureException(what, "CPU time of " + seconds(used));
    }
    Duration most = elapsed.multipliedBy(cores).plus(TICKS);
    if (used.compareTo(most) > 0) {
      throw new ImpossibleFigureException(
          what,
          "CPU time of %s within %s on %d cores".formatted(seconds(used), seconds(elapsed), cores));
    }
    return used;
  }

  /// A number of responses, rows or calls, of which no more than a number can exist.
  public static long atMost(String what, long counted, double most) {
    if (counted < 0 || counted > most) {
      throw new ImpossibleFigureException(
          what,
          String.format(Locale.ROOT, "%,d, although at most %,.0f are possible", counted, most));
    }
    return counted;
  }

  /// Rejects findings with a value or figure that is negative, or not a number.
  public static void check(List<Finding> findings) {
    for (Finding finding : findings) {
      check(finding.what(), finding.judged());
      finding.figures().forEach((name, figure) -> check(finding.what() + ", " + name, figure));
    }
  }

  private static void check(String what, Object figure) {
    switch (figure) {
      case Number number when !Double.isFinite(number.doubleValue()) || number.doubleValue() < 0 ->
          throw new ImpossibleFigureException(what, number.toString());
      case List<?> all -> all.forEach(one -> check(what, one));
      case Map<?, ?> all -> all.forEach((name, one) -> check(what + ", " + name, one));
      default -> {
        // Text, or a possible number.
      }
    }
  }

  private static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.2f s", duration.toNanos() / 1e9);
  }
}
