package io.headland.server.core.subscription;

import io.headland.server.platform.config.Secret;
import io.headland.server.platform.crypto.RowCipher;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/// The `Authorization` values of posts for provider applications, encrypted. The provider stores
/// one for each application, regardless of the API owners that use it; so does this store.
public final class NotificationAuthorizationStore {
  private final Jdbi jdbi;
  private final RowCipher cipher;

  public NotificationAuthorizationStore(Jdbi jdbi, RowCipher cipher) {
    this.jdbi = jdbi;
    this.cipher = cipher;
  }

  public Optional<Secret> find(String application) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select key_id, value
                      from subscription_authorization
                     where application = :application
                    """)
                .bind("application", application)
                .map(
                    (row, _) ->
                        cipher
                            .decryptSecret(
                                "notification|" + application,
                                row.getBytes("value"),
                                row.getString("key_id"))
                            .orElse(Secret.of("")))
                .findOne());
  }

  /// Stores a value unless there is one: if two nodes start concurrently, there is one value.
  public Secret findOrInsert(String application, Secret fresh) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    """
                    insert into subscription_authorization (application, key_id, value)
                    values (:application, :keyId, :value)
                    on conflict do nothing
                    """)
                .bind("application", application)
                .bind("keyId", cipher.keyId())
                .bind("value", cipher.encrypt("notification|" + application, fresh))
                .execute());
    return find(application).orElse(fresh);
  }
}
