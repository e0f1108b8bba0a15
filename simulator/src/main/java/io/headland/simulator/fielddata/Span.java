package io.headland.simulator.fielddata;

import java.util.stream.IntStream;

/// Slots that follow each other: from the first up to, but without, the last.
public record Span(int from, int to) {
  static final Span NONE = new Span(0, 0);

  IntStream slots() {
    return IntStream.range(from, to);
  }
}
