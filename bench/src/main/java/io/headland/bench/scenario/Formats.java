package io.headland.bench.scenario;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/// Formats figures.
final class Formats {
  private Formats() {}

  static double inMillis(Duration duration) {
    return duration.toNanos() / 1e6;
  }

  static double inSeconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }

  static String millis(Duration duration) {
    return String.format(Locale.ROOT, "%.1f ms", inMillis(duration));
  }

  static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.2f s", inSeconds(duration));
  }

  static double megabytes(Optional<Long> bytes) {
    return bytes.map(count -> count / 1048576.0).orElse(Double.NaN);
  }
}
