package io.headland.server.platform.jdbc;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.StatementCustomizer;
import org.postgresql.PGStatement;

/// For which values of its parameters PostgreSQL plans a query.
public enum QueryPlan {
  /// For all. The statement is prepared when it has been executed several times, and PostgreSQL
  /// plans it once: for statements with one sensible plan, whatever the number of rows.
  ///
  /// If the plan for all values seems to cost more than one for the values of an execution,
  /// PostgreSQL plans the statement at each execution nevertheless, as with `= any(:ids)` and an
  /// array of one element. With `= any(array(select unnest(:ids)))` both costs are the same, since
  /// PostgreSQL does not evaluate subqueries when it plans.
  GENERIC {
    @Override
    public Query query(Handle handle, String sql) {
      return handle.createQuery(sql);
    }
  },

  /// For those of each execution. A generic plan is made for the average number of rows of a Leaf
  /// user or an API owner, and PostgreSQL uses it if its estimated cost is not higher than that of
  /// the plans before. Where the best plan depends on the values, it may read and sort all rows of
  /// one with very many instead of a page.
  CUSTOM {
    @Override
    public Query query(Handle handle, String sql) {
      return handle.createQuery(sql).addCustomizer(NOT_PREPARED);
    }
  };

  private static final StatementCustomizer NOT_PREPARED =
      new StatementCustomizer() {
        @Override
        public void beforeBinding(PreparedStatement statement, StatementContext context)
            throws SQLException {
          statement.unwrap(PGStatement.class).setPrepareThreshold(0);
        }
      };

  public abstract Query query(Handle handle, String sql);
}
