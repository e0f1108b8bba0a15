package io.headland.simulator.fielddata;

import java.util.stream.IntStream;

/// A range of slots: `from` inclusive, `to` exclusive.
record SlotRange(int from, int to) {
  static final SlotRange NONE = new SlotRange(0, 0);

  IntStream slots() {
    return IntStream.range(from, to);
  }
}
