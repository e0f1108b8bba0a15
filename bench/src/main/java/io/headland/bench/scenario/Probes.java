package io.headland.bench.scenario;

import io.headland.bench.load.Latencies;
import io.headland.bench.world.SyncWorld;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Queries whose time depends on the dead rows of a table: they read the beginning of an index from
/// which rows are removed all the time.
final class Probes {
  private static final int TIMES = 25;
  private static final Map<String, String> QUERIES =
      Map.of(
          "due tasks",
          """
          select *
            from scheduled_tasks
           where not picked
             and execution_time <= now()
           order by priority desc
                  , execution_time
           limit 32
          """,
          "first events of the feed",
          """
          select event.*
            from event_sequence
            join event using (api_owner_id)
           where position > purged_position
           order by position
           limit 100
          """,
          "oldest runs",
          "select * from sync_run where ended_at is not null order by ended_at limit 100",
          "oldest calls",
          "select * from credential_event order by created_at limit 100");

  private Probes() {}

  /// The median time of each query, in milliseconds.
  static Map<String, Double> measure(SyncWorld world) throws SQLException {
    Map<String, Double> medians = new TreeMap<>();
    try (Connection connection = world.database().connect()) {
      for (Map.Entry<String, String> query : QUERIES.entrySet()) {
        try (PreparedStatement statement = connection.prepareStatement(query.getValue())) {
          medians.put(query.getKey(), Formats.inMillis(median(statement)));
        }
      }
    }
    return medians;
  }

  private static Duration median(PreparedStatement statement) throws SQLException {
    List<Duration> times = new ArrayList<>();
    for (int i = 0; i < TIMES; i++) {
      long before = System.nanoTime();
      statement.executeQuery().close();
      times.add(Duration.ofNanos(System.nanoTime() - before));
    }
    return Latencies.of(times).median();
  }
}
