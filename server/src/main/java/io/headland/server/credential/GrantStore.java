package io.headland.server.credential;

import io.headland.server.config.Secret;
import io.headland.server.credential.CredentialCipher.Sealed;
import io.headland.server.event.EventStore;
import io.headland.server.event.NewEvent;
import io.headland.server.provider.GrantRefresh;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/// What changes in a credential's row while its grant is refreshed. Every statement names the
/// version of the token that its caller saw: a late one changes nothing.
public final class GrantStore {
  private final Jdbi jdbi;
  private final CredentialCipher cipher;
  private final OnRefusal onRefusal;

  /// What else happens, in the same transaction, when a grant turns out to be dead.
  @FunctionalInterface
  public interface OnRefusal {
    void refused(Handle handle, AccountKey account, Instant now);
  }

  public GrantStore(Jdbi jdbi, CredentialCipher cipher, OnRefusal onRefusal) {
    this.jdbi = jdbi;
    this.cipher = cipher;
    this.onRefusal = onRefusal;
  }

  /// Takes the right to refresh, unless another node holds it, has already refreshed, or has found
  /// the grant dead.
  boolean takeLease(AccountKey account, Credential seen, UUID holder, Instant now, Instant until) {
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
           and status <> 'UNAUTHENTICATED'
           and (lease_until is null or lease_until <= :now)
        """,
        Map.of("holder", holder, "now", now, "until", until));
  }

  /// Gives the right back when nothing came of it.
  void releaseLease(AccountKey account, Credential seen, UUID holder) {
    update(
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
    return update(
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
  }

  /// Notes that the provider refuses the grant.
  ///
  /// @return false when the credential is gone or was refreshed by somebody else meanwhile
  boolean markRefused(AccountKey account, Credential seen, Instant now) {
    return jdbi.inTransaction(
        handle -> {
          lockAccount(handle, account);
          Optional<CredentialStatus> before =
              replaceStatus(
                  handle,
                  account,
                  seen,
                  CredentialStatus.UNAUTHENTICATED,
                  "and token_version = :seen",
                  ", lease_holder = null, lease_until = null");
          before.ifPresent(
              status -> {
                tell(handle, account, seen, CredentialStatus.UNAUTHENTICATED, status, now);
                onRefusal.refused(handle, account, now);
              });
          return before.isPresent();
        });
  }

  /// What the status was; empty when it was not to be changed.
  private static Optional<CredentialStatus> replaceStatus(
      Handle handle,
      AccountKey account,
      Credential seen,
      CredentialStatus status,
      String condition,
      String alsoSet) {
    return handle
        .createQuery(
            """
            with before as
                 (select api_owner_id, id, status
                    from credential
                   where api_owner_id = :owner
                     and id = :id
                     <condition>
                     for no key update)
            update credential
               set status = :status <alsoSet>
              from before
             where credential.api_owner_id = before.api_owner_id
               and credential.id = before.id
            returning before.status
            """)
        .define("condition", condition)
        .define("alsoSet", alsoSet)
        .bind("owner", account.owner().value())
        .bind("id", seen.id().value())
        .bind("seen", seen.tokenVersion())
        .bind("status", status.name())
        .mapTo(CredentialStatus.class)
        .findOne();
  }

  private static void tell(
      Handle handle,
      AccountKey account,
      Credential credential,
      CredentialStatus status,
      CredentialStatus previous,
      Instant now) {
    if (status != previous) {
      NewEvent event = CredentialEvents.statusChanged(account, credential.id(), status, previous);
      EventStore.write(handle, account.owner(), List.of(event), now);
    }
  }

  /// Before the credential: a deletion takes its locks in that order.
  private static void lockAccount(Handle handle, AccountKey account) {
    handle
        .createQuery(
            """
            select true
              from provider_account
             where api_owner_id = :owner
               and leaf_user_id = :leafUser
               and provider = :provider
               for no key update
            """)
        .bind("owner", account.owner().value())
        .bind("leafUser", account.leafUser().value())
        .bind("provider", account.provider().wireName())
        .mapTo(Boolean.class)
        .findOne();
  }

  /// Notes what a call showed about the credential; writes nothing when that was known.
  void markStatus(AccountKey account, Credential seen, CredentialStatus status, Instant now) {
    jdbi.useTransaction(
        handle ->
            replaceStatus(
                    handle,
                    account,
                    seen,
                    status,
                    "and token_version >= :seen and status not in (:status, 'UNAUTHENTICATED')",
                    "")
                .ifPresent(before -> tell(handle, account, seen, status, before, now)));
  }

  private boolean update(
      AccountKey account, Credential seen, String sql, Map<String, Object> values) {
    return jdbi.withHandle(
        handle ->
            handle
                    .createUpdate(sql)
                    .bindMap(values)
                    .bind("owner", account.owner().value())
                    .bind("id", seen.id().value())
                    .bind("seen", seen.tokenVersion())
                    .execute()
                > 0);
  }
}
