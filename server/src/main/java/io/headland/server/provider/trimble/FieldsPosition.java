package io.headland.server.provider.trimble;

import io.headland.server.provider.Cursor;

/// The position in the reading of farms and fields. It is stored as text between calls.
///
/// @param stage the list that is being read
/// @param page the position in it
record FieldsPosition(FieldsStage stage, BookmarkPosition page) {
  /// Farms are read before the fields that refer to them.
  enum FieldsStage {
    FARMS("farms "),
    /// Fields, after the farms.
    FIELDS("fields "),
    /// Fields of a host without a list of farms, which are taken from the fields.
    FIELDS_ALONE("");

    private final String prefix;

    FieldsStage(String prefix) {
      this.prefix = prefix;
    }
  }

  private static final String FIRST_PAGE = "first";

  static FieldsPosition firstOf(FieldsStage stage) {
    return new FieldsPosition(stage, BookmarkPosition.FIRST);
  }

  static FieldsPosition parse(String text) {
    for (FieldsStage stage : FieldsStage.values()) {
      if (text.startsWith(stage.prefix)) {
        String page = text.substring(stage.prefix.length());
        return new FieldsPosition(
            stage, page.equals(FIRST_PAGE) ? BookmarkPosition.FIRST : BookmarkPosition.parse(page));
      }
    }
    throw new IllegalArgumentException("Not a position of this list");
  }

  Cursor.Continue cursor() {
    return new Cursor.Continue(
        stage.prefix + (page.bookmark().isEmpty() ? FIRST_PAGE : page.toText()));
  }
}
