package io.headland.server.platform.paging;

import java.util.List;

/// The rows of a page that is found by its number. They are read from the nearer end of the list,
/// so that the last page has the cost of the first.
///
/// @param fromTheEnd whether the rows are read in the reverse order
/// @param skip rows before them in the order in which they are read
/// @param size their number; 0 for a page beyond the end
public record PageWindow(boolean fromTheEnd, long skip, int size) {

  public static PageWindow of(PageRequest request, long total) {
    long offset = request.offset();
    int size = Math.clamp(total - offset, 0, request.size());
    boolean fromTheEnd = offset > total / 2;
    long skip = fromTheEnd ? Math.max(0, total - offset - size) : offset;
    return new PageWindow(fromTheEnd, skip, size);
  }

  /// Rows in the order of the list.
  public <T> List<T> ordered(List<T> read) {
    return fromTheEnd ? read.reversed() : read;
  }

  /// The order in which the rows are read.
  public SortRequest order(SortRequest sort) {
    return fromTheEnd
        ? new SortRequest(
            sort.orders().stream()
                .map(order -> new SortRequest.Order(order.key(), !order.descending()))
                .toList())
        : sort;
  }

  /// The direction of a column that is ascending in the list.
  public String ascending() {
    return fromTheEnd ? "desc" : "asc";
  }

  /// The direction of a column that is descending in the list.
  public String descending() {
    return fromTheEnd ? "asc" : "desc";
  }
}
