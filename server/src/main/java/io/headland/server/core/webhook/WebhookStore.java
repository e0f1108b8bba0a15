package io.headland.server.core.webhook;

import io.headland.server.core.webhook.Webhook.DisabledReason;
import io.headland.server.platform.config.Secret;
import io.headland.server.platform.crypto.RowCipher;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.WebhookId;
import io.headland.server.platform.jdbc.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/// Endpoints: creation, search, deletion.
public final class WebhookStore {
  /// The maximum for each API owner: each event is compared with all of them.
  public static final int MAX = 100;

  static final RowMapper<Webhook> ROW = (row, _) -> webhook(row);

  private static final RowMapper<WebhookBacklog> BACKLOG =
      (row, _) ->
          new WebhookBacklog(
              webhook(row),
              row.getLong("behind"),
              row.getLong("waiting"),
              row.getLong("abandoned"));

  private static final String BACKLOGS =
      """
      select w.*
           , greatest(coalesce(s.last_position, 0) - w.position, 0) as behind
           , r.waiting
           , r.abandoned
        from webhook w
        left join event_sequence s on s.api_owner_id = w.api_owner_id
       cross join lateral (select count(next_at) as waiting, count(abandoned_at) as abandoned
                             from webhook_retry
                            where api_owner_id = w.api_owner_id
                              and webhook_id = w.id) as r
       where w.api_owner_id = :owner
         <condition>
       order by w.created_at, w.id
      """;

  private final Jdbi jdbi;
  private final RowCipher cipher;

  public WebhookStore(Jdbi jdbi, RowCipher cipher) {
    this.jdbi = jdbi;
    this.cipher = cipher;
  }

  /// Stores an endpoint unless its API owner has too many.
  public boolean insert(ApiOwnerId owner, Webhook webhook, Secret secret) {
    return jdbi.inTransaction(handle -> insert(handle, owner, webhook, secret));
  }

  /// Stores an endpoint unless its API owner has too many; it receives the events that are
  /// published from now on.
  public boolean insert(Handle handle, ApiOwnerId owner, Webhook webhook, Secret secret) {
    int inserted =
        handle
            .createUpdate(
                """
                insert into webhook
                       (api_owner_id, id, kind, name, url, types, enabled, secret, secret_key_id, position,
                        created_at, updated_at)
                select :owner, :id, :kind, :name, :url, :types, true, :secret, :keyId
                     , coalesce((select last_position from event_sequence where api_owner_id = :owner), 0)
                     , :now, :now
                 where (select count(*) from webhook where api_owner_id = :owner) < :max
                """)
            .bind("owner", owner)
            .bind("id", webhook.id())
            .bind("kind", webhook.kind())
            .bind("name", webhook.name())
            .bind("url", webhook.url())
            .bind("types", webhook.types().toArray(String[]::new))
            .bind("secret", cipher.encrypt(secretRow(owner, webhook.id()), secret))
            .bind("keyId", cipher.keyId())
            .bind("now", webhook.createdAt())
            .bind("max", MAX)
            .execute();
    if (inserted == 1) {
      WebhookTaskStore.bringForward(handle, owner, webhook.id(), webhook.createdAt());
    }
    return inserted == 1;
  }

  public Optional<Webhook> find(ApiOwnerId owner, WebhookId id) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select *
                      from webhook
                     where api_owner_id = :owner
                       and id = :id
                    """)
                .bind("owner", owner)
                .bind("id", id)
                .map(ROW)
                .findOne());
  }

  /// An endpoint with what a batch requires of it, with one statement.
  public Optional<DeliveryTarget> findTarget(ApiOwnerId owner, WebhookId id, Instant now) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select w.*
                         , case when w.old_secret_until > :now then w.old_secret end as signing_old_secret
                         , exists (select
                                     from webhook_retry r
                                    where r.api_owner_id = w.api_owner_id
                                      and r.webhook_id = w.id
                                      and r.next_at <= :now) as retries_due
                      from webhook w
                     where w.api_owner_id = :owner
                       and w.id = :id
                    """)
                .bind("owner", owner)
                .bind("id", id)
                .bind("now", now)
                .map((row, _) -> target(owner, id, row))
                .findOne());
  }

  private DeliveryTarget target(ApiOwnerId owner, WebhookId id, ResultSet row) throws SQLException {
    Webhook webhook = webhook(row);
    return new DeliveryTarget(
        webhook,
        webhook.isEnabled()
            ? Optional.of(secrets(owner, id, row, "signing_old_secret"))
            : Optional.empty(),
        row.getBoolean("retries_due"));
  }

  /// All endpoints of an API owner, the oldest first.
  public List<Webhook> list(ApiOwnerId owner) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select *
                      from webhook
                     where api_owner_id = :owner
                     order by created_at, id
                    """)
                .bind("owner", owner)
                .map(ROW)
                .list());
  }

  /// The webhooks of an API owner with their backlogs, the oldest first.
  public List<WebhookBacklog> listBacklogs(ApiOwnerId owner) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(BACKLOGS)
                .define("condition", "")
                .bind("owner", owner)
                .map(BACKLOG)
                .list());
  }

  public Optional<WebhookBacklog> findBacklog(ApiOwnerId owner, WebhookId id) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(BACKLOGS)
                .define("condition", "and w.id = :id")
                .bind("owner", owner)
                .bind("id", id)
                .map(BACKLOG)
                .findOne());
  }

  /// The secrets that sign for an endpoint at present; empty when there is no such endpoint.
  public Optional<SigningSecrets> findSecrets(ApiOwnerId owner, WebhookId id, Instant now) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select secret, secret_key_id
                         , case when old_secret_until > :now then old_secret end as old_secret
                         , old_secret_key_id
                      from webhook
                     where api_owner_id = :owner
                       and id = :id
                    """)
                .bind("owner", owner)
                .bind("id", id)
                .bind("now", now)
                .map((row, _) -> secrets(owner, id, row, "old_secret"))
                .findOne());
  }

  private SigningSecrets secrets(ApiOwnerId owner, WebhookId id, ResultSet row, String oldSecret)
      throws SQLException {
    Secret current = secret(owner, id, row.getBytes("secret"), row.getString("secret_key_id"));
    byte @Nullable [] old = row.getBytes(oldSecret);
    return new SigningSecrets(
        old == null
            ? List.of(current)
            : List.of(current, secret(owner, id, old, row.getString("old_secret_key_id"))));
  }

  /// Deletes an endpoint with all its pending messages.
  public boolean delete(ApiOwnerId owner, WebhookId id, WebhookKind... kinds) {
    return jdbi.inTransaction(
        handle -> {
          int deleted =
              handle
                  .createUpdate(
                      """
                      delete from webhook
                       where api_owner_id = :owner
                         and id = :id
                         and kind = any (:kinds)
                      """)
                  .bind("owner", owner)
                  .bind("id", id)
                  .bind("kinds", kinds.length == 0 ? WebhookKind.values() : kinds)
                  .execute();
          WebhookTaskStore.delete(handle, owner, id);
          return deleted == 1;
        });
  }

  private Secret secret(ApiOwnerId owner, WebhookId id, byte[] encrypted, String keyId) {
    return cipher
        .decryptSecret(secretRow(owner, id), encrypted, keyId)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "The secret of webhook %s cannot be decrypted".formatted(id)));
  }

  /// The name of a webhook's row in the associated data of its secret.
  static String secretRow(ApiOwnerId owner, WebhookId id) {
    return "webhook|" + owner + "|" + id;
  }

  private static Webhook webhook(ResultSet row) throws SQLException {
    @Nullable String because = row.getString("disabled_reason");
    return new Webhook(
        Columns.get(row, "id", WebhookId.class),
        Columns.get(row, "kind", WebhookKind.class),
        row.getString("name"),
        row.getString("url"),
        List.of((String[]) row.getArray("types").getArray()),
        because == null ? null : DisabledReason.valueOf(because),
        Columns.find(row, "disabled_at", Instant.class),
        row.getLong("position"),
        Columns.find(row, "failing_since", Instant.class),
        row.getBoolean("degraded"),
        Columns.get(row, "created_at", Instant.class),
        Columns.get(row, "updated_at", Instant.class));
  }

  /// A webhook with the events that have not been delivered to it.
  ///
  /// @param behind events of the feed after its position
  /// @param waiting events that are retried
  /// @param abandoned events without a further attempt
  public record WebhookBacklog(Webhook webhook, long behind, long waiting, long abandoned) {}
}
