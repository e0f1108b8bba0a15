package io.headland.server.platform.paging;

import java.util.function.LongFunction;

/// The memory that a request may use for texts of unbounded length, such as geometries, which are
/// read from the database for its response.
@FunctionalInterface
public interface ByteBudget {
  /// Bytes that are read without a reservation; the number of requests is bounded elsewhere.
  long WITHOUT_RESERVATION = 32 * 1024;

  /// Reserves memory until the response has been sent; waits while other requests use it.
  ///
  /// @param bytes in total, together with what was reserved before
  void reserve(long bytes);

  /// What a statement found.
  ///
  /// @param bytes of all texts; the rows are complete only when the limit was not lower
  record Sized<T>(T rows, long bytes) {}

  /// Reads rows whose texts the statement leaves out when they exceed a limit in total. What is
  /// small is read at once, otherwise memory is reserved first.
  ///
  /// @param statement takes the limit in bytes
  default <T> T read(LongFunction<Sized<T>> statement) {
    long limit = WITHOUT_RESERVATION;
    Sized<T> found = statement.apply(limit);
    while (found.bytes() > limit) {
      limit = found.bytes();
      reserve(limit);
      // Texts that have become longer meanwhile are left out again.
      found = statement.apply(limit);
    }
    return found.rows();
  }
}
