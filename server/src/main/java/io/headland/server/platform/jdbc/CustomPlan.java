package io.headland.server.platform.jdbc;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.StatementCustomizer;
import org.postgresql.PGStatement;

/// Queries that PostgreSQL plans for the values of their parameters, at each execution.
///
/// A statement that is executed often is prepared, and PostgreSQL then uses a generic plan, made
/// for the average number of rows of a Leaf user or an API owner, if its estimated cost is not
/// higher than that of the plans before. For one with very many rows such a plan reads and sorts
/// all of them instead of a page.
public final class CustomPlan {
  private static final StatementCustomizer NOT_PREPARED =
      new StatementCustomizer() {
        @Override
        public void beforeBinding(PreparedStatement statement, StatementContext context)
            throws SQLException {
          statement.unwrap(PGStatement.class).setPrepareThreshold(0);
        }
      };

  private CustomPlan() {}

  public static Query query(Handle handle, String sql) {
    return handle.createQuery(sql).addCustomizer(NOT_PREPARED);
  }
}
