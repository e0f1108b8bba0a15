package io.headland.bench.world;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Counts the statements that PostgreSQL executes, from its log. Writing the log takes time, so
/// that nothing else is measured meanwhile.
public final class StatementLog {
  /// The beginning of the benchmark's own statements, which are not counted.
  static final String OWN = "/* benchmark */ ";

  private static final int LENGTH = 70;

  /// A statement with its continuation lines, which begin with a tab.
  private static final Pattern STATEMENT =
      Pattern.compile("^.*? LOG:  execute [^:]+: (.*(?:\\n\\t.*)*)$", Pattern.MULTILINE);

  private StatementLog() {}

  /// Executes statements.
  @FunctionalInterface
  public interface Work {
    void run() throws IOException, InterruptedException, SQLException;
  }

  /// The number of executions by the beginning of the statement.
  public static Map<String, Integer> during(SyncWorld world, Work work)
      throws IOException, InterruptedException, SQLException {
    long before = Files.size(world.database().log());
    configure(world, "all");
    try {
      work.run();
    } finally {
      configure(world, "none");
    }
    try (var log = Files.newInputStream(world.database().log())) {
      log.skipNBytes(before);
      return parse(new String(log.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  private static void configure(SyncWorld world, String statements) throws SQLException {
    world.run("alter system set log_statement = '" + statements + "'");
    world.run("select pg_reload_conf()");
  }

  static Map<String, Integer> parse(String log) {
    Map<String, Integer> counts = new TreeMap<>();
    Matcher statements = STATEMENT.matcher(log);
    while (statements.find()) {
      String sql = statements.group(1).strip().replaceAll("\\s+", " ");
      if (!sql.startsWith(OWN)) {
        counts.merge(sql.length() > LENGTH ? sql.substring(0, LENGTH) : sql, 1, Integer::sum);
      }
    }
    return counts;
  }
}
