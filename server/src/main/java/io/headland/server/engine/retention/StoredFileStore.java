package io.headland.server.engine.retention;

import io.headland.server.platform.id.ApiOwnerId;
import java.util.Collection;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/// The rows to which files of the file store belong.
final class StoredFileStore {
  private final Jdbi jdbi;

  StoredFileStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /// Whether an API owner exists.
  boolean exists(ApiOwnerId owner) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select exists (select 1 from api_owner where id = :owner)")
                .bind("owner", owner)
                .mapTo(Boolean.class)
                .one());
  }

  /// Those of the ids that are ids of batches, uploads, machine files or operations.
  Set<UUID> existing(ApiOwnerId owner, Collection<UUID> ids) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select id from batch where api_owner_id = :owner and id = any(:ids)
                     union all
                    select id from machine_file where api_owner_id = :owner and id = any(:ids)
                     union all
                    select id from archive_upload where api_owner_id = :owner and id = any(:ids)
                     union all
                    select id from field_operation where api_owner_id = :owner and id = any(:ids)
                    """)
                .bind("owner", owner)
                .bind("ids", ids.toArray(UUID[]::new))
                .mapTo(UUID.class)
                .set());
  }
}
