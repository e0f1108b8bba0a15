package io.headland.server.core.webhook;

import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.WebhookId;
import java.time.Instant;
import java.util.Collection;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/// The tasks of endpoints. An endpoint has its task as long as it exists: one without work is due
/// in the far future, and is brought forward.
public final class WebhookTaskStore {
  /// The instance is `<API owner>/<endpoint>`.
  public static final String WORKER = "webhook";

  private final Jdbi jdbi;

  public WebhookTaskStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /// Schedules an endpoint's task by the given time. A task in progress checks again when it ends.
  static void bringForward(Handle handle, ApiOwnerId owner, WebhookId id, Instant at) {
    handle
        .createUpdate(
            """
            insert into webhook_task as t (task_name, task_instance, execution_time, picked, version)
            values (:worker, :api_owner_id || '/' || :id, :at, false, 1)
            on conflict (task_name, task_instance)
              do update set execution_time = excluded.execution_time
                          , version = t.version + 1
                      where not t.picked
                        and t.execution_time > excluded.execution_time
            """)
        .bind("worker", WORKER)
        .bind("api_owner_id", owner.toString())
        .bind("id", id.toString())
        .bind("at", at)
        .execute();
  }

  /// Deletes the task of a deleted endpoint. A task in progress detects the deletion.
  static void delete(Handle handle, ApiOwnerId owner, WebhookId id) {
    handle
        .createUpdate(
            """
            delete from webhook_task
             where task_name = :worker
               and task_instance = :api_owner_id || '/' || :id
               and not picked
            """)
        .bind("worker", WORKER)
        .bind("api_owner_id", owner.toString())
        .bind("id", id.toString())
        .execute();
  }

  /// Brings forward the task of an endpoint with pending events, after an execution without events,
  /// since a claimed task could not be brought forward meanwhile. A deleted endpoint is included:
  /// that execution ends its task.
  ///
  /// @return whether there are pending events
  public boolean bringForwardIfDue(ApiOwnerId owner, WebhookId id, Instant now) {
    return jdbi.inTransaction(
        handle -> {
          boolean due =
              handle
                  .createQuery(
                      """
                      select not exists (select
                                           from webhook w
                                          where w.api_owner_id = :owner
                                            and w.id = :id)
                          or exists (select
                                       from webhook w
                                      where w.api_owner_id = :owner
                                        and w.id = :id
                                        and w.enabled
                                        and (w.position < (select last_position
                                                             from event_sequence s
                                                            where s.api_owner_id = w.api_owner_id)
                                             or exists (select
                                                          from webhook_retry r
                                                         where r.api_owner_id = w.api_owner_id
                                                           and r.webhook_id = w.id
                                                           and r.next_at <= :now)))
                      """)
                  .bind("owner", owner)
                  .bind("id", id)
                  .bind("now", now)
                  .mapTo(Boolean.class)
                  .one();
          if (due) {
            bringForward(handle, owner, id, now);
          }
          return due;
        });
  }

  /// Brings forward the endpoints of API owners with new events.
  public void wake(Collection<ApiOwnerId> owners, Instant now) {
    UUID[] ids = owners.stream().map(ApiOwnerId::value).toArray(UUID[]::new);
    wake("and w.api_owner_id = any (:owners)", ids, now);
  }

  /// Brings forward all endpoints with events after their position: the publisher may have failed
  /// before it did so.
  public void wakeAll(Instant now) {
    wake("", new UUID[0], now);
  }

  private void wake(String condition, UUID[] owners, Instant now) {
    jdbi.useHandle(
        handle -> {
          var update =
              handle
                  .createUpdate(
                      """
                      update webhook_task t
                         set execution_time = :now
                           , version = t.version + 1
                        from webhook w
                        join event_sequence s on s.api_owner_id = w.api_owner_id
                       where t.task_name = :worker
                         and t.task_instance = w.api_owner_id || '/' || w.id
                         and t.execution_time > :now
                         and not t.picked
                         and w.enabled
                         and w.position < s.last_position
                         <condition>
                      """)
                  .define("condition", condition)
                  .bind("worker", WORKER)
                  .bind("now", now);
          (condition.isEmpty() ? update : update.bind("owners", owners)).execute();
        });
  }
}
