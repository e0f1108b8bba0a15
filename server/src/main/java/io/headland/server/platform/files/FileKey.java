package io.headland.server.platform.files;

import java.util.List;
import java.util.regex.Pattern;

/// The rules for keys of files.
final class FileKey {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");
  private static final int MAX_NAMES = 8;

  private FileKey() {}

  /// Returns a key, or the beginning of one.
  ///
  /// @throws IllegalArgumentException when it is not one to eight names of letters, digits, `.`,
  ///   `_` and `-`, separated by `/`, each beginning with a letter or a digit
  static String require(String key) {
    List<String> names = List.of(key.split("/", -1));
    boolean valid =
        names.size() <= MAX_NAMES
            && names.stream().allMatch(FileKey::isName)
            && !names.getFirst().equals(TemporaryFolder.NAME);
    if (!valid) {
      throw new IllegalArgumentException("Not the key of a file: " + key);
    }
    return key;
  }

  /// Whether a text can be a part of a key.
  static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }
}
