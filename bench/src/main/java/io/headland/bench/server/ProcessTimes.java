package io.headland.bench.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// The CPU times of a process in Linux's `/proc/<pid>/stat`, in ticks.
///
/// @param own user and system time of the process
/// @param children the same of its children that have ended and that it has waited for
record ProcessTimes(long own, long children) {
  private static final Path PROC = Path.of("/proc");

  /// Linux reports the times in hundredths of a second on every platform.
  private static final Duration TICK = Duration.ofMillis(10);

  /// A reading is repeated when a child ended during it.
  private static final int MAX_READINGS = 100;

  /// The position of the first time after the name of the command.
  private static final int USER_TIME = 11;

  static boolean areReported() {
    return Files.exists(PROC.resolve("self/stat"));
  }

  /// Reads the times of a process.
  @FunctionalInterface
  interface TimesReader {
    ProcessTimes read(ProcessHandle process) throws IOException;
  }

  /// The CPU time of a process and of its children, including those that have ended.
  static Duration withChildren(ProcessHandle process) throws IOException {
    return withChildren(process, ProcessTimes::of);
  }

  static Duration withChildren(ProcessHandle process, TimesReader reader) throws IOException {
    for (int i = 0; i < MAX_READINGS; i++) {
      ProcessTimes before = reader.read(process);
      long living = 0;
      for (ProcessHandle child : process.children().toList()) {
        living += total(child, reader);
      }
      ProcessTimes after = reader.read(process);
      if (after.children() == before.children()) {
        return TICK.multipliedBy(after.own() + after.children() + living);
      }
    }
    throw new IOException("Children of process " + process.pid() + " ended during each reading");
  }

  /// 0 for a process that has ended, whose time is in that of its parent when this has waited for
  /// it. Linux then reports that the file does not exist, or, if it was open, that there is no such
  /// process.
  private static long total(ProcessHandle child, TimesReader reader) throws IOException {
    try {
      ProcessTimes times = reader.read(child);
      return times.own() + times.children();
    } catch (IOException e) {
      if (child.isAlive()) {
        throw e;
      }
      return 0;
    }
  }

  private static ProcessTimes of(ProcessHandle process) throws IOException {
    return parse(Files.readString(PROC.resolve(Long.toString(process.pid())).resolve("stat")));
  }

  static ProcessTimes parse(String stat) {
    // The name of the command is in parentheses and may contain spaces and parentheses.
    List<String> values = List.of(stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", -1));
    return new ProcessTimes(
        Long.parseLong(values.get(USER_TIME)) + Long.parseLong(values.get(USER_TIME + 1)),
        Long.parseLong(values.get(USER_TIME + 2)) + Long.parseLong(values.get(USER_TIME + 3)));
  }
}
