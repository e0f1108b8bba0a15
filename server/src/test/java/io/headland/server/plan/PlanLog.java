package io.headland.server.plan;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Jdbi;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// PostgreSQL's log, in which `auto_explain` writes the plan of each statement before the client
/// receives its result.
final class PlanLog {
  private static final Pattern ENTRY =
      Pattern.compile("(?m)^entry \\d+ LOG:  duration: .* plan:\n((?:(?!entry ).*\n)*)");

  /// The end of a plan, whose lines are indented by a tab.
  private static final String END = "\n\t}\n";

  private static final JsonMapper JSON = JsonMapper.shared();

  private final Path file;
  private long position;

  /// @param file the log of a PostgreSQL whose next sessions write plans
  private PlanLog(Path file) {
    this.file = file;
  }

  /// Configures a PostgreSQL, for sessions that begin later.
  static PlanLog of(Jdbi jdbi) {
    for (String setting :
        List.of(
            "session_preload_libraries = 'auto_explain'",
            "auto_explain.log_min_duration = 0",
            "auto_explain.log_analyze = on",
            "auto_explain.log_timing = off",
            "auto_explain.log_buffers = on",
            "auto_explain.log_format = 'json'",
            "log_line_prefix = 'entry %p '")) {
      jdbi.useHandle(handle -> handle.execute("alter system set " + setting));
    }
    reload(jdbi);
    String directory =
        jdbi.withHandle(
            handle -> handle.createQuery("show data_directory").mapTo(String.class).one());
    return new PlanLog(Path.of(directory).resolveSibling("postgres.log"));
  }

  private static void reload(Jdbi jdbi) {
    jdbi.useHandle(handle -> handle.execute("select pg_reload_conf()"));
  }

  /// The plans since the last call.
  List<ExecutedPlan> read() {
    List<ExecutedPlan> plans = new ArrayList<>();
    Matcher entry = ENTRY.matcher(added());
    while (entry.find()) {
      JsonNode logged = JSON.readTree(entry.group(1));
      plans.add(
          new ExecutedPlan(
              logged.path("Query Text").stringValue().replaceAll("\\s+", " ").strip(),
              logged.path("Plan")));
    }
    return plans;
  }

  private static int end(String text) {
    int last = text.lastIndexOf(END);
    return last < 0 ? 0 : last + END.length();
  }

  private String added() {
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      byte[] bytes = new byte[(int) (Files.size(file) - position)];
      in.seek(position);
      in.readFully(bytes);
      String text = new String(bytes, StandardCharsets.UTF_8);
      // PostgreSQL may be writing the plan of another session.
      String complete = text.substring(0, end(text));
      position += complete.getBytes(StandardCharsets.UTF_8).length;
      return complete;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
