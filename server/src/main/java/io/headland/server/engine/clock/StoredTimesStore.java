package io.headland.server.engine.clock;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/// Corrects stored times that are too far in the future: they were written before the clock was set
/// back. Rows that wait for such a time are due now; a time that must be in the past becomes now.
/// Rows of all API owners.
public final class StoredTimesStore {
  private final Jdbi jdbi;
  private final Limits limits;

  /// The longest waiting times.
  ///
  /// @param lease of runs, refreshes and requests that send a field
  /// @param syncInterval between two syncs of an account
  /// @param notificationDelay how long notifications are collected before they are processed
  /// @param retryPause between two attempts to deliver an event
  public record Limits(
      Duration lease, Duration syncInterval, Duration notificationDelay, Duration retryPause) {}

  public StoredTimesStore(Jdbi jdbi, Limits limits) {
    this.jdbi = jdbi;
    this.limits = limits;
  }

  /// The time on the database's machine.
  Instant databaseTime() {
    return jdbi.withHandle(
        handle -> handle.createQuery("select clock_timestamp()").mapTo(Instant.class).one());
  }

  /// Corrects times that are too far after the given one.
  ///
  /// @return the number of rows by kind
  Map<String, Integer> correct(Instant now) {
    Map<String, Integer> corrected = new LinkedHashMap<>();
    jdbi.useHandle(
        handle ->
            STATEMENTS.forEach(
                (what, sql) -> {
                  int rows = execute(handle, sql, now);
                  if (rows > 0) {
                    corrected.put(what, rows);
                  }
                }));
    return corrected;
  }

  /// Deletes the throttles of applications, because their ends are not valid any more. The next
  /// call to a provider renews them if necessary.
  void deleteThrottles() {
    jdbi.useHandle(handle -> handle.execute("delete from application_throttle"));
  }

  private int execute(Handle handle, String sql, Instant now) {
    return handle
        .createUpdate(sql)
        .bindMap(
            Map.of(
                "now",
                now,
                "soon",
                now.plus(ClockWatch.TOLERANCE),
                "lease",
                now.plus(limits.lease()).plus(ClockWatch.TOLERANCE),
                "interval",
                seconds(limits.syncInterval()),
                "notificationDelay",
                seconds(limits.notificationDelay()),
                "retryPause",
                seconds(limits.retryPause()),
                "tolerance",
                seconds(ClockWatch.TOLERANCE)))
        .execute();
  }

  private static long seconds(Duration duration) {
    return duration.toSeconds();
  }

  private static final Map<String, String> STATEMENTS = statements();

  private static Map<String, String> statements() {
    Map<String, String> all = new LinkedHashMap<>();
    all.put(
        "Heartbeats of tasks",
        "update scheduled_tasks set last_heartbeat = :now where picked and last_heartbeat > :soon");
    all.put(
        "Heartbeats of webhook tasks",
        "update webhook_task set last_heartbeat = :now where picked and last_heartbeat > :soon");
    // A task that is executed too early sets its time again.
    all.put(
        "Tasks",
        """
        update scheduled_tasks
           set execution_time = :now
             , version = version + 1
         where not picked
           and execution_time > cast(:now as timestamptz) + interval '1 second' * (:tolerance +
                 case task_name
                   when 'sync-worker' then 600
                   when 'sync-account' then :interval
                   when 'retention' then 3600
                   when 'notification-processing' then greatest(:notificationDelay, 600)
                   else 86400
                 end)
        """);
    all.put(
        "Attempts to deliver an event",
        """
        update webhook_retry
           set next_at = :now
         where next_at > cast(:now as timestamptz) + interval '1 second' * (:tolerance + 1.1 * :retryPause)
        """);
    // A webhook without work is due in ten years; events in its feed bring it forward.
    all.put(
        "Webhook tasks",
        """
        update webhook_task t
           set execution_time = :now
             , version = version + 1
         where not picked
           and case task_name
                 when 'webhook-sweep' then execution_time > :soon
                 else execution_time > :soon
                      and exists (select
                                    from webhook_retry r
                                   where t.task_instance = r.api_owner_id || '/' || r.webhook_id
                                     and r.next_at <= :now)
               end
        """);
    all.put(
        "Leases of refreshes",
        "update credential set lease_until = :now where lease_until > :lease");
    all.put("Leases of runs", "update sync_run set lease_until = :now where lease_until > :lease");
    all.put(
        "Leases of fields that are sent",
        "update field_link set lease_until = :now where lease_until > :lease");
    all.put(
        "Probes of revoked grants",
        """
        update credential_failure
           set next_probe_at = :now
         where next_probe_at > cast(:now as timestamptz) + interval '1 second' * :tolerance + interval '1 day' * 1.1 * power(2, probes)
        """);
    all.put(
        "Failures of credentials",
        """
        update credential_failure
           set since = least(since, :now)
             , last_at = least(last_at, :now)
         where last_at > :soon
        """);
    all.put(
        "Refusals of applications",
        """
        update application_refusal
           set since = least(since, :now)
             , last_at = least(last_at, :now)
         where last_at > :soon
        """);
    all.put(
        "Throttles of applications",
        """
        delete from application_throttle
         where throttled_until > cast(:now as timestamptz) + interval '1 second' * :tolerance + interval '1 day'
        """);
    all.put(
        "Results about the access to organizations",
        "delete from organization_access_result where checked_at > :soon");
    all.put(
        "Full readings of organizations",
        "update organization_snapshot set fully_read_at = :now where fully_read_at > :soon");
    all.put(
        "Starts of failures of webhooks",
        "update webhook set failing_since = :now where failing_since > :soon");
    all.put(
        "Previous secrets of webhooks",
        """
        update webhook
           set old_secret_until = :now
         where old_secret_until > cast(:now as timestamptz) + interval '1 second' * :tolerance + interval '24 hours'
        """);
    all.put("Heartbeats of nodes", "update node set seen_at = :now where seen_at > :soon");
    all.put(
        "Links",
        """
        update magic_link
           set expires_at = expires_at - (created_at - cast(:now as timestamptz))
             , created_at = :now
         where created_at > :soon
        """);
    all.put(
        "Connect sessions",
        """
        update connect_session
           set expires_at = expires_at - (touched_at - cast(:now as timestamptz))
             , touched_at = :now
         where touched_at > :soon
        """);
    all.put(
        "Sign-ins of connect sessions",
        "update connect_session set signed_in_at = null where signed_in_at > :soon");
    return all;
  }
}
