package io.headland.bench.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// What a process has used up to now.
///
/// @param cpu over all cores
/// @param residentBytes of memory; absent where the system does not tell
public record Usage(Duration cpu, Optional<Long> residentBytes) {
  private static final String RESIDENT = "VmRSS:";

  static Usage of(ProcessHandle process) {
    return new Usage(
        process.info().totalCpuDuration().orElse(Duration.ZERO), residentBytes(process.pid()));
  }

  public Duration cpuSince(Usage earlier) {
    return cpu.minus(earlier.cpu);
  }

  private static Optional<Long> residentBytes(long pid) {
    Path status = Path.of("/proc", Long.toString(pid), "status");
    if (!Files.exists(status)) {
      return Optional.empty();
    }
    try {
      return Files.readAllLines(status).stream()
          .filter(line -> line.startsWith(RESIDENT))
          .map(line -> line.substring(RESIDENT.length()).replace("kB", "").strip())
          .map(kilobytes -> Long.parseLong(kilobytes) * 1024)
          .findFirst();
    } catch (IOException _) {
      return Optional.empty(); // gone in the meantime
    }
  }
}
