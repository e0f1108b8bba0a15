package io.headland.bench;

import io.headland.bench.soak.Durations;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads the duration of a soak test.
final class SoakDuration implements ITypeConverter<Duration> {
  /// A shorter run has no fault.
  private static final Duration SHORTEST = Duration.ofSeconds(60);

  @Override
  public Duration convert(String text) {
    Duration duration;
    try {
      duration = Durations.parse(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
    if (duration.compareTo(SHORTEST) < 0) {
      throw new TypeConversionException("'%s' is shorter than 60s".formatted(text));
    }
    return duration;
  }
}
