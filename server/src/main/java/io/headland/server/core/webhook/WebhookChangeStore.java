package io.headland.server.core.webhook;

import io.headland.server.platform.config.Secret;
import io.headland.server.platform.crypto.RowCipher;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.WebhookId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/// Changes of endpoints.
public final class WebhookChangeStore {
  private final Jdbi jdbi;
  private final RowCipher cipher;

  public WebhookChangeStore(Jdbi jdbi, RowCipher cipher) {
    this.jdbi = jdbi;
    this.cipher = cipher;
  }

  /// The changes of a caller; null leaves a value unchanged.
  public record Change(
      @Nullable String name,
      @Nullable String url,
      @Nullable List<String> types,
      @Nullable Boolean enabled) {}

  /// Changes an endpoint. One that is enabled continues at its position; earlier failures are
  /// reset, also when its address changes.
  public boolean update(ApiOwnerId owner, WebhookId id, Change change, Instant now) {
    return jdbi.inTransaction(
        handle -> {
          int updated =
              handle
                  .createUpdate(
                      """
                      update webhook
                         set name = coalesce(:name, name)
                           , url = coalesce(:url, url)
                           , types = coalesce(:types, types)
                           , enabled = coalesce(:enabled, enabled)
                           , disabled_reason = case when coalesce(:enabled, enabled) then null
                                                     else coalesce(disabled_reason, 'CALLER')
                                                end
                           , disabled_at = case when coalesce(:enabled, enabled) then null
                                                else coalesce(disabled_at, :now)
                                           end
                           , failing_since = case when :enabled or :url is not null then null
                                                  else failing_since
                                             end
                           , updated_at = :now
                       where api_owner_id = :owner
                         and id = :id
                      """)
                  .bind("name", change.name())
                  .bind("url", change.url())
                  .bindByType(
                      "types",
                      change.types() == null ? null : change.types().toArray(String[]::new),
                      String[].class)
                  .bindByType("enabled", change.enabled(), Boolean.class)
                  .bind("now", now)
                  .bind("owner", owner)
                  .bind("id", id)
                  .execute();
          if (updated == 1) {
            WebhookTaskStore.bringForward(handle, owner, id, now);
          }
          return updated == 1;
        });
  }

  /// Sets a new secret; the previous one also signs until the given time. While a previous secret
  /// is valid, nothing is changed, because it would become invalid too early.
  public boolean rotate(ApiOwnerId owner, WebhookId id, Secret secret, Instant now, Instant until) {
    return jdbi.withHandle(handle -> rotate(handle, owner, id, secret, now, until));
  }

  /// Until when the previous secret signs; empty when none does.
  public Optional<Instant> findOverlap(ApiOwnerId owner, WebhookId id, Instant now) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select old_secret_until
                      from webhook
                     where api_owner_id = :owner
                       and id = :id
                       and old_secret_until > :now
                    """)
                .bind("owner", owner)
                .bind("id", id)
                .bind("now", now)
                .mapTo(Instant.class)
                .findOne());
  }

  private boolean rotate(
      Handle handle, ApiOwnerId owner, WebhookId id, Secret secret, Instant now, Instant until) {
    return handle
            .createUpdate(
                """
                update webhook
                   set old_secret = secret
                     , old_secret_key_id = secret_key_id
                     , old_secret_until = :until
                     , secret = :secret
                     , secret_key_id = :keyId
                     , updated_at = :now
                 where api_owner_id = :owner
                   and id = :id
                   and (old_secret_until is null or old_secret_until <= :now)
                """)
            .bind("until", until)
            .bind("secret", cipher.encrypt(WebhookStore.secretRow(owner, id), secret))
            .bind("keyId", cipher.keyId())
            .bind("now", now)
            .bind("owner", owner)
            .bind("id", id)
            .execute()
        == 1;
  }
}
