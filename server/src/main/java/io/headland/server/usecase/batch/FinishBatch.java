package io.headland.server.usecase.batch;

import io.headland.server.core.batch.Batch;
import io.headland.server.core.batch.BatchStore;
import io.headland.server.core.event.EventStore;
import io.headland.server.core.event.EventType;
import io.headland.server.core.event.NewEvent;
import io.headland.server.core.leafuser.LeafUserLock;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.json.Json;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/// Stores the result of a batch with its event.
public final class FinishBatch {
  private final Jdbi jdbi;
  private final BatchStore batches;

  public FinishBatch(Jdbi jdbi, BatchStore batches) {
    this.jdbi = jdbi;
    this.batches = batches;
  }

  /// Stores the result.
  ///
  /// @param details why the batch failed; blank otherwise
  public void finish(
      ApiOwnerId owner, Batch batch, Batch.Status status, String details, Instant now) {
    jdbi.useTransaction(
        handle -> {
          LeafUserLock.share(handle, owner, batch.leafUser());
          if (batches.setStatus(handle, owner, batch.id(), status, details, now)) {
            NewEvent event =
                new NewEvent(
                    EventType.BATCH_FINISHED,
                    batch.leafUser(),
                    null,
                    "batch/" + batch.id(),
                    Json.MAPPER
                        .createObjectNode()
                        .put("batchId", batch.id().toString())
                        .put("status", status.name())
                        .put("message", details));
            EventStore.write(handle, owner, List.of(event), now);
          }
        });
  }
}
