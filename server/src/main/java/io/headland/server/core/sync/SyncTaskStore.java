package io.headland.server.core.sync;

import io.headland.server.core.credential.AccountKey;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.CredentialId;
import io.headland.server.platform.id.SyncRunId;
import java.time.Instant;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;

/// Inserts tasks into the scheduler's table, in the transaction that requires them, so that both
/// are committed or neither.
public final class SyncTaskStore {
  /// A worker of a run; the instance is `<API owner>/<run>/<worker>`.
  public static final String WORKER = "sync-worker";

  /// The regular sync of an account; the instance is `<API owner>/<credential>`.
  public static final String ACCOUNT = "sync-account";

  private static final int MAX_WORKERS = 4;
  private static final int PRIORITY_REQUESTED = 10;
  private static final int PRIORITY_LOW = -10;

  /// Runs of an API owner beyond this number have a lower priority than those of other owners.
  private static final int MANY_RUNS = 64;

  /// Inserts the tasks of the workers of a run. An account with hundreds of organizations has no
  /// more workers than one with four. `organizations` is the expression of their number, the
  /// parameters are those of [#bindWorkers].
  static final String WORKERS =
      """
      insert into scheduled_tasks (task_name, task_instance, execution_time, picked, version, priority)
      select :task, :instances || number, :now, false, 1
           , case when :requested then :first
                  when (select count(*)
                          from (select from sync_run
                                 where api_owner_id = :owner
                                   and state = 'RUNNING'
                                 limit :many) as running) >= :many then :last
                  else 0
             end
        from generate_series(0, least(<organizations>, :workers) - 1) as number
      on conflict do nothing
      """;

  /// A parameter as the number of organizations. PostgreSQL would estimate the rows for the value
  /// of each execution, and a thousand for all values, and plan the statement at each execution.
  static final String NUMBER = "(select :number::int)";

  /// Inserts the tasks of the workers of a run.
  public void scheduleWorkers(
      Handle handle, ApiOwnerId owner, SyncRun run, int organizations, Instant now) {
    bindWorkers(handle.createUpdate(WORKERS), owner, run, now)
        .define("organizations", NUMBER)
        .bind("number", organizations)
        .execute();
  }

  static <S extends SqlStatement<S>> S bindWorkers(
      S statement, ApiOwnerId owner, SyncRun run, Instant now) {
    return bindWorkers(statement, owner, run.id(), run.cause(), now);
  }

  static <S extends SqlStatement<S>> S bindWorkers(
      S statement, ApiOwnerId owner, SyncRunId run, SyncCause cause, Instant now) {
    return statement
        .bind("task", WORKER)
        .bind("instances", owner + "/" + run + "/")
        .bind("owner", owner)
        .bind("now", now)
        .bind("requested", cause != SyncCause.SCHEDULE)
        .bind("first", PRIORITY_REQUESTED)
        .bind("last", PRIORITY_LOW)
        .bind("many", MANY_RUNS)
        .bind("workers", MAX_WORKERS);
  }

  /// Schedules an earlier sync of an account, unless it is due before, because its run was not
  /// successful.
  public void bringForward(Handle handle, AccountKey account, Instant at) {
    move(handle, account, at, ">");
  }

  /// Defers the next sync of an account, because its purpose has been achieved.
  public void defer(Handle handle, AccountKey account, Instant at) {
    move(handle, account, at, "<");
  }

  private static void move(Handle handle, AccountKey account, Instant at, String where) {
    handle
        .createUpdate(
            """
            update scheduled_tasks t
               set execution_time = :at
                 , version = t.version + 1
              from credential c
             where c.api_owner_id = :owner
               and c.leaf_user_id = :leafUser
               and c.provider = :provider
               and t.task_name = :task
               and t.task_instance = c.api_owner_id || '/' || c.id
               and t.execution_time <where> :at
               and not t.picked
            """)
        .define("where", where)
        .bindMethods(account)
        .bind("task", ACCOUNT)
        .bind("at", at)
        .execute();
  }

  /// Sets the time of the next sync of an account. A sync in progress sets its own.
  public void scheduleAccount(
      Handle handle, ApiOwnerId owner, CredentialId credential, Instant at) {
    handle
        .createUpdate(
            """
            insert into scheduled_tasks as t
                   (task_name, task_instance, execution_time, picked, version, priority)
            values (:task, :api_owner_id || '/' || :credential, :at, false, 1, 0)
            on conflict (task_name, task_instance)
              do update set execution_time = excluded.execution_time
                          , version = t.version + 1
                      where not t.picked
            """)
        .bind("task", ACCOUNT)
        .bind("api_owner_id", owner.toString())
        .bind("credential", credential.toString())
        .bind("at", at)
        .execute();
  }
}
