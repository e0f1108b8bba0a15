package io.headland.server.core.subscription;

import io.headland.server.core.credential.AccountKey;
import io.headland.server.platform.config.Secret;
import io.headland.server.platform.crypto.RowCipher;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.LeafUserId;
import io.headland.server.platform.jdbc.Columns;
import io.headland.server.provider.Provider;
import io.headland.server.provider.SubscriptionKind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/// Subscriptions in the database, with encrypted tokens. A row is inserted before the provider is
/// called, since it posts to the new address immediately.
public final class SubscriptionStore {
  private final Jdbi jdbi;
  private final RowCipher cipher;

  public SubscriptionStore(Jdbi jdbi, RowCipher cipher) {
    this.jdbi = jdbi;
    this.cipher = cipher;
  }

  /// The subscription of an address, of any owner: the address identifies it.
  public Optional<Subscription> findByKey(Provider provider, String key) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select *
                      from provider_subscription
                     where key = :key
                       and provider = :provider
                       and api_owner_id is not null
                    """)
                .bind("key", key)
                .bind("provider", provider)
                .map((row, _) -> read(row))
                .findOne());
  }

  public List<Subscription> list(AccountKey account) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select *
                      from provider_subscription
                     where api_owner_id = :owner
                       and leaf_user_id = :leafUser
                       and provider = :provider
                     order by kind
                    """)
                .bindMethods(account)
                .map((row, _) -> read(row))
                .list());
  }

  /// Stores a new one, unless there is one of its kind or the account was deleted.
  public void insert(AccountKey account, Subscription subscription, Instant now) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    """
                    insert into provider_subscription
                           (api_owner_id, leaf_user_id, provider, kind, key, key_id, token, application,
                            target, created_at)
                    select :owner, :leafUser, :provider, :kind, :key, :keyId, :token, :application,
                           :target, :now
                     where exists (select from provider_account
                                    where api_owner_id = :owner
                                      and leaf_user_id = :leafUser
                                      and provider = :provider
                                      for key share)
                    on conflict do nothing
                    """)
                .bindMethods(account)
                .bind("kind", subscription.kind())
                .bind("key", subscription.key())
                .bind("keyId", cipher.keyId())
                .bind(
                    "token",
                    cipher.encrypt(row(account.owner(), subscription.key()), subscription.token()))
                .bind("application", subscription.application())
                .bind("target", subscription.target())
                .bind("now", now)
                .execute());
  }

  /// Stores the request that was sent to the provider and the provider's id.
  public void save(ApiOwnerId owner, Subscription subscription) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    """
                    update provider_subscription
                       set provider_subscription_id = :id
                         , provider_org_ids = :orgs
                         , target = :target
                     where api_owner_id = :owner
                       and key = :key
                    """)
                .bind("id", subscription.providerSubscriptionId())
                .bind("orgs", subscription.providerOrgIds().toArray(String[]::new))
                .bind("target", subscription.target())
                .bind("owner", owner)
                .bind("key", subscription.key())
                .execute());
  }

  public void markVerified(ApiOwnerId owner, String key, Instant now) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    """
                    update provider_subscription
                       set verified_at = :now
                     where api_owner_id = :owner
                       and key = :key
                    """)
                .bind("now", now)
                .bind("owner", owner)
                .bind("key", key)
                .execute());
  }

  /// Records that there are no notifications until the provider has verified the target again.
  public void markUnverified(ApiOwnerId owner, String key) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    """
                    update provider_subscription
                       set verified_at = null
                     where api_owner_id = :owner
                       and key = :key
                    """)
                .bind("owner", owner)
                .bind("key", key)
                .execute());
  }

  public void delete(ApiOwnerId owner, String key) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    """
                    delete from provider_subscription
                     where api_owner_id = :owner
                       and key = :key
                    """)
                .bind("owner", owner)
                .bind("key", key)
                .execute());
  }

  private Subscription read(ResultSet row) throws SQLException {
    ApiOwnerId owner = Columns.get(row, "api_owner_id", ApiOwnerId.class);
    String key = row.getString("key");
    Secret token =
        cipher
            .decryptSecret(row(owner, key), row.getBytes("token"), row.getString("key_id"))
            .orElse(Secret.of(""));
    return new Subscription(
        new AccountKey(
            owner,
            Columns.get(row, "leaf_user_id", LeafUserId.class),
            Columns.get(row, "provider", Provider.class)),
        Columns.get(row, "kind", SubscriptionKind.class),
        key,
        token,
        row.getString("application"),
        row.getString("provider_subscription_id"),
        List.of((String[]) row.getArray("provider_org_ids").getArray()),
        row.getString("target"));
  }

  /// The account may move to another Leaf user; owner and key do not change.
  private static String row(ApiOwnerId owner, String key) {
    return "notification|" + owner + "|" + key;
  }
}
