package io.headland.server.provider;

/// Texts of providers in the form in which they are stored.
public final class WireTexts {
  private static final char REPLACEMENT = '\ufffd';

  private WireTexts() {}

  /// Removes NUL, which PostgreSQL does not store, and replaces unpaired surrogates, which UTF-8
  /// cannot encode, so that a stored text is equal to the same text when it is read again.
  public static String normalized(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0 || Character.isSurrogate(c)) {
        return rewritten(text);
      }
    }
    return text;
  }

  private static String rewritten(String text) {
    StringBuilder written = new StringBuilder(text.length());
    text.codePoints()
        .filter(point -> point != 0)
        .forEach(
            point ->
                written.appendCodePoint(
                    point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE
                        ? REPLACEMENT
                        : point));
    return written.toString();
  }
}
