package io.headland.bench.soak;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Durations of the command line: a number and a unit, such as `90s`, `20m` or `2h`.
public final class Durations {
  private static final Pattern FORM = Pattern.compile("(\\d{1,6})([smh])");

  private Durations() {}

  /// Reads a duration.
  ///
  /// @throws IllegalArgumentException with a message for the user
  public static Duration parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "'%s' is not a duration: write a number and s, m or h, such as 90s, 20m or 2h"
              .formatted(text));
    }
    long amount = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      default -> Duration.ofHours(amount);
    };
  }
}
