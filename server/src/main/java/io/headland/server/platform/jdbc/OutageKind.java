package io.headland.server.platform.jdbc;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The SQLSTATEs that are outages, in one table.
///
/// From https://www.postgresql.org/docs/18/errcodes-appendix.html (seen 2026-11-28): all of class
/// 08 (connection exception), 53 (insufficient resources), 57 (operator intervention) and 58
/// (system error), and those of other classes that are temporary. Not included, because a retry
/// does not help or a defect would be hidden: 40001, 40P01 (serialization failure, deadlock), 54
/// (program limit exceeded), XX (internal error, corruption).
public enum OutageKind {
  /// The network, a proxy or the server closed the connection, or none can be established.
  /// PgBouncer reports its own errors as 08P01.
  CONNECTION(
      "is not reachable", true, "08000", "08001", "08003", "08004", "08006", "08007", "08P01"),
  /// A standby, or `default_transaction_read_only`. The connection is closed so that the next one
  /// can find the primary.
  READ_ONLY("is read-only", true, "25006"),
  /// `idle_in_transaction_session_timeout`: the server has closed the connection.
  IDLE_IN_TRANSACTION("ended a session that was idle in a transaction", true, "25P03"),
  /// `transaction_timeout`: the server has closed the connection.
  TRANSACTION_TIMEOUT("ended a transaction that took too long", true, "25P04"),
  /// The password or `pg_hba.conf` was changed.
  LOGIN("rejects the login", true, "28000", "28P01"),
  /// The database was dropped or renamed.
  NO_DATABASE("does not exist", true, "3D000"),
  RESOURCES("has insufficient resources", false, "53000", "53400"),
  /// Reads still succeed.
  DISK_FULL("has no disk space", false, "53100"),
  /// Closing the connection ends its backend, which releases the memory of its caches.
  OUT_OF_MEMORY("is out of memory", true, "53200"),
  TOO_MANY_CONNECTIONS("has too many connections", true, "53300"),
  LOCK_TIMEOUT("did not grant a lock in time", false, "55P03"),
  /// `statement_timeout`, or an operator that canceled the statement.
  STATEMENT_TIMEOUT("did not finish a statement in time", false, "57014"),
  /// Shut down by an operator (57P01), possibly only one connection; after the crash of another
  /// server process (57P02); not accepting connections (57P03); dropped (57P04).
  SHUTDOWN("is shutting down or starting", true, "57000", "57P01", "57P02", "57P03", "57P04"),
  /// `idle_session_timeout`: the server has closed the connection.
  IDLE_SESSION("ended an idle session", true, "57P05"),
  /// Failed reads and writes, missing files.
  SYSTEM("has a system error", false, "58000", "58030", "58P01", "58P02"),
  /// The pool has no free connection, and no new one could be made in time.
  NO_CONNECTION("has no free connection", false);

  private static final Map<String, OutageKind> BY_STATE =
      Arrays.stream(values())
          .flatMap(kind -> kind.states().stream().map(state -> Map.entry(state, kind)))
          .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

  private static final Map<String, OutageKind> BY_CLASS =
      Map.of("08", CONNECTION, "53", RESOURCES, "57", SHUTDOWN, "58", SYSTEM);

  private final String predicate;
  private final boolean evicts;
  private final String states;

  OutageKind(String predicate, boolean evicts, String... states) {
    this.predicate = predicate;
    this.evicts = evicts;
    this.states = String.join(" ", states);
  }

  /// The kind of an SQLSTATE. A state that PostgreSQL adds to a class of outages belongs to the
  /// class.
  static Optional<OutageKind> find(String sqlState) {
    if (sqlState.length() != 5) {
      return Optional.empty();
    }
    return Optional.ofNullable(BY_STATE.get(sqlState))
        .or(() -> Optional.ofNullable(BY_CLASS.get(sqlState.substring(0, 2))));
  }

  /// The predicate of a sentence about the database.
  public String predicate() {
    return predicate;
  }

  /// Whether the connection that reported it must not be used again.
  boolean evicts() {
    return evicts;
  }

  Set<String> states() {
    return states.isEmpty() ? Set.of() : Set.of(states.split(" ", -1));
  }
}
