package io.headland.server.platform.paging;

import java.util.List;

/// The requested order of a list.
///
/// @param orders from the first key to the last; empty when the request has no `sort`
public record SortRequest(List<Order> orders) {
  public SortRequest {
    orders = List.copyOf(orders);
  }

  /// One key and its direction.
  public record Order(String key, boolean descending) {}
}
