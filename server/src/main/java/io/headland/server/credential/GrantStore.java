package io.headland.server.credential;

import io.headland.server.config.Secret;
import io.headland.server.credential.CredentialCipher.Sealed;
import io.headland.server.provider.GrantRefresh;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/// What changes in a credential's row while its grant is refreshed. Every statement names the
/// version of the token that its caller saw: a late one changes nothing.
public final class GrantStore {
  private final Jdbi jdbi;
  private final CredentialCipher cipher;

  public GrantStore(Jdbi jdbi, CredentialCipher cipher) {
    this.jdbi = jdbi;
    this.cipher = cipher;
  }

  /// Takes the right to refresh, unless another node holds it, has already refreshed, or has found
  /// the grant revoked.
  ///
  /// @param probing whether a grant that counts as revoked is tried all the same
  boolean takeLease(
      AccountKey account,
      Credential seen,
      UUID holder,
      Instant now,
      Instant until,
      boolean probing) {
    return update(
        account,
        seen,
        """
        update credential
           set lease_holder = :holder
             , lease_until = :until
         where api_owner_id = :owner
           and id = :id
           and token_version = :seen
           and (status <> 'UNAUTHENTICATED' or :probing)
           and (lease_until is null or lease_until <= :now)
        """,
        Map.of("holder", holder, "now", now, "until", until, "probing", probing));
  }

  /// Gives the right back when nothing came of it.
  void releaseLease(AccountKey account, Credential seen, UUID holder) {
    jdbi.useHandle(handle -> releaseLease(handle, account, seen, holder));
  }

  static void releaseLease(Handle handle, AccountKey account, Credential seen, UUID holder) {
    update(
        handle,
        account,
        seen,
        """
        update credential
           set lease_holder = null
             , lease_until = null
         where api_owner_id = :owner
           and id = :id
           and token_version = :seen
           and lease_holder = :holder
        """,
        Map.of("holder", holder));
  }

  /// Stores what the provider granted. Does not ask for the lease: should it have run out while the
  /// provider took its time, what the provider gave is still the newest there is.
  ///
  /// @return false when the credential is gone or was refreshed by somebody else meanwhile
  boolean commit(AccountKey account, Credential seen, GrantRefresh.Granted granted, Instant now) {
    Map<String, Secret> secrets = new HashMap<>(seen.secrets());
    secrets.put(Credential.ACCESS_TOKEN, granted.accessToken());
    secrets.put(Credential.REFRESH_TOKEN, granted.refreshToken());
    Sealed sealed = cipher.seal(account.owner(), seen.id(), secrets);
    return jdbi.inTransaction(
        handle -> {
          boolean stored =
              update(
                  handle,
                  account,
                  seen,
                  """
                  update credential
                     set secrets = :secrets
                       , key_id = :keyId
                       , scopes = :scopes
                       , access_expires_at = :expires
                       , token_version = token_version + 1
                       , lease_holder = null
                       , lease_until = null
                   where api_owner_id = :owner
                     and id = :id
                     and token_version = :seen
                  """,
                  Map.of(
                      "secrets", sealed.bytes(),
                      "keyId", sealed.keyId(),
                      "scopes", granted.providerScopes().toArray(String[]::new),
                      "expires", now.plus(granted.lifetime())));
          if (stored) {
            CredentialFailureStore.deleteOfApplication(handle, account, seen.id());
          }
          return stored;
        });
  }

  private boolean update(
      AccountKey account, Credential seen, String sql, Map<String, Object> values) {
    return jdbi.withHandle(handle -> update(handle, account, seen, sql, values));
  }

  private static boolean update(
      Handle handle, AccountKey account, Credential seen, String sql, Map<String, Object> values) {
    return handle
            .createUpdate(sql)
            .bindMap(values)
            .bind("owner", account.owner().value())
            .bind("id", seen.id().value())
            .bind("seen", seen.tokenVersion())
            .execute()
        > 0;
  }
}
