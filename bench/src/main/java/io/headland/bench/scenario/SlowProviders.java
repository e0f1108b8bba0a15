package io.headland.bench.scenario;

import io.headland.bench.load.Latencies;
import io.headland.bench.load.OwnerClient;
import io.headland.bench.report.Finding;
import io.headland.bench.report.Goal;
import io.headland.bench.server.ServerProcess;
import io.headland.bench.server.SimulatorProcess;
import io.headland.bench.world.SyncWorld;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/// The time of scheduled syncs that are due at once while the provider responds slowly for the
/// organizations of some accounts, so that more than half of the workers of the node wait for it.
public final class SlowProviders {
  private static final int SLOW = 6;
  private static final int OTHERS = 60;
  private static final int ORGANIZATIONS = 3;
  private static final int FIELDS = 10;
  private static final Duration LATENCY = Duration.ofSeconds(10);
  private static final Duration UNTIL_SLOW = Duration.ofSeconds(2);
  private static final Duration CHECK_INTERVAL = Duration.ofMillis(50);
  private static final Duration LONGEST = Duration.ofMinutes(2);

  private final SyncWorld world;
  private final String others;

  /// @param others the ids of Leaf users
  private SlowProviders(SyncWorld world, Collection<String> others) {
    this.world = world;
    this.others = "'" + String.join("', '", others) + "'";
  }

  /// The size of the simulator's world.
  public static SimulatorProcess.Size world() {
    return new SimulatorProcess.Size(SLOW + OTHERS, ORGANIZATIONS, FIELDS, 1);
  }

  public static Finding measure(SyncWorld world, ServerProcess server, Consumer<String> progress)
      throws IOException, InterruptedException, SQLException {
    try (OwnerClient client = world.client(server)) {
      ConcurrentAccounts slow = new ConcurrentAccounts(world, server, client);
      slow.prepare(SLOW);
      slow.sync();
      List<String> organizations =
          texts(world, "select distinct provider_org_id from sync_run_organization");
      ConcurrentAccounts others = new ConcurrentAccounts(world, server, client);
      others.prepare(OTHERS);
      others.sync();
      var part = new SlowProviders(world, others.accounts().keySet());
      progress.accept("scheduled syncs of %,d accounts".formatted(OTHERS));
      part.times();
      Latencies alone = part.times();
      progress.accept(
          "the same while %,d organizations are read slowly".formatted(organizations.size()));
      for (String organization : organizations) {
        world
            .simulator()
            .addFault(
                """
                {"path": "/platform/organizations/%s/*", "delay": "%s", "times": "always"}
                """
                    .formatted(organization, LATENCY));
      }
      for (String leafUser : slow.accounts().keySet()) {
        client.sync(leafUser, "JohnDeere");
      }
      LockSupport.parkNanos(UNTIL_SLOW.toNanos());
      Latencies beside = part.times();
      world.simulator().clearFaults();
      world.awaitRest();
      return finding(organizations.size(), alone, beside);
    }
  }

  private static Finding finding(int organizations, Latencies alone, Latencies beside) {
    return new Finding(
        "%,d scheduled syncs while %,d organizations are read slowly: until the last ends, s"
            .formatted(OTHERS, organizations),
        text(beside),
        "none of them slow: " + text(alone),
        Formats.inSeconds(beside.percentile(100)),
        new Goal.AtMost(1 + Formats.inSeconds(alone.percentile(100)), "s"),
        Map.of("syncs", beside.count(), "slowSeconds", LATENCY.toSeconds()));
  }

  private static String text(Latencies times) {
    return "p50 %s, p90 %s, longest %s"
        .formatted(
            Formats.seconds(times.median()),
            Formats.seconds(times.percentile(90)),
            Formats.seconds(times.percentile(100)));
  }

  /// Makes the syncs of all other accounts due.
  ///
  /// @return the times until their runs have ended
  private Latencies times() throws SQLException {
    double before = world.number("select extract(epoch from clock_timestamp())");
    world.run(
        """
        update scheduled_tasks
           set execution_time = now()
             , version = scheduled_tasks.version + 1
          from credential
         where task_name = 'sync-account'
           and task_instance = credential.api_owner_id || '/' || credential.id
           and credential.leaf_user_id in (%s)
        """
            .formatted(others));
    String ended =
        """
        select (extract(epoch from ended_at - to_timestamp(%f)) * 1e9)::bigint
          from sync_run
         where started_at >= to_timestamp(%f)
           and ended_at is not null
           and leaf_user_id in (%s)
        """
            .formatted(before, before, others);
    long start = System.nanoTime();
    List<String> found = texts(world, ended);
    while (found.size() < OTHERS) {
      if (System.nanoTime() - start > LONGEST.toNanos()) {
        throw new IllegalStateException("%,d of %,d syncs ended".formatted(found.size(), OTHERS));
      }
      LockSupport.parkNanos(CHECK_INTERVAL.toNanos());
      found = texts(world, ended);
    }
    return Latencies.of(
        found.stream().map(nanos -> Duration.ofNanos(Long.parseLong(nanos))).toList());
  }

  private static List<String> texts(SyncWorld world, String query) throws SQLException {
    try (Connection connection = world.database().connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      List<String> texts = new ArrayList<>();
      while (rows.next()) {
        texts.add(rows.getString(1));
      }
      return texts;
    }
  }
}
