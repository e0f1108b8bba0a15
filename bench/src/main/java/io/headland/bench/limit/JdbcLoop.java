package io.headland.bench.limit;

import io.headland.bench.world.Database;
import io.headland.bench.world.Keys;
import io.headland.bench.world.Scale;
import io.headland.bench.world.Statement;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// The reference where pgbench is not installed: the same statements over JDBC, in this program. It
/// is slower than pgbench, so a ratio to it is too favourable for the server.
public final class JdbcLoop implements Limit {
  private static final OffsetDateTime NOW =
      OffsetDateTime.of(2026, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);

  private final Database database;
  private final Keys keys;
  private final UUID owner;
  private final int connections;

  public JdbcLoop(Database database, Keys keys, UUID owner, int connections) {
    this.database = database;
    this.keys = keys;
    this.owner = owner;
    this.connections = connections;
  }

  @Override
  public String name() {
    return "a JDBC loop, since pgbench is not installed";
  }

  @Override
  public double perSecond(Transaction transaction, Duration howLong)
      throws IOException, InterruptedException {
    try (ExecutorService threads = Executors.newFixedThreadPool(connections)) {
      List<Callable<Double>> tasks = new ArrayList<>();
      for (int i = 0; i < connections; i++) {
        var random = new SplittableRandom(i);
        tasks.add(() -> rate(transaction, howLong, random));
      }
      double sum = 0;
      for (Future<Double> done : threads.invokeAll(tasks)) {
        sum += done.get();
      }
      return sum;
    } catch (ExecutionException e) {
      throw new IOException("A connection to PostgreSQL failed", e.getCause());
    }
  }

  private double rate(Transaction transaction, Duration howLong, SplittableRandom random)
      throws SQLException {
    try (Connection connection = database.connect()) {
      connection.setAutoCommit(!transaction.isBracketed());
      List<PreparedStatement> prepared = new ArrayList<>();
      for (Statement statement : transaction.statements()) {
        prepared.add(connection.prepareStatement(statement.with(_ -> "?")));
      }
      long start = System.nanoTime();
      long end = start + howLong.toNanos();
      long count = 0;
      while (System.nanoTime() < end) {
        Map<String, Object> values = values(random);
        for (int i = 0; i < prepared.size(); i++) {
          execute(prepared.get(i), transaction.statements().get(i), values);
        }
        if (transaction.isBracketed()) {
          connection.commit();
        }
        count++;
      }
      return count / ((System.nanoTime() - start) / 1e9);
    }
  }

  private static void execute(
      PreparedStatement prepared, Statement statement, Map<String, Object> values)
      throws SQLException {
    int index = 1;
    for (String parameter : statement.parameters()) {
      prepared.setObject(index++, values.get(parameter));
    }
    if (!prepared.execute()) {
      return;
    }
    try (var rows = prepared.getResultSet()) {
      while (rows.next()) {
        rows.getString(1);
      }
    }
  }

  private Map<String, Object> values(SplittableRandom random) {
    Keys.Place place = keys.random(random);
    return Map.of(
        "owner",
        owner,
        "leafUser",
        UUID.fromString(place.leafUser()),
        "provider",
        "JohnDeere",
        "id",
        place.organization(),
        "ids",
        "{" + place.organization() + "}",
        "size",
        Scale.ORGANIZATIONS,
        "skip",
        0L,
        "choices",
        "{SELECTED}",
        "now",
        NOW);
  }
}
