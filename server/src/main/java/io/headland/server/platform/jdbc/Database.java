package io.headland.server.platform.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.headland.server.platform.config.DatabaseConfig.DatabaseLimits;
import java.time.Duration;
import javax.sql.DataSource;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.HandleConsumer;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementExceptions;

/// The connection pool of one PostgreSQL, with Jdbi.
///
/// During an outage each call fails with an exception that `DatabaseOutage` recognizes; afterwards
/// calls succeed again without a restart.
public final class Database implements AutoCloseable {
  private static final int MIN_IDLE_CONNECTIONS = 2;

  private final JdbcTarget target;
  private final ConnectionPlan plan;
  private final HikariDataSource pool;
  private final Jdbi jdbi;

  private Database(JdbcTarget target, ConnectionPlan plan, HikariDataSource pool) {
    this.target = target;
    this.plan = plan;
    this.pool = pool;
    this.jdbi = jdbi(pool);
  }

  /// Jdbi with the types of the program.
  public static Jdbi jdbi(DataSource dataSource) {
    Jdbi jdbi = Jdbi.create(dataSource).installPlugin(new PostgresMappings());
    ColumnCodecs.register(jdbi);
    // The arguments of a statement contain user data, and messages of exceptions are logged.
    jdbi.getConfig(StatementExceptions.class)
        .setMessageRendering(StatementExceptions.MessageRendering.NONE);
    return jdbi;
  }

  /// Creates the pool, which connects on first use.
  ///
  /// @param poolSize largest number of open connections
  /// @param connectionTimeout how long a call waits for a connection
  public static Database open(JdbcTarget target, int poolSize, Duration connectionTimeout) {
    return open(
        target,
        ConnectionPlan.direct(target, DatabaseLimits.defaults()),
        poolSize,
        connectionTimeout);
  }

  /// The same with a given plan of connections.
  public static Database open(
      JdbcTarget target, ConnectionPlan plan, int poolSize, Duration connectionTimeout) {
    return open(target, plan, poolSize, connectionTimeout, "headland", false);
  }

  /// A pool of a standby, whose connections reject writes.
  public static Database openStandby(
      JdbcTarget target, ConnectionPlan plan, int poolSize, Duration connectionTimeout) {
    return open(target, plan, poolSize, connectionTimeout, "headland-standby", true);
  }

  private static Database open(
      JdbcTarget target,
      ConnectionPlan plan,
      int poolSize,
      Duration connectionTimeout,
      String name,
      boolean readOnly) {
    var config = new HikariConfig();
    config.setPoolName(name);
    config.setReadOnly(readOnly);
    config.setDataSource(new PostgresDataSource(target.url(), plan.driverProperties()));
    plan.initialStatement().ifPresent(config::setConnectionInitSql);
    config.setExceptionOverride(new OutageEviction());
    config.setMaximumPoolSize(poolSize);
    if (poolSize > MIN_IDLE_CONNECTIONS) {
      config.setMinimumIdle(MIN_IDLE_CONNECTIONS);
      config.setIdleTimeout(Duration.ofMinutes(2).toMillis());
    }
    config.setConnectionTimeout(connectionTimeout.toMillis());
    config.setValidationTimeout(Math.max(250, connectionTimeout.toMillis() / 2));
    config.setInitializationFailTimeout(-1);
    return new Database(target, plan, new HikariDataSource(config));
  }

  public Jdbi jdbi() {
    return jdbi;
  }

  public DataSource dataSource() {
    return pool;
  }

  public JdbcTarget target() {
    return target;
  }

  /// How its connections are created.
  public ConnectionPlan plan() {
    return plan;
  }

  /// Migrates the schema to this program's version; several nodes may do so concurrently.
  ///
  /// @throws io.headland.server.platform.config.StartupException when the database is not
  ///   reachable, or its schema cannot be migrated
  public void migrate() {
    if (!Migrations.areDone(jdbi)) {
      Migrations.run(target, plan);
    }
  }

  /// Executes statements in one transaction and returns their result.
  public <R, X extends Exception> R inTransaction(HandleCallback<R, X> statements) throws X {
    return jdbi.inTransaction(statements);
  }

  public <X extends Exception> void useTransaction(HandleConsumer<X> statements) throws X {
    jdbi.useTransaction(statements);
  }

  /// Executes statements in autocommit mode on one connection.
  public <R, X extends Exception> R withHandle(HandleCallback<R, X> statements) throws X {
    return jdbi.withHandle(statements);
  }

  @Override
  public void close() {
    pool.close();
  }
}
