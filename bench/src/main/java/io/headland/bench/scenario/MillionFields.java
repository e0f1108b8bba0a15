package io.headland.bench.scenario;

import io.headland.bench.load.OwnerClient;
import io.headland.bench.report.Finding;
import io.headland.bench.report.Goal;
import io.headland.bench.server.CollectionLog;
import io.headland.bench.server.ServerProcess;
import io.headland.bench.world.SyncWorld;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/// One organization of a million fields, in a server with the default heap size.
public final class MillionFields {
  private static final int HEAP_MEGABYTES = 256;
  private static final List<String> TABLES = List.of("grower", "farm", "field", "field_boundary");

  private MillionFields() {}

  public static List<Finding> measure(
      int fields, SyncWorld world, Path dir, Consumer<String> progress)
      throws IOException, InterruptedException, SQLException {
    Path collections = dir.resolve("gc.log");
    List<String> options = CollectionLog.options(HEAP_MEGABYTES, collections);
    try (ServerProcess server = world.startServer(0, options);
        OwnerClient client = world.client(server)) {
      ConcurrentAccounts wave = new ConcurrentAccounts(world, server, client);
      wave.prepare(1);
      progress.accept("one organization of %,d fields".formatted(fields));
      ConcurrentAccounts.Result first = wave.sync();
      List<Finding> findings = new ArrayList<>();
      findings.add(speed("first sync of %,d fields: fields/s".formatted(fields), first, fields));
      findings.add(Memory.heap(server, collections, HEAP_MEGABYTES));
      findings.add(size(world, fields));
      String leafUser = wave.accounts().keySet().iterator().next();
      progress.accept("the same once more");
      ConcurrentAccounts.Result again = wave.measure(() -> client.sync(leafUser, "JohnDeere"));
      findings.add(speed("the same, unchanged: fields/s", again, fields));
      return findings;
    }
  }

  private static Finding speed(String what, ConcurrentAccounts.Result result, int fields) {
    return new Finding(
        what,
        String.format(
            Locale.ROOT,
            "%.0f s, %,d calls, %,d rows; CPU %.0f s, PostgreSQL %.0f s",
            result.seconds(),
            result.calls().all(),
            result.rows(),
            Formats.inSeconds(result.cpu()),
            Formats.inSeconds(result.pg())),
        "",
        result.perSecond(fields),
        new Goal.None(),
        Map.of("seconds", result.seconds(), "rows", result.rows()));
  }

  private static Finding size(SyncWorld world, int fields) throws SQLException {
    StringBuilder text = new StringBuilder();
    double sum = 0;
    for (String table : TABLES) {
      double bytes = world.number("select pg_total_relation_size('" + table + "')");
      sum += bytes;
      text.append(String.format(Locale.ROOT, "%s %,.0f MB; ", table, bytes / 1e6));
    }
    double perField = sum / fields;
    text.append(String.format(Locale.ROOT, "%.0f bytes a field", perField));
    return Finding.of(
        "the same: tables with indexes, MB", text.toString(), sum / 1e6, new Goal.None());
  }
}
