package io.headland.server.persistence;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Tells a database that cannot be reached from a statement that failed: the first passes, and a
/// caller may try again; the second is a bug.
public final class DatabaseOutage {
  /// https://www.postgresql.org/docs/current/errcodes-appendix.html (seen 2026-11-22): 53300 too
  /// many connections, 57P01 to 57P03 shutting down, crashed, starting up.
  private static final Set<String> STATES = Set.of("53300", "57P01", "57P02", "57P03");

  private static final String CONNECTION_EXCEPTION = "08";
  private static final int DEEPEST_CHAIN = 32;

  private DatabaseOutage() {}

  /// Whether an exception, or anything that caused it, says that the database is out of reach.
  public static boolean isCauseOf(Throwable failure) {
    @Nullable Throwable cause = failure;
    for (int depth = 0; cause != null && depth < DEEPEST_CHAIN; depth++) {
      if (cause instanceof SQLException sql && isOutage(sql)) {
        return true;
      }
      cause = cause.getCause();
    }
    return false;
  }

  private static boolean isOutage(SQLException failure) {
    // HikariCP says so when no connection came free, or none could be made, in time.
    if (failure instanceof SQLTransientConnectionException) {
      return true;
    }
    String state = failure.getSQLState();
    return state != null && (state.startsWith(CONNECTION_EXCEPTION) || STATES.contains(state));
  }
}
