package io.headland.server.provider.trimble;

import java.util.List;

/// A page of a list after reading.
///
/// @param bookmark of the next page; blank on the last
record ResultPage<R>(List<R> records, String bookmark) {

  ResultPage {
    records = List.copyOf(records);
  }

  boolean isLast() {
    return bookmark.isEmpty();
  }
}
