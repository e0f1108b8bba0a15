package io.headland.bench.scenario;

import io.headland.bench.load.Latencies;
import io.headland.bench.server.LatencyProxy;
import io.headland.bench.world.Database;
import io.headland.server.platform.jdbc.JdbcTarget;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// A network between the server and PostgreSQL that can be turned on and off. Both cases use the
/// same proxy, so that its CPU time is contained in both.
final class Distance implements AutoCloseable {
  private static final Duration ONE_WAY = Duration.ofNanos(500_000);
  private static final int EXCHANGES = 400;

  private final LatencyProxy proxy;
  private final Database database;

  private Distance(LatencyProxy proxy, Database database) {
    this.proxy = proxy;
    this.database = database;
  }

  static Distance open(Database database) throws IOException {
    return new Distance(LatencyProxy.start(database.port()), database);
  }

  JdbcTarget target() {
    return database.targetAt(proxy.port());
  }

  /// Half a millisecond in each direction, or nothing.
  void set(boolean remote) {
    proxy.delay(remote ? ONE_WAY : Duration.ZERO);
  }

  long roundTrips() {
    return proxy.roundTrips();
  }

  /// The median time of the shortest statement over one connection.
  Duration roundTrip() throws SQLException {
    List<Duration> times = new ArrayList<>();
    JdbcTarget target = target();
    try (Connection connection =
            DriverManager.getConnection(target.url(), target.user(), target.password().reveal());
        PreparedStatement shortest = connection.prepareStatement("select 1")) {
      for (int i = 0; i < EXCHANGES; i++) {
        long before = System.nanoTime();
        shortest.execute();
        times.add(Duration.ofNanos(System.nanoTime() - before));
      }
    }
    return Latencies.of(times).median();
  }

  @Override
  public void close() throws IOException {
    proxy.close();
  }
}
