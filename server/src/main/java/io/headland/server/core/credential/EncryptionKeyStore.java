package io.headland.server.core.credential;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/// The master keys with which rows of the database are encrypted.
public final class EncryptionKeyStore {
  private final Jdbi jdbi;

  public EncryptionKeyStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  public List<String> list() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select id from encryption_key order by first_used_at")
                .mapTo(String.class)
                .list());
  }

  /// Records that a key is about to be used.
  public void add(String id, Instant now) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    """
                    insert into encryption_key (id, first_used_at)
                    values (:id, :now)
                    on conflict do nothing
                    """)
                .bind("id", id)
                .bind("now", now)
                .execute());
  }
}
