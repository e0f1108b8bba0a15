package io.headland.bench.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// The heap of another JVM, measured with `jcmd`.
final class Heap {
  private static final Pattern USED =
      Pattern.compile(
          "^ *(?:def new generation|DefNew|tenured generation|Tenured|garbage-first heap).*? used"
              + " (\\d+)K",
          Pattern.MULTILINE | Pattern.CASE_INSENSITIVE);
  private static final int LIMIT_S = 20;

  private Heap() {}

  /// Runs a full collection and reads the used heap; absent when the JVM does not respond.
  static OptionalLong afterCollection(Path java, long pid) throws InterruptedException {
    Path jcmd = java.resolveSibling("jcmd");
    if (!Files.isExecutable(jcmd)) {
      return OptionalLong.empty();
    }
    try {
      run(jcmd, pid, "GC.run");
      return used(run(jcmd, pid, "GC.heap_info"));
    } catch (IOException _) {
      return OptionalLong.empty(); // the process ended in the meantime
    }
  }

  /// The sum of the used memory of the generations.
  static OptionalLong used(String heapInfo) {
    List<Long> parts =
        USED.matcher(heapInfo)
            .results()
            .map((MatchResult match) -> Long.parseLong(match.group(1)) * 1024)
            .toList();
    return parts.isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(parts.stream().mapToLong(Long::longValue).sum());
  }

  private static String run(Path jcmd, long pid, String command)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                jcmd.toString(), "-J-XX:TieredStopAtLevel=1", Long.toString(pid), command)
            .redirectErrorStream(true)
            .start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(LIMIT_S, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
    return text;
  }
}
