package io.headland.bench.soak.fault;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/// The faults of a run, drawn from a seed: the same seed and duration give the same faults.
///
/// Kinds are drawn without repetition until each was drawn, so that a run of a few minutes contains
/// all of them. A fault may begin before the previous one has ended.
public final class FaultSchedule {
  public static final int NODES = 2;

  /// Without faults at the beginning, for the first samples of memory.
  private static final Duration QUIET_BEGIN = Duration.ofSeconds(20);

  /// Without faults at the end.
  private static final Duration QUIET_END = Duration.ofSeconds(10);

  private static final int SHORTEST_MILLIS = 2_000;
  private static final int LONGEST_MILLIS = 14_000;
  private static final int CLOSEST_MILLIS = 6_000;
  private static final int FARTHEST_MILLIS = 22_000;

  private FaultSchedule() {}

  public static List<PlannedFault> of(long seed, Duration duration) {
    Random random = new Random(seed);
    List<PlannedFault> planned = new ArrayList<>();
    List<Fault> kinds = new ArrayList<>();
    long at = QUIET_BEGIN.toMillis();
    while (true) {
      if (kinds.isEmpty()) {
        kinds.addAll(List.of(Fault.values()));
        Collections.shuffle(kinds, random);
      }
      long length = random.nextLong(SHORTEST_MILLIS, LONGEST_MILLIS);
      PlannedFault next =
          new PlannedFault(
              kinds.removeLast(),
              Duration.ofMillis(at),
              Duration.ofMillis(length),
              random.nextInt(NODES),
              random.nextInt(1 << 16));
      if (at + length > duration.minus(QUIET_END).toMillis()) {
        return List.copyOf(planned);
      }
      planned.add(next);
      at += random.nextLong(CLOSEST_MILLIS, FARTHEST_MILLIS);
    }
  }
}
