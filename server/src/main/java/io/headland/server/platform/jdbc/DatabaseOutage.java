package io.headland.server.platform.jdbc;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A temporary failure of the database, in contrast to an invalid statement: the former may be
/// retried; the latter is a defect.
///
/// @param kind the reason of the outage
/// @param sqlState as reported by the server or the driver; blank when the pool had no connection
public record DatabaseOutage(OutageKind kind, String sqlState) {
  private static final int DEEPEST_CHAIN = 32;

  /// There was no connection: rejected or not established (class 08), or not accepted by the
  /// server.
  private static final Set<String> NOT_CONNECTED = Set.of("08001", "08003", "08004", "57P03");

  /// Whether an exception, or one of its causes, is an outage.
  public static boolean isCauseOf(Throwable failure) {
    return find(failure).isPresent();
  }

  /// The outage that an exception reports. A cause is more specific than the exception around it: a
  /// pool without a connection is caused by the reason for which none can be established. After an
  /// outage the rollback fails as well, and some libraries report that with the outage as
  /// suppressed exception.
  public static Optional<DatabaseOutage> find(Throwable failure) {
    return find(failure, DEEPEST_CHAIN);
  }

  private static Optional<DatabaseOutage> find(Throwable failure, int depth) {
    if (depth == 0) {
      return Optional.empty();
    }
    @Nullable Throwable cause = failure.getCause();
    Optional<DatabaseOutage> found = cause == null ? Optional.empty() : find(cause, depth - 1);
    if (found.isEmpty() && failure instanceof SQLException sql) {
      found = of(sql);
    }
    for (Throwable suppressed : failure.getSuppressed()) {
      if (found.isEmpty()) {
        found = find(suppressed, depth / 2);
      }
    }
    return found;
  }

  /// The outage that an exception itself reports, regardless of its causes.
  static Optional<DatabaseOutage> of(SQLException failure) {
    String state = failure.getSQLState() == null ? "" : failure.getSQLState();
    Optional<DatabaseOutage> known =
        OutageKind.find(state).map(kind -> new DatabaseOutage(kind, state));
    if (known.isEmpty() && failure instanceof SQLTransientConnectionException) {
      // HikariCP reports in this way that no connection was available in time.
      return Optional.of(new DatabaseOutage(OutageKind.NO_CONNECTION, ""));
    }
    return known;
  }

  /// Whether the connection was lost during its use: if that was during a commit, the transaction
  /// may have been committed.
  public boolean leavesCommitUnknown() {
    return (kind == OutageKind.CONNECTION || kind == OutageKind.SHUTDOWN)
        && !NOT_CONNECTED.contains(sqlState);
  }

  /// One sentence, such as "The database is read-only (SQLSTATE 25006)."
  public String sentence() {
    return sqlState.isEmpty()
        ? "The database %s.".formatted(kind.predicate())
        : "The database %s (SQLSTATE %s).".formatted(kind.predicate(), sqlState);
  }
}
