package io.headland.server.platform.standby;

import io.headland.server.platform.jdbc.Database;
import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.function.Function;
import java.util.function.LongSupplier;

/// Determines by positions in the write-ahead log until which time the standby is complete. Used by
/// one thread.
///
/// A pool belongs to one start of one server. After a restart a standby may show an earlier state
/// than before, and behind an address there may be several servers.
final class StandbyCheck implements StandbyReads.StateCheck {
  private static final String PRIMARY =
      """
      select (select system_identifier from pg_control_system())
           , (pg_current_wal_lsn() - '0/0')::bigint
      """;
  private static final String STANDBY =
      """
      select (select system_identifier from pg_control_system())
           , pg_is_in_recovery()
           , coalesce((pg_last_wal_replay_lsn() - '0/0')::bigint, 0)
           , extract(epoch from pg_postmaster_start_time())::text
           , pg_backend_pid()
      """;

  private final CheckConnection primary;
  private final CheckConnection standby;
  private final Function<String, Database> newPool;
  private final LongSupplier nanoTime;
  private final ReplayHistory history = new ReplayHistory();
  private Optional<Pool> pool = Optional.empty();

  private record Primary(long system, long wal) {}

  private record Standby(
      long system, boolean inRecovery, long replayed, String startedAt, boolean pooled) {}

  private record Pool(String startedAt, Database database) {}

  /// @param newPool opens a pool for the start of the server at a time, as [#STANDBY] reads it
  StandbyCheck(
      Database primary,
      String standbyUrl,
      Properties standbyProperties,
      Function<String, Database> newPool,
      LongSupplier nanoTime) {
    this.primary = new CheckConnection(primary.target().url(), primary.plan().driverProperties());
    this.standby = new CheckConnection(standbyUrl, standbyProperties);
    this.newPool = newPool;
    this.nanoTime = nanoTime;
  }

  @Override
  public StandbyState check() {
    long time = nanoTime.getAsLong();
    Primary present;
    try {
      present = readPrimary();
    } catch (SQLException e) {
      // What was known remains valid, and becomes too old.
      return current("The position of the primary cannot be read: " + e.getMessage());
    }
    Standby found;
    try {
      found = readStandby();
    } catch (SQLException e) {
      return unusable(StandbyCondition.UNREACHABLE, String.valueOf(e.getMessage()));
    }
    Optional<StandbyCondition> reason = reason(present, found);
    if (reason.isPresent()) {
      return unusable(reason.get(), "");
    }
    if (pool.filter(open -> open.startedAt().equals(found.startedAt())).isEmpty()) {
      discardPool();
      pool = Optional.of(new Pool(found.startedAt(), newPool.apply(found.startedAt())));
    }
    history.primaryAt(time, present.wal());
    history.standbyAt(found.replayed());
    return current("");
  }

  private Optional<StandbyCondition> reason(Primary present, Standby found) {
    if (found.pooled()) {
      return Optional.of(StandbyCondition.POOLED);
    }
    if (found.system() != present.system()) {
      return Optional.of(StandbyCondition.OTHER_SYSTEM);
    }
    if (!found.inRecovery()) {
      return Optional.of(StandbyCondition.NOT_IN_RECOVERY);
    }
    return found.replayed() > present.wal() && isAhead(found.replayed())
        ? Optional.of(StandbyCondition.AHEAD)
        : Optional.empty();
  }

  /// The primary may have advanced since its position was read. If that cannot be determined, the
  /// standby is not used until it can.
  private boolean isAhead(long replayed) {
    try {
      return replayed > readPrimary().wal();
    } catch (SQLException _) {
      return true;
    }
  }

  private Primary readPrimary() throws SQLException {
    return primary.query(PRIMARY, (row, _) -> new Primary(row.getLong(1), row.getLong(2)));
  }

  private Standby readStandby() throws SQLException {
    return standby.query(
        STANDBY,
        (row, process) ->
            new Standby(
                row.getLong(1),
                row.getBoolean(2),
                row.getLong(3),
                row.getString(4),
                row.getInt(5) != process));
  }

  private StandbyState current(String detail) {
    OptionalLong completeUntil = history.completeUntil();
    Optional<Database> database = pool.map(Pool::database);
    StandbyState state = new StandbyState(StandbyCondition.IN_USE, detail, completeUntil, database);
    if (database.isEmpty()) {
      return new StandbyState(StandbyCondition.NOT_CHECKED, detail, completeUntil, database);
    }
    return state.isRecentAt(nanoTime.getAsLong())
        ? state
        : new StandbyState(StandbyCondition.LAGGING, detail, completeUntil, database);
  }

  private StandbyState unusable(StandbyCondition condition, String detail) {
    history.clear();
    discardPool();
    return new StandbyState(condition, detail, OptionalLong.empty(), Optional.empty());
  }

  /// Ends the statements in progress: on a connection that was lost they would wait for the socket
  /// timeout.
  private void discardPool() {
    history.clear();
    pool.map(Pool::database).ifPresent(Database::close);
    pool = Optional.empty();
  }

  @Override
  public void close() {
    discardPool();
    primary.close();
    standby.close();
  }
}
