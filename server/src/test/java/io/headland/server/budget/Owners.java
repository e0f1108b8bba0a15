package io.headland.server.budget;

import io.headland.server.persistence.Database;
import java.util.UUID;

/// API owners in the database.
final class Owners {
  private Owners() {}

  static void add(Database database, UUID id) {
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
