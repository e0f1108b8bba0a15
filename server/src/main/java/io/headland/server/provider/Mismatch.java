package io.headland.server.provider;

/// A value in a provider's answer that is not of the documented type.
///
/// @param path of the value within its record, as a JSONPath: `$.activeBoundary.area`. It is made
///   of the names that we read and of indexes, so it quotes nothing of the answer
/// @param expected the type that was expected, for example `object`
/// @param lost whether the value could not be read; false for a number where a text was expected
public record Mismatch(String path, String expected, boolean lost) {
  /// A value that could not be read.
  public static Mismatch lost(String path, String expected) {
    return new Mismatch(path, expected, true);
  }

  /// Whether the value is the member of the record with this name, or part of it.
  public boolean isIn(String member) {
    String prefix = "$." + member;
    // Trimble writes its keys in any case.
    return path.regionMatches(true, 0, prefix, 0, prefix.length())
        && (path.length() == prefix.length()
            || path.charAt(prefix.length()) == '.'
            || path.charAt(prefix.length()) == '[');
  }
}
