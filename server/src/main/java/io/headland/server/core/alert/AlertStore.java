package io.headland.server.core.alert;

import io.headland.server.core.webhook.Webhook;
import io.headland.server.core.webhook.WebhookStore;
import io.headland.server.platform.config.Secret;
import io.headland.server.platform.id.ApiOwnerId;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/// The registered alerts of Leaf.
public final class AlertStore {
  private final Jdbi jdbi;
  private final WebhookStore webhooks;

  public AlertStore(Jdbi jdbi, WebhookStore webhooks) {
    this.jdbi = jdbi;
    this.webhooks = webhooks;
  }

  /// The result of a registration.
  public enum Registration {
    DONE,
    EVENT_TAKEN,
    TOO_MANY
  }

  public boolean isAnyTaken(ApiOwnerId owner, List<String> events) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select exists (select
                                     from alert_event
                                    where api_owner_id = :owner
                                      and name = any (:events))
                    """)
                .bind("owner", owner)
                .bind("events", events.toArray(String[]::new))
                .mapTo(Boolean.class)
                .one());
  }

  /// Stores an alert unless another one has one of its events.
  public Registration register(ApiOwnerId owner, Webhook alert, Secret secret) {
    return jdbi.inTransaction(
        handle -> {
          if (!webhooks.insert(handle, owner, alert, secret)) {
            return Registration.TOO_MANY;
          }
          if (take(handle, owner, alert) < alert.types().size()) {
            handle.rollback();
            return Registration.EVENT_TAKEN;
          }
          return Registration.DONE;
        });
  }

  private static int take(Handle handle, ApiOwnerId owner, Webhook alert) {
    return handle
        .createUpdate(
            """
            insert into alert_event (api_owner_id, name, webhook_id)
            select :owner, name, :id
              from unnest(:events::text[]) as name
             order by name
            on conflict do nothing
            """)
        .bind("owner", owner)
        .bind("id", alert.id())
        .bind("events", alert.types().toArray(String[]::new))
        .execute();
  }
}
