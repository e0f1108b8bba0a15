package io.headland.simulator.http;

import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Patterns of paths and calls.
public final class Glob {
  private Glob() {}

  /// A pattern in which `*` matches any characters or none.
  public static Pattern of(String pattern) {
    return Pattern.compile(
        Stream.of(pattern.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")));
  }
}
