package io.headland.server.platform.paging;

/// A position in a sorted list, in the encoding of the store that lists it. A store that cannot
/// decode it throws [InvalidException], as does a text that PostgreSQL cannot store.
public sealed interface PagePosition {
  String key();

  record After(String key) implements PagePosition {
    public After {
      check(key);
    }
  }

  record Before(String key) implements PagePosition {
    public Before {
      check(key);
    }
  }

  private static void check(String key) {
    if (key.indexOf('\0') >= 0) {
      throw new InvalidException();
    }
  }

  /// The text of a position is not one that a `Link` header contained.
  final class InvalidException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public InvalidException() {
      // An expected response to a client: no stack trace.
      super("The position is not from a Link header.", null, false, false);
    }
  }
}
