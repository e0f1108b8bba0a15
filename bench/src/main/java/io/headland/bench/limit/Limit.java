package io.headland.bench.limit;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;

/// Executes the server's statements in PostgreSQL, without the server.
public interface Limit {
  /// A short description.
  String name();

  /// Transactions per second, over as many connections as clients have to the server.
  double perSecond(Transaction transaction, Duration howLong)
      throws IOException, InterruptedException, SQLException;
}
