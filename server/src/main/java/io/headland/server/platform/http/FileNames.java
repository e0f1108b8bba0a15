package io.headland.server.platform.http;

/// Names of files and other texts that clients give for display.
public final class FileNames {
  private static final int MAX_CHARACTERS = 255;

  private FileNames() {}

  /// A name in a form that can be stored: without control characters, and not too long.
  public static String displayed(String name) {
    StringBuilder clean = new StringBuilder();
    name.codePoints()
        .filter(point -> !Character.isISOControl(point))
        .filter(point -> point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE)
        .limit(MAX_CHARACTERS)
        .forEach(clean::appendCodePoint);
    return clean.toString().strip();
  }

  /// The last name of a path, in a form that can be stored.
  public static String displayedLast(String path) {
    return displayed(last(path));
  }

  /// The last name of a path, since old browsers send the complete path.
  static String last(String path) {
    return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  }
}
