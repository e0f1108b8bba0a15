package io.headland.server.core.connect;

import io.headland.server.core.credential.CredentialCipher;
import io.headland.server.core.credential.CredentialCipher.Sealed;
import io.headland.server.platform.config.Secret;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.jdbc.Columns;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/// Sign-ins at providers. Each is identified by the digest of its state and completed once.
public final class SignInStore {
  private static final String VERIFIER = "verifier";
  private static final int MAX_PER_SESSION = 20;

  private final Jdbi jdbi;
  private final CredentialCipher cipher;

  public SignInStore(Jdbi jdbi, CredentialCipher cipher) {
    this.jdbi = jdbi;
    this.cipher = cipher;
  }

  /// The result of a callback with a state.
  public sealed interface Completion {
    /// For the first time.
    ///
    /// @param verifier of the request's challenge
    /// @param scopesExtended whether scopes other than those of the application were requested
    record First(UUID connectSession, Secret verifier, boolean scopesExtended)
        implements Completion {}

    /// Again: the page was reloaded, or the back button was used.
    record Again(UUID connectSession) implements Completion {}

    record Unknown() implements Completion {}
  }

  /// Stores a sign-in that begins.
  ///
  /// @param scopesExtended whether scopes other than those of the application are requested
  public void insert(
      ApiOwnerId owner,
      UUID connectSession,
      byte[] stateHash,
      Secret verifier,
      boolean scopesExtended,
      Instant now) {
    Sealed sealed = cipher.seal(owner, connectSession, Map.of(VERIFIER, verifier));
    jdbi.useTransaction(
        handle -> {
          deleteOldest(handle, owner, connectSession);
          handle
              .createUpdate(
                  """
                  insert into connect_sign_in
                         (api_owner_id, state_hash, session_id, verifier, key_id, scopes_extended,
                          created_at)
                  values (:owner, :state, :connectSession, :verifier, :keyId, :scopesExtended, :now)
                  """)
              .bind("owner", owner)
              .bind("state", stateHash)
              .bind("connectSession", connectSession)
              .bind("verifier", sealed.bytes())
              .bind("keyId", sealed.keyId())
              .bind("scopesExtended", scopesExtended)
              .bind("now", now)
              .execute();
        });
  }

  /// Only the latest are required; older ones would accumulate.
  private static void deleteOldest(Handle handle, ApiOwnerId owner, UUID connectSession) {
    handle
        .createUpdate(
            """
            delete from connect_sign_in
             where api_owner_id = :owner
               and session_id = :connectSession
               and state_hash not in (select state_hash
                                        from connect_sign_in
                                       where api_owner_id = :owner
                                         and session_id = :connectSession
                                       order by created_at desc
                                       limit :max)
            """)
        .bind("owner", owner)
        .bind("connectSession", connectSession)
        .bind("max", MAX_PER_SESSION)
        .execute();
  }

  /// Completes a sign-in, for the link of any owner, in the browser that has the session.
  public Completion complete(byte[] stateHash, byte[] session, Instant now) {
    return jdbi.inTransaction(
        handle ->
            completeFirst(handle, stateHash, session, now)
                .or(() -> findCompleted(handle, stateHash, session, now))
                .orElseGet(Completion.Unknown::new));
  }

  private Optional<Completion> completeFirst(
      Handle handle, byte[] state, byte[] session, Instant now) {
    return handle
        .createQuery(
            """
            update connect_sign_in s
               set answered_at = :now
              from connect_session v
             where s.state_hash = :state
               and s.answered_at is null
               and v.api_owner_id = s.api_owner_id
               and v.id = s.session_id
               and v.session_hash = :session
               and v.expires_at > :now
            returning s.api_owner_id, s.session_id, s.verifier, s.key_id, s.scopes_extended
            """)
        .bind("state", state)
        .bind("session", session)
        .bind("now", now)
        .map(
            (row, _) -> {
              UUID connectSession = row.getObject("session_id", UUID.class);
              boolean scopesExtended = row.getBoolean("scopes_extended");
              return cipher
                  .open(
                      Columns.get(row, "api_owner_id", ApiOwnerId.class),
                      connectSession,
                      new Sealed(row.getBytes("verifier"), row.getString("key_id")))
                  .<Completion>map(
                      secrets ->
                          new Completion.First(
                              connectSession,
                              secrets.getOrDefault(VERIFIER, Secret.of("")),
                              scopesExtended))
                  .orElseGet(Completion.Unknown::new);
            })
        .findOne();
  }

  private static Optional<Completion> findCompleted(
      Handle handle, byte[] state, byte[] session, Instant now) {
    return handle
        .createQuery(
            """
            select s.session_id
              from connect_sign_in s
              join connect_session v on v.api_owner_id = s.api_owner_id
                                  and v.id = s.session_id
             where s.state_hash = :state
               and v.session_hash = :session
               and v.expires_at > :now
            """)
        .bind("state", state)
        .bind("session", session)
        .bind("now", now)
        .mapTo(UUID.class)
        .findOne()
        .map(Completion.Again::new);
  }
}
