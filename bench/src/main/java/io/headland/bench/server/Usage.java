package io.headland.bench.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/// The resources that a process has used so far.
///
/// @param cpu over all cores
/// @param residentBytes of memory; absent if the system does not report it
/// @param peakBytes its maximum
public record Usage(Duration cpu, Optional<Long> residentBytes, Optional<Long> peakBytes) {
  private static final String RESIDENT = "VmRSS:";
  private static final String PEAK = "VmHWM:";

  static Usage of(ProcessHandle process) {
    return new Usage(
        process.info().totalCpuDuration().orElse(Duration.ZERO),
        bytes(process.pid(), RESIDENT),
        bytes(process.pid(), PEAK));
  }

  /// The CPU time of a process and its children. Outside Linux that of ended children is missing.
  public static Duration cpuWithChildren(ProcessHandle process) throws IOException {
    if (ProcessTimes.areReported()) {
      return ProcessTimes.withChildren(process);
    }
    return Stream.concat(Stream.of(process), process.children())
        .map(one -> one.info().totalCpuDuration().orElse(Duration.ZERO))
        .reduce(Duration.ZERO, Duration::plus);
  }

  /// Open file descriptors; absent where the system does not report them.
  static OptionalLong handles(ProcessHandle process) {
    Path folder = Path.of("/proc", Long.toString(process.pid()), "fd");
    try (Stream<Path> open = Files.list(folder)) {
      return OptionalLong.of(open.count());
    } catch (IOException | UncheckedIOException _) {
      return OptionalLong.empty(); // ended in the meantime, or not Linux
    }
  }

  public Duration cpuSince(Usage earlier) {
    return cpu.minus(earlier.cpu);
  }

  private static Optional<Long> bytes(long pid, String which) {
    Path status = Path.of("/proc", Long.toString(pid), "status");
    if (!Files.exists(status)) {
      return Optional.empty();
    }
    try {
      return Files.readAllLines(status).stream()
          .filter(line -> line.startsWith(which))
          .map(line -> line.substring(which.length()).replace("kB", "").strip())
          .map(kilobytes -> Long.parseLong(kilobytes) * 1024)
          .findFirst();
    } catch (IOException _) {
      return Optional.empty(); // ended in the meantime
    }
  }
}
