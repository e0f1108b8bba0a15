package io.headland.server.platform.config;

import java.util.Locale;

/// One key of the configuration, with its name, its default and its parser.
///
/// @param path the key in the file
/// @param fallback the text of the default
/// @param secret whether its value must never be printed
/// @param meaning a description in one line
public record Setting<T>(
    String path, String fallback, boolean secret, Parser<T> parser, String meaning) {

  /// The environment variable that overrides the file.
  public String variable() {
    return "HEADLAND_" + path.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }

  /// Parses a text.
  @FunctionalInterface
  interface Parser<T> {
    /// The value of a text.
    ///
    /// @throws IllegalArgumentException with the expected form, without the text
    T parse(String text);
  }
}
