package io.headland.server.core.sync;

import io.headland.server.core.event.EventStore;
import io.headland.server.core.event.EventType;
import io.headland.server.core.event.NewEvent;
import io.headland.server.core.sync.SyncRun.SyncCounts;
import io.headland.server.core.sync.SyncRun.SyncRunState;
import io.headland.server.core.sync.SyncRunOrganization.SyncRunOrganizationState;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes the events of runs that end, within the transaction that ends them. There is none for an
/// unchanged run, and none for a failure that another event reports for all runs.
final class SyncRunEventStore {
  /// The largest number of failed organizations in an event.
  private static final int MAX_NAMED = 100;

  private static final Set<String> REPORTED_ELSEWHERE =
      Set.of(FailureKey.CREDENTIALS_UNAUTHENTICATED, FailureKey.APPLICATION_REFUSED);

  private static final Set<String> OUTAGES =
      Set.of(
          FailureKey.PROVIDER_UNAVAILABLE,
          FailureKey.PROVIDER_RESPONSE_INVALID,
          FailureKey.REFRESH_PENDING);

  private SyncRunEventStore() {}

  /// The statement that writes the event of the end of a run; empty if it has none.
  static Optional<Update> insertion(Handle handle, ApiOwnerId owner, SyncRun run, Instant now) {
    Optional<EventType> type = typeOf(run.state());
    if (type.isEmpty()) {
      return Optional.empty();
    }
    List<SyncRunOrganization> runOrganizations =
        SyncRunOrganizationStore.list(handle, owner, List.of(run.id()));
    if (isReportedElsewhere(run, runOrganizations) || isRepeated(handle, owner, run)) {
      return Optional.empty();
    }
    NewEvent event =
        new NewEvent(
            type.get(),
            run.leafUserId(),
            run.provider().wireName(),
            "sync-run/" + run.id(),
            data(run, runOrganizations));
    return EventStore.insertion(handle, owner, List.of(event), now);
  }

  /// Whether a scheduled run failed for a reason that an event of the credential, or of the
  /// provider application, reports.
  private static boolean isReportedElsewhere(
      SyncRun run, List<SyncRunOrganization> runOrganizations) {
    boolean awaited = !Set.of(SyncCause.SCHEDULE, SyncCause.NOTIFICATION).contains(run.cause());
    if (awaited || !Set.of(SyncRunState.FAILED, SyncRunState.PARTIAL).contains(run.state())) {
      return false;
    }
    List<String> failures =
        runOrganizations.stream()
            .filter(runOrganization -> runOrganization.state() == SyncRunOrganizationState.FAILED)
            .map(SyncRunOrganization::failure)
            .distinct()
            .toList();
    return REPORTED_ELSEWHERE.contains(run.failure())
        || (!failures.isEmpty() && REPORTED_ELSEWHERE.containsAll(failures));
  }

  /// Whether the previous run could not list the organizations for the same reason: one outage of a
  /// provider is one event of an account, regardless of the number of attempts.
  private static boolean isRepeated(Handle handle, ApiOwnerId owner, SyncRun run) {
    return run.cause() == SyncCause.SCHEDULE
        && run.state() == SyncRunState.FAILED
        && OUTAGES.contains(run.failure())
        && findFailureBefore(handle, owner, run).filter(run.failure()::equals).isPresent();
  }

  private static Optional<String> findFailureBefore(Handle handle, ApiOwnerId owner, SyncRun run) {
    return handle
        .createQuery(
            """
            select failure
              from sync_run
             where api_owner_id = :owner
               and leaf_user_id = :leafUser
               and provider = :provider
               and id < :id
             order by id desc
             limit 1
            """)
        .bind("owner", owner)
        .bind("leafUser", run.leafUserId())
        .bind("provider", run.provider())
        .bind("id", run.id())
        .mapTo(String.class)
        .findOne();
  }

  private static Optional<EventType> typeOf(SyncRunState state) {
    return switch (state) {
      case RUNNING, UNCHANGED -> Optional.empty();
      case SUCCEEDED -> Optional.of(EventType.SYNC_RUN_SUCCEEDED);
      case GUARDED -> Optional.of(EventType.SYNC_RUN_GUARDED);
      case PARTIAL, FAILED -> Optional.of(EventType.SYNC_RUN_FAILED);
    };
  }

  private static ObjectNode data(SyncRun run, List<SyncRunOrganization> runOrganizations) {
    SyncProgress progress = SyncProgress.of(run, runOrganizations);
    SyncCounts counts = run.counts();
    @Nullable Instant endedAt = run.endedAt();
    ObjectNode data =
        Json.MAPPER
            .createObjectNode()
            .put("syncRunId", run.id().toString())
            .put("state", run.state().name())
            .put("cause", run.cause().name())
            .put("forced", run.forced());
    if (endedAt != null) {
      data.put("durationMillis", Duration.between(run.startedAt(), endedAt).toMillis());
    }
    data.putObject("organizations")
        .put("added", counts.added())
        .put("changed", counts.changed())
        .put("unchanged", counts.unchanged())
        .put("blocked", counts.blocked());
    ObjectNode records = data.putObject("records");
    progress
        .countsByName()
        .forEach(
            (kind, ofKind) ->
                records
                    .putObject(kind)
                    .put("added", ofKind.added())
                    .put("changed", ofKind.changed())
                    .put("unchanged", ofKind.unchanged())
                    .put("removed", ofKind.removed()));
    data.put("providerCalls", progress.providerCalls());
    Json.putIfPresent(data, "failure", run.failure().isBlank() ? null : run.failure());
    List<SyncRunOrganization> failed =
        runOrganizations.stream()
            .filter(
                runOrganization ->
                    Set.of(SyncRunOrganizationState.FAILED, SyncRunOrganizationState.GUARDED)
                        .contains(runOrganization.state()))
            .limit(MAX_NAMED)
            .toList();
    if (!failed.isEmpty()) {
      ArrayNode failures = data.putArray("failedOrganizations");
      failed.forEach(runOrganization -> failures.add(failure(runOrganization)));
    }
    return data;
  }

  private static ObjectNode failure(SyncRunOrganization runOrganization) {
    return Json.MAPPER
        .createObjectNode()
        .put("providerOrgId", runOrganization.providerOrgId())
        .put("state", runOrganization.state().name())
        .put("failure", runOrganization.failure());
  }
}
