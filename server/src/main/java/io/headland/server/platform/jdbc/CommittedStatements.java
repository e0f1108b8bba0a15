package io.headland.server.platform.jdbc;

import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import org.jdbi.v3.core.statement.DefaultStatementBuilder;
import org.jdbi.v3.core.statement.StatementContext;

/// Rejects the statements of a handle whose transaction was committed by [Pipeline#commit]. They
/// would be executed in a transaction of their own: outside of the locks that the caller believes
/// to hold, and stored even if the caller fails.
final class CommittedStatements extends DefaultStatementBuilder {
  @Override
  public Statement create(Connection connection, StatementContext context) {
    throw rejection();
  }

  @Override
  public PreparedStatement create(Connection connection, String sql, StatementContext context) {
    throw rejection();
  }

  @Override
  public CallableStatement createCall(Connection connection, String sql, StatementContext context) {
    throw rejection();
  }

  private static IllegalStateException rejection() {
    return new IllegalStateException(
        "A statement follows the commit of its transaction: Pipeline.commit must be the last call");
  }
}
