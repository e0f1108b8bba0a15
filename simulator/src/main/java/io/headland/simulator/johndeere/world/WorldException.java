package io.headland.simulator.johndeere.world;

import java.io.Serial;
import java.util.List;

/// A world that is inconsistent or violates the format; the message lists all errors, each with its
/// place.
public final class WorldException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final transient List<String> problems;

  public WorldException(List<String> problems) {
    super(String.join(System.lineSeparator(), problems));
    this.problems = List.copyOf(problems);
  }

  public List<String> problems() {
    return problems;
  }
}
