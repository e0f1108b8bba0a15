package io.headland.bench.limit;

import io.headland.bench.world.Statement;
import java.util.List;

/// What the server asks of PostgreSQL for one request.
public enum Transaction {
  GET,
  LIST,
  PATCH;

  /// Whether the statements are one transaction of several; a single one needs no words for that.
  public boolean isBracketed() {
    return this == PATCH;
  }

  public List<Statement> statements() {
    return switch (this) {
      case GET -> List.of(Statement.GET);
      case LIST -> List.of(Statement.TOTAL, Statement.PAGE);
      case PATCH -> List.of(Statement.LOCK, Statement.CHOOSE);
    };
  }
}
