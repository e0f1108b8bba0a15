package io.headland.server.core.usage;

import java.time.Instant;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;

/// The throttles of provider applications. An application is shared by API owners, so these rows
/// belong to none.
public final class ThrottleStore {
  private final Jdbi jdbi;

  public ThrottleStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /// Throttles an application. An earlier end never replaces a later one.
  public void throttle(ClientApplication application, Instant until) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    """
                    insert into application_throttle (application, throttled_until)
                    values (:application, :until)
                    on conflict (application)
                      do update set throttled_until = excluded.throttled_until
                              where application_throttle.throttled_until < excluded.throttled_until
                    """)
                .bind("application", application.digest())
                .bind("until", until)
                .execute());
  }

  /// The throttled applications, by their digests.
  public Map<String, Instant> list(Instant now) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select application, throttled_until
                      from application_throttle
                     where throttled_until > :now
                    """)
                .bind("now", now)
                .reduceRows(
                    new java.util.HashMap<String, Instant>(),
                    (throttles, row) -> {
                      throttles.put(
                          row.getColumn("application", String.class),
                          row.getColumn("throttled_until", Instant.class));
                      return throttles;
                    }));
  }
}
