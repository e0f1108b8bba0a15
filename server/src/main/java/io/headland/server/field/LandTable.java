package io.headland.server.field;

import io.headland.server.http.PagePosition;
import java.util.UUID;
import java.util.function.Function;

/// A table of growers, farms or fields, as lists read them.
///
/// @param total the column of an organization's copy in which its rows are counted
/// @param key reads an id from the place that a `Link` names
record LandTable(String name, String total, Function<String, Object> key) {
  static final LandTable GROWERS = new LandTable("grower", "grower_total", LandTable::number);
  static final LandTable FARMS = new LandTable("farm", "farm_total", LandTable::number);
  static final LandTable FIELDS = new LandTable("field", "field_total", LandTable::uuid);

  /// @throws PagePosition.InvalidException when the text is from no `Link`
  Object place(String text) {
    return key.apply(text);
  }

  private static Object number(String text) {
    return LandFilter.number(text).orElseThrow(PagePosition.InvalidException::new);
  }

  private static Object uuid(String text) {
    // Written as a Leaf user's id is.
    UUID id = LandFilter.leafUser(text).orElseThrow(PagePosition.InvalidException::new);
    return id;
  }
}
