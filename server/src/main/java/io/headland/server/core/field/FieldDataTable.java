package io.headland.server.core.field;

import io.headland.server.platform.paging.PagePosition;
import java.util.UUID;
import java.util.function.Function;

/// A table of growers, farms or fields, for lists.
///
/// @param total the column of an organization's snapshot that contains the number of its rows
/// @param key reads an id from the cursor of a `Link`
record FieldDataTable(String name, String total, Function<String, Object> key) {
  static final FieldDataTable GROWERS =
      new FieldDataTable("grower", "grower_total", FieldDataTable::number);
  static final FieldDataTable FARMS =
      new FieldDataTable("farm", "farm_total", FieldDataTable::number);
  static final FieldDataTable FIELDS =
      new FieldDataTable("field", "field_total", FieldDataTable::uuid);

  /// @throws PagePosition.InvalidException when the text is not the cursor of a `Link`
  Object parseKey(String text) {
    return key.apply(text);
  }

  private static Object number(String text) {
    return FieldDataFilter.number(text).orElseThrow(PagePosition.InvalidException::new);
  }

  private static Object uuid(String text) {
    // In the form of a Leaf user's id.
    UUID id = FieldDataFilter.leafUser(text).orElseThrow(PagePosition.InvalidException::new);
    return id;
  }
}
