package io.headland.simulator.fielddata;

import java.util.stream.IntStream;

/// A range of slots: `from` inclusive, `to` exclusive.
public record Span(int from, int to) {
  static final Span NONE = new Span(0, 0);

  IntStream slots() {
    return IntStream.range(from, to);
  }
}
