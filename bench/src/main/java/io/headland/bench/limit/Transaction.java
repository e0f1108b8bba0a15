package io.headland.bench.limit;

import io.headland.bench.world.Statement;
import java.util.List;

/// The statements that the server executes in PostgreSQL for one request.
public enum Transaction {
  GET,
  LIST,
  PATCH;

  /// Whether the statements form a transaction block; a single one does not require it.
  public boolean isBracketed() {
    return this == PATCH;
  }

  public List<Statement> statements() {
    return switch (this) {
      case GET -> List.of(Statement.GET);
      case LIST -> List.of(Statement.PAGE);
      case PATCH -> List.of(Statement.LOCK);
    };
  }
}
