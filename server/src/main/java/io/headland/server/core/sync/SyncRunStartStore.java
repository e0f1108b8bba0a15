package io.headland.server.core.sync;

import io.headland.server.core.credential.AccountKey;
import io.headland.server.platform.id.SyncRunId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/// Starts sync runs. A unique index ensures that at most one is in progress for an account.
public final class SyncRunStartStore {
  /// Inserts a run unless one is in progress, or there is no such Leaf user. The parameters are
  /// those of the account, `id`, `cause`, `forced`, `leaseUntil` and `now`.
  static final String INSERT =
      """
      insert into sync_run
             (api_owner_id, id, leaf_user_id, provider, state, cause, forced, lease_until, started_at)
      select :owner, :id, :leafUser, :provider, 'RUNNING', :cause, :forced, :leaseUntil, :now
       where exists (select from leaf_user
                      where api_owner_id = :owner
                        and id = :leafUser
                        for key share)
      on conflict (api_owner_id, leaf_user_id, provider) where state = 'RUNNING'
        do nothing
      returning *
      """;

  private final Jdbi jdbi;

  public SyncRunStartStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /// The result of a start: a new run, or the one that is in progress.
  public record Start(SyncRun run, boolean isNew) {}

  /// Starts a run unless one is in progress. One whose lease has expired is ended as failed.
  ///
  /// @return empty when there is no such Leaf user
  public Optional<Start> start(
      AccountKey account,
      SyncRunId id,
      SyncCause cause,
      boolean forced,
      Instant now,
      Duration lease) {
    Instant leaseUntil = now.plus(lease);
    // One statement without transaction control: most accounts have no run in progress.
    return jdbi.withHandle(handle -> insert(handle, account, id, cause, forced, now, leaseUntil))
        .map(run -> new Start(run, true))
        .or(
            () ->
                jdbi.inTransaction(
                    handle -> {
                      endAbandoned(handle, account, now);
                      return insert(handle, account, id, cause, forced, now, leaseUntil)
                          .map(run -> new Start(run, true))
                          .or(() -> findRunning(handle, account).map(run -> new Start(run, false)));
                    }));
  }

  /// Ends the run in progress of an account if its node failed: its lease has expired, or it has no
  /// worker.
  public void endAbandoned(Handle handle, AccountKey account, Instant now) {
    handle
        .createQuery(
            """
            update sync_run
               set state = 'FAILED'
                 , ended_at = :now
                 , failure = :failure
             where api_owner_id = :owner
               and leaf_user_id = :leafUser
               and provider = :provider
               and state = 'RUNNING'
               and (lease_until <= :now
                    or lease_until is null
                       and not exists (select from scheduled_tasks
                                        where task_name = :workers
                                          and starts_with(task_instance, api_owner_id || '/' || id || '/')))
            returning *
            """)
        .bind("workers", SyncTaskStore.WORKER)
        .bind("failure", FailureKey.ABANDONED)
        .bindMethods(account)
        .bind("now", now)
        .map(SyncRunStore.ROW)
        .findOne()
        .ifPresent(run -> SyncRunStore.recordEnd(handle, account.owner(), run, now));
  }

  /// Starts a run without a list: its organizations are known. Empty when one is in progress or
  /// there is no such Leaf user.
  public Optional<SyncRun> startOrganizations(
      Handle handle,
      AccountKey account,
      SyncRunId id,
      SyncCause cause,
      boolean forced,
      Instant now) {
    return insert(handle, account, id, cause, forced, now, null);
  }

  /// The run in progress of an account, locked until the transaction ends.
  public Optional<SyncRun> lockRunning(Handle handle, AccountKey account) {
    return running(handle, account, "for update");
  }

  private static Optional<SyncRun> insert(
      Handle handle,
      AccountKey account,
      SyncRunId id,
      SyncCause cause,
      boolean forced,
      Instant now,
      @Nullable Instant leaseUntil) {
    return handle
        .createQuery(INSERT)
        .bindMethods(account)
        .bind("id", id)
        .bind("cause", cause)
        .bind("forced", forced)
        .bind("leaseUntil", leaseUntil)
        .bind("now", now)
        .map(SyncRunStore.ROW)
        .findOne();
  }

  private static Optional<SyncRun> findRunning(Handle handle, AccountKey account) {
    return running(handle, account, "");
  }

  private static Optional<SyncRun> running(Handle handle, AccountKey account, String lock) {
    return handle
        .createQuery(
            """
            select *
              from sync_run
             where api_owner_id = :owner
               and leaf_user_id = :leafUser
               and provider = :provider
               and state = 'RUNNING'
               <lock>
            """)
        .define("lock", lock)
        .bindMethods(account)
        .map(SyncRunStore.ROW)
        .findOne();
  }
}
