package io.headland.bench.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The CPU time of all processes of the machine in Linux's `/proc/stat`: with that of the measured
/// processes it shows how much of the machine other programs used.
public final class MachineCpu {
  private static final Path STAT = Path.of("/proc/stat");

  /// Linux reports the times in hundredths of a second on every platform.
  private static final Duration TICK = Duration.ofMillis(10);

  /// The times of the first line are those of user, nice, system, idle, iowait, irq, softirq and
  /// steal; two further ones are contained in the first two.
  private static final int IDLE = 3;

  private static final int WAITING = 4;
  private static final int TIMES = 8;

  private MachineCpu() {}

  /// The time in which a core executed a process, or was not available to this machine, so far;
  /// absent if the system does not report it.
  public static Optional<Duration> used() throws IOException {
    return Files.exists(STAT) ? Optional.of(parse(Files.readString(STAT))) : Optional.empty();
  }

  static Duration parse(String stat) {
    List<String> values = List.of(stat.lines().findFirst().orElseThrow().split(" +", -1));
    long ticks = 0;
    for (int i = 0; i < TIMES; i++) {
      if (i != IDLE && i != WAITING) {
        ticks += Long.parseLong(values.get(i + 1));
      }
    }
    return TICK.multipliedBy(ticks);
  }
}
