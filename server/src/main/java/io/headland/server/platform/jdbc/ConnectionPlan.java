package io.headland.server.platform.jdbc;

import io.headland.server.platform.config.DatabaseConfig.DatabaseLimits;
import io.headland.server.platform.config.StartupException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The creation of connections to one PostgreSQL: the properties of the driver, and a statement
/// that is executed once on each new connection. Properties in the URL have precedence.
///
/// Behind a pooler in transaction mode, such as PgBouncer, consecutive transactions of one
/// connection run in different server processes. Then prepared statements have no names, and no
/// parameter is set for a session.
public final class ConnectionPlan {
  private static final Logger log = LoggerFactory.getLogger(ConnectionPlan.class);
  private static final String ENCODING = "UTF8";

  /// The time after which a host is checked again whether it is the primary.
  private static final String HOST_RECHECK_SECONDS = "2";

  private static final Duration LONGEST_CONNECT = Duration.ofSeconds(5);

  /// A migration may build an index over all fields.
  private static final Duration LONGEST_MIGRATION = Duration.ofHours(6);

  private final Properties properties;
  private final boolean pooled;
  private final Optional<String> initialStatement;

  private ConnectionPlan(Properties properties, boolean pooled, Optional<String> initialStatement) {
    this.properties = properties;
    this.pooled = pooled;
    this.initialStatement = initialStatement;
  }

  /// For a PostgreSQL without a pooler, without a check.
  public static ConnectionPlan direct(JdbcTarget target, DatabaseLimits limits) {
    return new ConnectionPlan(
        properties(target, limits), false, Optional.of(sessionSettings(limits)));
  }

  /// For an embedded PostgreSQL. Each new connection checks that it reached the PostgreSQL of this
  /// data folder: after a crash another one, such as that of a copy of the folder with the same
  /// password, could use its port.
  public static ConnectionPlan embedded(
      JdbcTarget target, String dataDirectory, DatabaseLimits limits) {
    return new ConnectionPlan(
        properties(target, limits),
        false,
        Optional.of(check(dataDirectory) + sessionSettings(limits)));
  }

  /// For a standby. Each new connection checks that it reached the same start of the same server:
  /// behind an address there may be several servers, and after a restart a standby may show an
  /// earlier state than before.
  ///
  /// @param startedAt the result of `extract(epoch from pg_postmaster_start_time())::text`
  public static ConnectionPlan standby(JdbcTarget target, String startedAt, DatabaseLimits limits) {
    return new ConnectionPlan(
        properties(target, limits),
        false,
        Optional.of(
            refuseUnless(
                    "extract(epoch from pg_postmaster_start_time())::text",
                    startedAt,
                    "another start of a server")
                + sessionSettings(limits)
                + "; set default_transaction_read_only = on"));
  }

  private static String check(String dataDirectory) {
    return refuseUnless(
        "current_setting('data_directory')",
        dataDirectory,
        "the PostgreSQL of another data folder");
  }

  private static String refuseUnless(String expression, String value, String other) {
    return """
    do $check$
    begin
      if %s <> '%s' then
        raise exception 'this is %s' using errcode = '08004';
      end if;
    end
    $check$;\
    """
        .formatted(expression, value.replace("'", "''"), other);
  }

  /// Connects once to check the server at the address.
  ///
  /// @throws StartupException when the database is not reachable or has an encoding other than UTF8
  public static ConnectionPlan probe(JdbcTarget target, DatabaseLimits limits) {
    Properties properties = properties(target, limits);
    try {
      return probe(target, properties, limits);
    } catch (SQLException e) {
      if (!refusesStartupParameters(e)) {
        throw unreachable(target, e);
      }
    }
    // PgBouncer rejects startup parameters that its configuration does not list: then the driver
    // sets them by statements.
    properties.remove("assumeMinServerVersion");
    try {
      return probe(target, properties, limits);
    } catch (SQLException e) {
      throw unreachable(target, e);
    }
  }

  private static ConnectionPlan probe(
      JdbcTarget target, Properties properties, DatabaseLimits limits) throws SQLException {
    try (Connection connection = PostgresDataSource.connect(target.url(), properties)) {
      PGConnection postgres = connection.unwrap(PGConnection.class);
      checkEncoding(target, postgres.getParameterStatus("server_encoding"));
      if (postgres.getBackendPID() == serverProcess(connection)) {
        return new ConnectionPlan(properties, false, Optional.of(sessionSettings(limits)));
      }
      log.info(
          "A connection pooler was detected: statements are not prepared by"
              + " name, and database.statement-timeout has no effect");
      properties.setProperty("prepareThreshold", "0");
      return new ConnectionPlan(properties, true, Optional.empty());
    }
  }

  /// A pooler sends different process numbers to its clients.
  private static int serverProcess(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select pg_backend_pid()")) {
      row.next();
      return row.getInt(1);
    }
  }

  private static void checkEncoding(JdbcTarget target, @Nullable String encoding) {
    if (!ENCODING.equals(encoding)) {
      throw new StartupException(
          "The database at %s has the encoding %s, and Headland needs UTF8: create one with \"create database headland encoding 'UTF8' template template0\"."
              .formatted(target.url(), encoding));
    }
  }

  private static boolean refusesStartupParameters(SQLException failure) {
    return String.valueOf(failure.getMessage()).contains("unsupported startup parameter");
  }

  private static StartupException unreachable(JdbcTarget target, SQLException failure) {
    return new StartupException(
        "The database at %s is not reachable: %s".formatted(target.url(), failure.getMessage()),
        failure);
  }

  /// A copy of the properties of the driver.
  public Properties driverProperties() {
    var copy = new Properties();
    copy.putAll(properties);
    return copy;
  }

  /// The properties for Flyway, which has the user and the password itself.
  Map<String, String> migrationProperties() {
    Map<String, String> migration = new HashMap<>();
    properties.stringPropertyNames().stream()
        .filter(name -> !name.equals("user") && !name.equals("password"))
        .forEach(name -> migration.put(name, properties.getProperty(name)));
    migration.put("socketTimeout", Long.toString(LONGEST_MIGRATION.toSeconds()));
    return migration;
  }

  Optional<String> initialStatement() {
    return initialStatement;
  }

  /// Whether there is a pooler in front of the database.
  boolean isPooled() {
    return pooled;
  }

  private static String sessionSettings(DatabaseLimits limits) {
    // A session of a node that is partitioned from the database must not hold locks indefinitely.
    String idle =
        "set idle_in_transaction_session_timeout = %d".formatted(limits.socket().toMillis());
    return limits.statement().isZero()
        ? idle
        : "set statement_timeout = %d; %s".formatted(limits.statement().toMillis(), idle);
  }

  private static Properties properties(JdbcTarget target, DatabaseLimits limits) {
    var properties = new Properties();
    if (!target.user().isBlank()) {
      properties.setProperty("user", target.user());
    }
    if (!target.password().isBlank()) {
      properties.setProperty("password", target.password().reveal());
    }
    properties.setProperty("ApplicationName", "headland");
    properties.setProperty("assumeMinServerVersion", "14");
    properties.setProperty("loginTimeout", seconds(limits.login()));
    properties.setProperty("connectTimeout", seconds(shorter(limits.login(), LONGEST_CONNECT)));
    properties.setProperty("socketTimeout", seconds(limits.socket()));
    properties.setProperty("socketFactory", GuardedSocketFactory.class.getName());
    properties.setProperty(
        "cancelSignalTimeout", seconds(shorter(limits.login(), LONGEST_CONNECT)));
    properties.setProperty("hostRecheckSeconds", HOST_RECHECK_SECONDS);
    properties.setProperty("reWriteBatchedInserts", "true");
    properties.setProperty("tcpKeepAlive", "true");
    return properties;
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private static String seconds(Duration time) {
    return Long.toString(Math.max(1, time.toSeconds()));
  }
}
