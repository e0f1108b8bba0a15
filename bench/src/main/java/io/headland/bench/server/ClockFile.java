package io.headland.bench.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Changes the wall clock of one process with libfaketime, which reads the offset from a file. The
/// monotonic clock, and with it each timer, is not affected, as after a change of the system time.
public final class ClockFile {
  private static final List<String> PLACES =
      List.of(
          "/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1",
          "/usr/lib/aarch64-linux-gnu/faketime/libfaketime.so.1",
          "/usr/lib64/faketime/libfaketime.so.1",
          "/usr/lib/faketime/libfaketime.so.1");

  private final Path library;
  private final Path file;

  private ClockFile(Path library, Path file) {
    this.library = library;
    this.file = file;
  }

  /// Creates the file, with offset zero.
  ///
  /// @return absent if libfaketime is not installed
  public static Optional<ClockFile> of(Path file) throws IOException {
    Optional<Path> library = PLACES.stream().map(Path::of).filter(Files::exists).findFirst();
    if (library.isEmpty()) {
      return Optional.empty();
    }
    ClockFile clock = new ClockFile(library.get(), file);
    clock.set(Duration.ZERO);
    return Optional.of(clock);
  }

  /// For the environment of the process.
  public Map<String, String> environment() {
    return Map.of(
        "LD_PRELOAD", library.toString(),
        "FAKETIME_TIMESTAMP_FILE", file.toString(),
        "FAKETIME_CACHE_DURATION", "1",
        "FAKETIME_DONT_FAKE_MONOTONIC", "1",
        "FAKETIME_FORCE_MONOTONIC_FIX", "0",
        "NO_FAKE_STAT", "1");
  }

  /// Sets the offset; the process applies it within a second.
  public void set(Duration offset) throws IOException {
    Path draft = file.resolveSibling(file.getFileName() + ".new");
    Files.writeString(draft, (offset.isNegative() ? "" : "+") + offset.toSeconds() + "\n");
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /// The offsets.
  public static Duration jump(int variant) {
    return Stream.of(
            Duration.ofDays(40), Duration.ofDays(-40), Duration.ofHours(2), Duration.ofMinutes(-10))
        .toList()
        .get(variant % 4);
  }
}
