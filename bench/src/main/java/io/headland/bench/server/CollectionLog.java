package io.headland.bench.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The heap of a server as its log of garbage collections reports it.
///
/// @param before the most before a collection, in MB
/// @param after the most after a collection, in MB
public record CollectionLog(long before, long after) {
  private static final Pattern PAUSE = Pattern.compile("(\\d+)M->(\\d+)M\\((\\d+)M\\)");

  /// The options of a JVM that writes the log.
  ///
  /// @param heapMegabytes the maximum size of the heap
  public static List<String> options(int heapMegabytes, Path log) {
    return List.of("-Xmx" + heapMegabytes + "m", "-Xlog:gc:file=" + log);
  }

  public static CollectionLog read(Path log) throws IOException {
    return since(log, 0);
  }

  /// The collections that were logged after a part of the log.
  ///
  /// @param length of the part, in characters
  public static CollectionLog since(Path log, int length) throws IOException {
    long before = 0;
    long after = 0;
    Matcher pauses = PAUSE.matcher(Files.readString(log).substring(length));
    while (pauses.find()) {
      before = Math.max(before, Long.parseLong(pauses.group(1)));
      after = Math.max(after, Long.parseLong(pauses.group(2)));
    }
    return new CollectionLog(before, after);
  }
}
