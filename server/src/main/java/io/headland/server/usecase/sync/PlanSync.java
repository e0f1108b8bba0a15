package io.headland.server.usecase.sync;

import io.headland.server.core.credential.AccountKey;
import io.headland.server.core.sync.FailureKey;
import io.headland.server.core.sync.OrganizationStates;
import io.headland.server.core.sync.SyncCause;
import io.headland.server.core.sync.SyncRun;
import io.headland.server.core.sync.SyncRun.SyncRunState;
import io.headland.server.core.sync.SyncRunOrganization.SyncRunOrganizationState;
import io.headland.server.core.sync.SyncRunPlanStore;
import io.headland.server.core.sync.SyncRunStartStore;
import io.headland.server.core.sync.SyncRunStore;
import io.headland.server.core.sync.SyncRunStore.SyncEnd;
import io.headland.server.core.sync.SyncTaskStore;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.SyncRunId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/// Plans runs and determines their end, each in one transaction.
///
/// Locks are taken in this order everywhere: account, organizations, run, sync-run organizations,
/// snapshots, records.
public final class PlanSync {
  /// The delay of the next attempt at organizations that could not be read.
  private static final Duration AFTER_FAILURE = Duration.ofMinutes(30);

  private final Jdbi jdbi;
  private final SyncRunStartStore starts;
  private final SyncRunStore runs;
  private final SyncRunPlanStore runPlans;
  private final SyncTaskStore tasks;

  public PlanSync(
      Jdbi jdbi,
      SyncRunStartStore starts,
      SyncRunStore runs,
      SyncRunPlanStore runPlans,
      SyncTaskStore tasks) {
    this.jdbi = jdbi;
    this.starts = starts;
    this.runs = runs;
    this.runPlans = runPlans;
    this.tasks = tasks;
  }

  /// Adds organizations to the run in progress, or to a new one. A run that is still reading the
  /// list of organizations reads them after that.
  ///
  /// @return empty when the Leaf user was deleted
  public Optional<SyncRun> request(
      Handle handle,
      AccountKey account,
      SyncRunId id,
      SyncCause cause,
      Collection<String> organizations,
      Instant now) {
    return runPlans
        .start(handle, account, id, cause, organizations, now)
        .or(
            () -> {
              // A run whose node failed while it read the list would never read its organizations.
              starts.endAbandoned(handle, account, now);
              Optional<SyncRun> running = starts.lockRunning(handle, account);
              running.ifPresent(
                  run -> runPlans.plan(handle, account.owner(), run, organizations, now));
              return running;
            })
        .or(() -> runPlans.start(handle, account, id, cause, organizations, now));
  }

  /// Starts a run that reads only the given fields.
  ///
  /// @param named ids of fields, by organization; an empty set for all fields
  /// @return empty when a run is in progress, or the Leaf user was deleted
  Optional<SyncRun> requestNamed(
      Handle handle,
      AccountKey account,
      SyncRunId id,
      Map<String, ? extends Set<String>> named,
      Instant now) {
    starts.endAbandoned(handle, account, now);
    Optional<SyncRun> run =
        starts.startOrganizations(handle, account, id, SyncCause.NOTIFICATION, false, now);
    run.ifPresent(
        started -> {
          runPlans.planNamed(handle, account.owner(), started.id(), named);
          tasks.scheduleWorkers(handle, account.owner(), started, named.size(), now);
        });
    return run;
  }

  /// Stores the result of the list of organizations, and plans those that are read next. The run is
  /// locked until the transaction ends.
  ///
  /// @return empty when it has ended, because another node took over
  public Optional<SyncRunPlanStore.Listed> recordList(
      Handle handle,
      ApiOwnerId owner,
      SyncRun run,
      SyncEnd end,
      Collection<String> organizations,
      Instant now) {
    return runPlans.planListed(handle, owner, run, end, organizations, now);
  }

  /// Continues a run with its organizations after [#recordList], if it has any.
  ///
  /// @param end how it ends when it has none
  /// @return the present state of the run
  public Optional<SyncRun> continueRun(
      Handle handle, ApiOwnerId owner, SyncRunPlanStore.Listed listed, SyncEnd end, Instant now) {
    // With organizations in the list, [#recordList] has scheduled the workers.
    if (listed.waiting() == 0) {
      // Others may have been requested while the list was read.
      int waiting = runPlans.countWaiting(handle, owner, listed.run().id());
      if (waiting == 0) {
        return runs.end(handle, owner, listed.run().id(), end, now);
      }
      tasks.scheduleWorkers(handle, owner, listed.run(), waiting, now);
    }
    return Optional.of(listed.run());
  }

  /// Ends a run whose list of organizations was not stored; its organizations are not read.
  public Optional<SyncRun> abandon(ApiOwnerId owner, SyncRunId id, SyncEnd end, Instant now) {
    return jdbi.inTransaction(handle -> abandon(handle, owner, id, end, now));
  }

  public Optional<SyncRun> abandon(
      Handle handle, ApiOwnerId owner, SyncRunId id, SyncEnd end, Instant now) {
    Optional<SyncRun> ended = runs.end(handle, owner, id, end, now);
    ended.ifPresent(run -> runPlans.stopAll(handle, owner, run.id(), end.failure(), now));
    return ended;
  }

  /// The remaining work of a run.
  public sealed interface Rest {
    /// This call ended it.
    record Ended(SyncRunState state) implements Rest {}

    /// It had ended already.
    record Nothing() implements Rest {}

    /// The remaining organizations are claimed by other workers.
    record ForOthers() implements Rest {}

    /// An organization is unclaimed, or claimed by the worker.
    record More() implements Rest {}
  }

  /// Ends a run when all its organizations are completed.
  ///
  /// @param worker the calling worker: an organization that it has claimed, and could not read
  ///   because the row was locked at that moment, does not count as work of others
  public Rest endIfDone(ApiOwnerId owner, SyncRunId id, int worker, Instant now) {
    return jdbi.inTransaction(
        handle ->
            runs.lock(handle, owner, id)
                .map(
                    run ->
                        endIfDone(
                            handle,
                            owner,
                            run,
                            OrganizationStates.of(handle, owner, id, worker),
                            now))
                .orElseGet(Rest.Nothing::new));
  }

  /// The same after an organization was ended in the same transaction.
  ///
  /// @param run locked before the organizations were counted: otherwise of two workers that end the
  ///   last organizations, each would leave the end of the run to the other
  Rest endIfDone(
      Handle handle, ApiOwnerId owner, SyncRun run, OrganizationStates states, Instant now) {
    Map<SyncRunOrganizationState, Integer> counts = states.counts();
    if (counts.containsKey(SyncRunOrganizationState.WAITING) || states.claimed()) {
      return new Rest.More();
    }
    if (counts.containsKey(SyncRunOrganizationState.RUNNING)) {
      return new Rest.ForOthers();
    }
    SyncRunState state = state(run, counts);
    runs.endOrganizations(handle, owner, run.id(), state, failure(state), now);
    if (counts.containsKey(SyncRunOrganizationState.FAILED)) {
      AccountKey account = new AccountKey(owner, run.leafUserId(), run.provider());
      tasks.bringForward(handle, account, now.plus(AFTER_FAILURE));
    }
    return new Rest.Ended(state);
  }

  private static SyncRunState state(SyncRun run, Map<SyncRunOrganizationState, Integer> counts) {
    int failed = counts.getOrDefault(SyncRunOrganizationState.FAILED, 0);
    int guarded = counts.getOrDefault(SyncRunOrganizationState.GUARDED, 0);
    int changed = counts.getOrDefault(SyncRunOrganizationState.SUCCEEDED, 0);
    int done = changed + counts.getOrDefault(SyncRunOrganizationState.UNCHANGED, 0);
    if (guarded > 0) {
      return SyncRunState.GUARDED;
    }
    if (failed > 0) {
      return done > 0 ? SyncRunState.PARTIAL : SyncRunState.FAILED;
    }
    boolean listChanged = run.counts().added() + run.counts().changed() > 0;
    return changed > 0 || listChanged ? SyncRunState.SUCCEEDED : SyncRunState.UNCHANGED;
  }

  private static String failure(SyncRunState state) {
    return switch (state) {
      case GUARDED -> FailureKey.SYNC_GUARDED;
      case FAILED, PARTIAL -> FailureKey.ORGANIZATIONS_FAILED;
      case RUNNING, SUCCEEDED, UNCHANGED -> "";
    };
  }

  /// Ends the run of an account whose credential was replaced or deleted: data read with the
  /// earlier credential is not stored.
  ///
  /// @return whether there was one
  public boolean endOutdated(Handle handle, AccountKey account, Instant now) {
    Optional<SyncRun> run = starts.lockRunning(handle, account);
    if (run.isPresent()) {
      SyncRunId id = run.get().id();
      runPlans.stopAll(handle, account.owner(), id, FailureKey.CREDENTIAL_REPLACED, now);
      runs.endOrganizations(
          handle, account.owner(), id, SyncRunState.FAILED, FailureKey.CREDENTIAL_REPLACED, now);
    }
    return run.isPresent();
  }
}
