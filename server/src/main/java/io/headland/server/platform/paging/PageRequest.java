package io.headland.server.platform.paging;

import java.util.Optional;

/// The page of a list that a client requests.
///
/// @param page from 0
/// @param size 1 to 100
/// @param position of a `Link`; when absent the page is found by its number
public record PageRequest(int page, int size, Optional<PagePosition> position) {
  public long offset() {
    return (long) page * size;
  }

  /// The number of items to read: from a position one more than requested, which shows whether
  /// there are more.
  public int limit() {
    return position.isPresent() ? size + 1 : size;
  }
}
