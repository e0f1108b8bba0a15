package io.headland.server.http;

import java.util.Optional;

/// Which page a client wants.
///
/// @param page from 0
/// @param size 1 to 100
/// @param position where a `Link` goes on; when absent the page is found by its number
public record PageRequest(int page, int size, Optional<PagePosition> position) {
  private static final int DEFAULT_SIZE = 20;
  private static final int MOST = 100;

  public static PageRequest of(Call call) {
    int page = number(call, "page", 0, 0, Integer.MAX_VALUE);
    int size = number(call, "size", DEFAULT_SIZE, 1, Integer.MAX_VALUE);
    Optional<PagePosition> after = call.query("after").map(PagePosition.After::new);
    Optional<PagePosition> before = call.query("before").map(PagePosition.Before::new);
    // Leaf's clients ask for more than it gives and get the most it gives.
    return new PageRequest(page, Math.min(size, MOST), after.or(() -> before));
  }

  public long offset() {
    return (long) page * size;
  }

  /// How many items to read: from a place one more than wanted, which tells whether there is more.
  public int limit() {
    return position.isPresent() ? size + 1 : size;
  }

  private static int number(Call call, String name, int fallback, int least, int most) {
    Optional<String> text = call.query(name);
    if (text.isEmpty()) {
      return fallback;
    }
    try {
      int value = Integer.parseInt(text.get());
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException _) {
      // Told below, together with a number that is too small.
    }
    throw new ProblemException(
        Problem.of(
            400,
            "The query parameter " + name + " must be a whole number of at least " + least + "."));
  }
}
