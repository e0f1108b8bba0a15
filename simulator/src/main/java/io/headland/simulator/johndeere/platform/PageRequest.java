package io.headland.simulator.johndeere.platform;

import io.headland.simulator.http.Parameters;
import java.util.Optional;

/// The requested range of a list, in either of two styles: matrix parameters (`;start=10;count=10`)
/// or query parameters (`?pageOffset=10&itemLimit=10`). Both count records.
record PageRequest(int offset, int limit) {
  static final int DEFAULT_LIMIT = 10;

  /// Empty when a value is not a number or is out of range.
  ///
  /// @param largest a larger limit counts as this one
  static Optional<PageRequest> of(Parameters matrix, Parameters query, int largest) {
    Optional<String> offset = matrix.findText("start").or(() -> query.findText("pageOffset"));
    Optional<String> limit = matrix.findText("count").or(() -> query.findText("itemLimit"));
    try {
      int from = Integer.parseInt(offset.orElse("0"));
      int count = limit.isEmpty() ? DEFAULT_LIMIT : Integer.parseInt(limit.get());
      return from < 0 || count < 1
          ? Optional.empty()
          : Optional.of(new PageRequest(from, Math.min(count, largest)));
    } catch (NumberFormatException _) {
      return Optional.empty();
    }
  }

  static boolean isPagingParameter(String name) {
    return name.equals("pageOffset") || name.equals("itemLimit");
  }
}
