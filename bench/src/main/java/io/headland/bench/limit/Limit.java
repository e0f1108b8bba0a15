package io.headland.bench.limit;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;

/// Does what the server does in PostgreSQL, without the server.
public interface Limit {
  /// What this is, in a few words.
  String name();

  /// Transactions a second, over as many connections as clients have to the server.
  double perSecond(Transaction transaction, Duration howLong)
      throws IOException, InterruptedException, SQLException;
}
