package io.headland.server.platform.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Files written by an administrator: UTF-8, with or without a byte order mark, with any line ends.
public final class TextFile {
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private TextFile() {}

  /// The text without its byte order mark.
  ///
  /// @throws IOException if the file cannot be read, or is not UTF-8
  static String read(Path file) throws IOException {
    String text = Files.readString(file);
    return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
  }

  /// The first line, without its end; empty for an empty file.
  ///
  /// @throws IOException if the file cannot be read, or is not UTF-8
  public static String firstLine(Path file) throws IOException {
    return read(file).lines().findFirst().orElse("");
  }
}
