package io.headland.server.platform.jdbc;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementBuilder;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.jdbi.v3.core.statement.Update;

/// Statements of a transaction that are sent together, so that they take one round trip to
/// PostgreSQL ("Pipelining" in its manual): for statements whose results are not needed.
///
/// They are executed in their order. If one fails, PostgreSQL skips those after it, also the
/// commit. For the driver they are one statement, whose parts it prepares after a few executions.
public final class Pipeline {
  private Pipeline() {}

  /// Executes statements.
  ///
  /// @param statements of this handle, not executed
  public static void execute(Handle handle, List<Update> statements) {
    run(handle, statements, Stream.empty());
  }

  /// Executes the last statements of a transaction and commits it: nothing can be rolled back after
  /// that, and the handle rejects further statements.
  ///
  /// @param statements of this handle, not executed; if there are none, the caller commits
  public static void commit(Handle handle, List<Update> statements) {
    run(handle, statements, Stream.of("COMMIT"));
    if (!statements.isEmpty()) {
      handle.setStatementBuilder(new CommittedStatements());
    }
  }

  private static void run(Handle handle, List<Update> statements, Stream<String> end) {
    if (!handle.isInTransaction()) {
      throw new IllegalStateException("A pipeline requires a transaction");
    }
    if (statements.isEmpty()) {
      return;
    }
    try {
      send(handle, records(handle, statements), end);
    } catch (SQLException e) {
      throw new UnableToExecuteStatementException(e, statements.getFirst().getContext());
    } finally {
      statements.forEach(Update::close); // also the arrays that they have created
    }
  }

  private static void send(Handle handle, List<StatementRecord> records, Stream<String> end)
      throws SQLException {
    // A line of its own, since a statement may end with a comment.
    String sql =
        Stream.concat(records.stream().map(StatementRecord::sql), end)
            .collect(Collectors.joining("\n;"));
    try (PreparedStatement statement = handle.getConnection().prepareStatement(sql)) {
      int position = 0;
      for (StatementRecord one : records) {
        position += one.bind(statement, position);
      }
      statement.execute();
    }
  }

  /// Lets Jdbi render and bind the statements.
  private static List<StatementRecord> records(Handle handle, List<Update> statements) {
    StatementBuilder builder = handle.getStatementBuilder();
    var recorder = new StatementRecorder();
    handle.setStatementBuilder(recorder);
    try {
      // The result of `execute()` would close the statement, whose values are needed later.
      statements.forEach(statement -> statement.execute((execution, _) -> execution.get()));
    } finally {
      handle.setStatementBuilder(builder);
    }
    return recorder.records();
  }
}
