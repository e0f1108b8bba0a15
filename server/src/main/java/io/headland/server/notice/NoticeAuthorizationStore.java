package io.headland.server.notice;

import io.headland.server.config.Secret;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/// What posts for a provider application carry as their authorization, in the database, encrypted.
/// The provider keeps one for each application, whichever API owners use it: so do we.
final class NoticeAuthorizationStore {
  private final Jdbi jdbi;
  private final NoticeCipher cipher;

  NoticeAuthorizationStore(Jdbi jdbi, NoticeCipher cipher) {
    this.jdbi = jdbi;
    this.cipher = cipher;
  }

  Optional<Secret> find(String application) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select key_id, value
                      from notice_authorization
                     where application = :application
                    """)
                .bind("application", application)
                .map(
                    (row, _) ->
                        cipher.open(application, row.getBytes("value"), row.getString("key_id")))
                .findOne());
  }

  /// Keeps a value unless there is one: two nodes that start at once end with one.
  Secret findOrKeep(String application, Secret fresh) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    """
                    insert into notice_authorization (application, key_id, value)
                    values (:application, :keyId, :value)
                    on conflict do nothing
                    """)
                .bind("application", application)
                .bind("keyId", cipher.keyId())
                .bind("value", cipher.seal(application, fresh))
                .execute());
    return find(application).orElse(fresh);
  }
}
