package io.headland.server.platform.paging;

import java.util.function.LongFunction;

/// The memory that a request may use for texts of unbounded length, such as geometries, that are
/// read from the database for its response.
@FunctionalInterface
public interface ByteBudget {
  /// Bytes that are read without a reservation; the number of requests is bounded elsewhere.
  long WITHOUT_RESERVATION = 32 * 1024;

  /// Reserves memory until the response has been sent; waits while other requests use it.
  ///
  /// @param bytes in total, together with what was reserved before
  void reserve(long bytes);

  /// The result of a statement.
  ///
  /// @param bytes of all texts; the rows are complete only when the limit was not lower
  record Sized<T>(T rows, long bytes) {}

  /// Reads rows whose texts the statement omits when their total exceeds a limit. Small results are
  /// read immediately, otherwise memory is reserved first.
  ///
  /// @param statement with the limit in bytes
  default <T> T read(LongFunction<Sized<T>> statement) {
    long limit = WITHOUT_RESERVATION;
    Sized<T> found = statement.apply(limit);
    while (found.bytes() > limit) {
      limit = found.bytes();
      reserve(limit);
      // Texts that have become longer meanwhile are omitted again.
      found = statement.apply(limit);
    }
    return found.rows();
  }
}
