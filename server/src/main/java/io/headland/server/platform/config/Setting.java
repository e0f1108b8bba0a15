package io.headland.server.platform.config;

import java.util.Locale;

/// One key of the configuration: the only place that knows its name, its default and what it takes.
///
/// @param path the key in the file
/// @param fallback the text of the default
/// @param secret whether its value must never be shown
/// @param meaning one line for people
public record Setting<T>(
    String path, String fallback, boolean secret, Parser<T> parser, String meaning) {

  /// Name of the environment variable that overrides the file.
  public String variable() {
    return "HEADLAND_" + path.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }

  /// Turns text into a value.
  @FunctionalInterface
  public interface Parser<T> {
    /// Gives the value that a text stands for.
    ///
    /// @throws IllegalArgumentException saying what is wanted, without repeating the text
    T parse(String text);
  }
}
