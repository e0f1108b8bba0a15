package io.headland.server.platform.jdbc;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A statement that is not sent: its text, and the calls that set its parameters.
final class StatementRecord implements InvocationHandler {
  private final Connection connection;
  private final String sql;
  private final List<Call> calls = new ArrayList<>();

  /// A call that sets the parameter with the number in its first argument.
  private record Call(Method method, List<Object> arguments) {
    int parameter() {
      return (int) arguments.getFirst();
    }

    void repeat(PreparedStatement statement, int before) throws SQLException {
      Object[] moved = arguments.toArray();
      moved[0] = before + parameter();
      try {
        method.invoke(statement, moved);
      } catch (InvocationTargetException e) {
        if (e.getCause() instanceof SQLException failure) {
          throw failure;
        }
        throw new IllegalStateException("A parameter could not be set", e);
      } catch (IllegalAccessException e) {
        throw new IllegalStateException("A method of PreparedStatement is not public", e);
      }
    }
  }

  StatementRecord(Connection connection, String sql) {
    this.connection = connection;
    this.sql = sql;
  }

  /// What Jdbi uses as the statement.
  PreparedStatement statement() {
    return (PreparedStatement)
        Proxy.newProxyInstance(
            StatementRecord.class.getClassLoader(), new Class<?>[] {PreparedStatement.class}, this);
  }

  String sql() {
    return sql.strip();
  }

  /// Sets the parameters of a statement that contains this one.
  ///
  /// @param before the number of parameters before those of this one
  /// @return the number of its parameters
  int bind(PreparedStatement statement, int before) throws SQLException {
    int parameters = 0;
    for (Call call : calls) {
      call.repeat(statement, before);
      parameters = Math.max(parameters, call.parameter());
    }
    return parameters;
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
      throws SQLFeatureNotSupportedException {
    if (arguments != null && isParameter(method, arguments)) {
      calls.add(new Call(method, Arrays.asList(arguments)));
      return null;
    }
    return switch (method.getName()) {
      case "getConnection" -> connection;
      case "execute" -> false; // no result set
      case "getUpdateCount" -> 0;
      case "close" -> null;
      default -> throw new SQLFeatureNotSupportedException("In a pipeline: " + method.getName());
    };
  }

  private static boolean isParameter(Method method, Object[] arguments) {
    return method.getName().startsWith("set")
        && arguments.length > 1
        && arguments[0] instanceof Integer;
  }
}
