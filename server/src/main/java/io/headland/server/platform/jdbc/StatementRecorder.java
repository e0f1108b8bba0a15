package io.headland.server.platform.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.statement.DefaultStatementBuilder;
import org.jdbi.v3.core.statement.StatementContext;

/// Records the statements of Jdbi instead of preparing them.
final class StatementRecorder extends DefaultStatementBuilder {
  private final List<StatementRecord> records = new ArrayList<>();

  @Override
  public PreparedStatement create(Connection connection, String sql, StatementContext context) {
    var statement = new StatementRecord(connection, sql);
    records.add(statement);
    return statement.statement();
  }

  List<StatementRecord> records() {
    return List.copyOf(records);
  }
}
