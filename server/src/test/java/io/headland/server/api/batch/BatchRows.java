package io.headland.server.api.batch;

import io.headland.server.ServerFixture;
import io.headland.server.platform.id.ApiOwnerId;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/// Batches and machine files in the database, of one API owner.
public final class BatchRows {
  private final Jdbi jdbi;
  private final ApiOwnerId owner;

  private BatchRows(Jdbi jdbi, ApiOwnerId owner) {
    this.jdbi = jdbi;
    this.owner = owner;
  }

  public static BatchRows of(ServerFixture server, String email) {
    return new BatchRows(server.jdbi(), server.ownerId(email));
  }

  /// A batch without a task.
  public String insert(String leafUser, String status, String details) {
    UUID id = UUID.randomUUID();
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    """
                    insert into batch
                           (api_owner_id, id, leaf_user_id, provider, file_name, size_in_bytes, digest, status,
                            status_details, created_at, updated_at)
                    values (:owner, :id, :leafUser::uuid, 'Other', 'harvest.zip', 10, :digest, :status, :details, now(), now())
                    """)
                .bind("owner", owner)
                .bind("id", id)
                .bind("leafUser", leafUser)
                .bind("digest", id.toString().getBytes(java.nio.charset.StandardCharsets.US_ASCII))
                .bind("status", status)
                .bind("details", details)
                .execute());
    return id.toString();
  }

  /// A machine file of a batch.
  public String file(String leafUser, String batch, String status, String step, String message) {
    UUID id = UUID.randomUUID();
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    """
                    insert into machine_file
                           (api_owner_id, id, leaf_user_id, provider, origin, batch_id, source_name, format, status,
                            failed_step, message, size_in_bytes, created_at, updated_at)
                    values (:owner, :id, :leafUser::uuid, 'Other', 'UPLOADED', :batch::uuid, :id::text, 'SHAPEFILE', :status,
                            :step, :message, 10, now(), now())
                    """)
                .bind("owner", owner)
                .bind("id", id)
                .bind("leafUser", leafUser)
                .bind("batch", batch)
                .bind("status", status)
                .bind("step", step)
                .bind("message", message)
                .execute());
    return id.toString();
  }
}
