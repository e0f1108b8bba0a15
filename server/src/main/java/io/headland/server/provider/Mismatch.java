package io.headland.server.provider;

/// A value in a provider's response that is not of the documented type.
///
/// @param path of the value within its record, as a JSONPath: `$.activeBoundary.area`. It consists
///   of known names and of indexes, so it quotes nothing of the response
/// @param expected the expected type, for example `object`
/// @param lost whether the value could not be read; false for a number instead of a text
public record Mismatch(String path, String expected, boolean lost) {
  /// A value that could not be read.
  public static Mismatch lost(String path, String expected) {
    return new Mismatch(path, expected, true);
  }

  /// Whether the value is the member of the record with this name, or within it.
  public boolean isIn(String member) {
    String prefix = "$." + member;
    // The case of Trimble's keys varies.
    return path.regionMatches(true, 0, prefix, 0, prefix.length())
        && (path.length() == prefix.length()
            || path.charAt(prefix.length()) == '.'
            || path.charAt(prefix.length()) == '[');
  }
}
