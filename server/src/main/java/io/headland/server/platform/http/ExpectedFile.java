package io.headland.server.platform.http;

import java.util.function.Supplier;

/// What a route expects of a file that it receives.
///
/// @param sender whose files are counted together: one sender cannot use all of the server's
///   capacity
/// @param start the first bytes of every valid file
/// @param problem when the file begins with other bytes
public record ExpectedFile(String sender, String start, Supplier<ProblemException> problem) {
  /// The same for bytes that follow others of the file.
  ///
  /// @param position of the first byte
  ExpectedFile from(long position) {
    return new ExpectedFile(
        sender, start.substring((int) Math.min(position, start.length())), problem);
  }

  /// Checks the first bytes of a file.
  ///
  /// @param bytes those received so far
  /// @param isComplete whether the file has no more
  /// @throws ProblemException when they differ from the expected ones
  void check(byte[] bytes, boolean isComplete) {
    boolean isTooShort = isComplete && bytes.length < start.length();
    boolean differs = false;
    for (int i = 0; i < Math.min(bytes.length, start.length()); i++) {
      differs |= bytes[i] != start.charAt(i);
    }
    if (isTooShort || differs) {
      throw problem.get();
    }
  }
}
