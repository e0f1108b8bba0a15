package io.headland.server.core.field;

import io.headland.server.platform.paging.PagePosition;
import java.util.UUID;
import java.util.function.Function;

/// A table of growers, farms or fields, as lists read them.
///
/// @param total the column of an organization's copy in which its rows are counted
/// @param key reads an id from the place that a `Link` names
record FieldDataTable(String name, String total, Function<String, Object> key) {
  static final FieldDataTable GROWERS =
      new FieldDataTable("grower", "grower_total", FieldDataTable::number);
  static final FieldDataTable FARMS =
      new FieldDataTable("farm", "farm_total", FieldDataTable::number);
  static final FieldDataTable FIELDS =
      new FieldDataTable("field", "field_total", FieldDataTable::uuid);

  /// @throws PagePosition.InvalidException when the text is from no `Link`
  Object place(String text) {
    return key.apply(text);
  }

  private static Object number(String text) {
    return FieldDataFilter.number(text).orElseThrow(PagePosition.InvalidException::new);
  }

  private static Object uuid(String text) {
    // Written as a Leaf user's id is.
    UUID id = FieldDataFilter.leafUser(text).orElseThrow(PagePosition.InvalidException::new);
    return id;
  }
}
