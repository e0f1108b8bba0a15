package io.headland.server.platform.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;

/// Checks by a write whether the database is writable, because a database that is read-only or has
/// no disk space still serves reads. The result is cached for a second.
public final class WriteCheck {
  private static final int SLOTS = 16;
  private static final Duration FRESH = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofSeconds(10);

  private final DataSource dataSource;
  private final int slot;
  private final ReentrantLock checking = new ReentrantLock();
  private Optional<String> problem = Optional.empty();
  private long checkedAt = System.nanoTime() - FRESH.toNanos();

  /// @param node so that concurrent checks of nodes usually do not wait for each other
  public WriteCheck(DataSource dataSource, String node) {
    this.dataSource = dataSource;
    this.slot = Math.floorMod(node.hashCode(), SLOTS);
  }

  /// Why the database is not writable, in one sentence; empty when it is.
  public Optional<String> problem() {
    checking.lock();
    try {
      if (System.nanoTime() - checkedAt >= FRESH.toNanos()) {
        problem = write();
        checkedAt = System.nanoTime();
      }
      return problem;
    } finally {
      checking.unlock();
    }
  }

  private Optional<String> write() {
    try (Connection connection = dataSource.getConnection()) {
      connection.setNetworkTimeout(Runnable::run, (int) LONGEST.toMillis());
      try (PreparedStatement update =
          connection.prepareStatement(
              "update readiness_check set written_at = now() where slot = ?")) {
        update.setInt(1, slot);
        return update.executeUpdate() == 1
            ? Optional.empty()
            : Optional.of("The table readiness_check has no row for this node.");
      }
    } catch (SQLException e) {
      return Optional.of(
          DatabaseOutage.find(e)
              .map(DatabaseOutage::sentence)
              .orElse("The database rejects a write (SQLSTATE %s).".formatted(e.getSQLState())));
    }
  }
}
