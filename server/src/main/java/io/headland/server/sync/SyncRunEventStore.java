package io.headland.server.sync;

import io.headland.server.event.EventStore;
import io.headland.server.event.EventType;
import io.headland.server.event.NewEvent;
import io.headland.server.http.Json;
import io.headland.server.id.ApiOwnerId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Tells how runs end, within the transaction that ends them. Of one that found everything as it
/// was nothing is told: that costs nothing.
final class SyncRunEventStore {
  /// So many organizations are named of which the run stored nothing, or not all.
  private static final int MOST_NAMED = 100;

  private SyncRunEventStore() {}

  static void ended(Handle handle, ApiOwnerId owner, SyncRun run, Instant now) {
    Optional<EventType> type = typeOf(run.state());
    if (type.isEmpty()) {
      return;
    }
    List<RunPart> parts = RunPartStore.list(handle, owner, List.of(run.id()));
    NewEvent event =
        new NewEvent(
            type.get(),
            run.leafUserId(),
            run.provider().wireName(),
            "sync-run/" + run.id(),
            data(run, parts));
    EventStore.write(handle, owner, List.of(event), now);
  }

  private static Optional<EventType> typeOf(SyncRunState state) {
    return switch (state) {
      case RUNNING, UNCHANGED -> Optional.empty();
      case SUCCEEDED -> Optional.of(EventType.SYNC_RUN_SUCCEEDED);
      case GUARDED -> Optional.of(EventType.SYNC_RUN_GUARDED);
      case PARTIAL, FAILED -> Optional.of(EventType.SYNC_RUN_FAILED);
    };
  }

  /// As the run itself is answered, but for how far it came: it is over.
  private static ObjectNode data(SyncRun run, List<RunPart> parts) {
    ObjectNode view = Json.MAPPER.valueToTree(SyncRunView.brief(SyncProgress.of(run, parts)));
    view.remove(List.of("id", "leafUserId", "provider", "progress", "startedAt", "endedAt"));
    ObjectNode data = Json.MAPPER.createObjectNode().put("syncRunId", run.id().toString());
    data.setAll(view);
    ArrayNode troubled = Json.MAPPER.createArrayNode();
    parts.stream()
        .filter(part -> Set.of(PartState.FAILED, PartState.GUARDED).contains(part.state()))
        .limit(MOST_NAMED)
        .forEach(
            part ->
                troubled
                    .addObject()
                    .put("providerOrgId", part.providerOrgId())
                    .put("state", part.state().name())
                    .put("failure", part.failure()));
    if (!troubled.isEmpty()) {
      data.set("troubled", troubled);
    }
    return data;
  }
}
