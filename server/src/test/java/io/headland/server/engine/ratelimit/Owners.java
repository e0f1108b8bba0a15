package io.headland.server.engine.ratelimit;

import io.headland.server.platform.jdbc.Database;
import java.util.UUID;

/// API owners in the database.
public final class Owners {
  private Owners() {}

  public static void add(Database database, UUID id) {
    database
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    """
                    insert into api_owner (id, email, password_hash, created_at)
                    values (?, ?, '', now())
                    """,
                    id,
                    id + "@example.com"));
  }
}
