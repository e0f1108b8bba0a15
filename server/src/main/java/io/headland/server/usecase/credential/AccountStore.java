package io.headland.server.usecase.credential;

import io.headland.server.core.credential.AccountKey;
import io.headland.server.core.credential.CredentialEvents;
import io.headland.server.core.credential.CredentialStatus;
import io.headland.server.core.event.EventStore;
import io.headland.server.core.event.NewEvent;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.CredentialId;
import io.headland.server.platform.id.LeafUserId;
import io.headland.server.provider.Provider;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/// Accounts with all that hangs on them: which there are, moving them from one Leaf user to
/// another, and removing them; within the transaction of whoever does so.
public final class AccountStore {
  private final Jdbi jdbi;
  private final OnChange onChange;
  private final InstantSource clock;

  /// What else happens, in the same transaction, when an account changes: what was begun with an
  /// earlier credential must not end as if it had been seen with this one.
  public interface OnChange {
    /// The account got a credential, its first or another one.
    void stored(Handle handle, AccountKey account, CredentialId credential, Instant now);

    /// The account is about to go, with its credential.
    void removed(Handle handle, AccountKey account, Instant now);

    /// The account has gone.
    void gone(Handle handle, AccountKey account, Instant now);

    /// The account is about to move to another Leaf user.
    void moved(Handle handle, AccountKey account, LeafUserId target, Instant now);
  }

  public AccountStore(Jdbi jdbi, OnChange onChange, InstantSource clock) {
    this.jdbi = jdbi;
    this.onChange = onChange;
    this.clock = clock;
  }

  /// The account that a credential belongs to.
  public Optional<AccountKey> find(ApiOwnerId owner, CredentialId id) {
    return jdbi.withHandle(handle -> findAccount(handle, owner, id));
  }

  /// The providers that a Leaf user holds credentials for.
  public Set<Provider> listProviders(Handle handle, ApiOwnerId owner, LeafUserId leafUser) {
    return handle
        .createQuery(
            """
            select provider
              from credential
             where api_owner_id = :owner
               and leaf_user_id = :leafUser
            """)
        .bind("owner", owner.value())
        .bind("leafUser", leafUser.value())
        .map((row, _) -> Provider.ofWireName(row.getString("provider")).orElseThrow())
        .set();
  }

  /// The account that a credential belongs to, kept from changing until the transaction ends. The
  /// account is locked and not the credential: a deletion begins there as well.
  public Optional<AccountKey> lockAccount(Handle handle, ApiOwnerId owner, CredentialId id) {
    Optional<AccountKey> before = Optional.empty();
    Optional<AccountKey> found = findAccount(handle, owner, id);
    while (found.isPresent() && !found.equals(before)) {
      before = found;
      lock(handle, found.get());
      // While this waited the credential may have gone, or moved on to another account.
      found = findAccount(handle, owner, id);
    }
    return found;
  }

  private static void lock(Handle handle, AccountKey account) {
    handle
        .createQuery(
            """
            select true
              from provider_account
             where api_owner_id = :owner
               and leaf_user_id = :leafUser
               and provider = :provider
               for update
            """)
        .bind("owner", account.owner().value())
        .bind("leafUser", account.leafUser().value())
        .bind("provider", account.provider().wireName())
        .mapTo(Boolean.class)
        .findOne();
  }

  private static Optional<AccountKey> findAccount(
      Handle handle, ApiOwnerId owner, CredentialId id) {
    return handle
        .createQuery(
            """
            select leaf_user_id, provider
              from credential
             where api_owner_id = :owner
               and id = :id
            """)
        .bind("owner", owner.value())
        .bind("id", id.value())
        .map(
            (row, _) ->
                new AccountKey(
                    owner,
                    new LeafUserId(row.getObject("leaf_user_id", UUID.class)),
                    Provider.ofWireName(row.getString("provider")).orElseThrow()))
        .findOne();
  }

  /// Moves an account, with credential and organizations, to another Leaf user that has none.
  public void move(Handle handle, AccountKey account, LeafUserId target) {
    Instant now = clock.instant();
    onChange.moved(handle, account, target, now);
    AccountKey after = new AccountKey(account.owner(), target, account.provider());
    tell(
        handle,
        account,
        now,
        (id, status) ->
            List.of(
                CredentialEvents.movedTo(account, id, status, target),
                CredentialEvents.movedFrom(after, id, status, account.leafUser())));
    markReported(handle, account);
    handle
        .createUpdate(
            """
            update provider_account
               set leaf_user_id = :target
             where api_owner_id = :owner
               and leaf_user_id = :leafUser
               and provider = :provider
            """)
        .bind("target", target.value())
        .bind("owner", account.owner().value())
        .bind("leafUser", account.leafUser().value())
        .bind("provider", account.provider().wireName())
        .execute();
  }

  private static void markReported(Handle handle, AccountKey account) {
    handle
        .createUpdate(
            """
            update credential
               set told_status = coalesce(told_status, status)
             where api_owner_id = :owner
               and leaf_user_id = :leafUser
               and provider = :provider
            """)
        .bind("owner", account.owner().value())
        .bind("leafUser", account.leafUser().value())
        .bind("provider", account.provider().wireName())
        .execute();
  }

  /// Removes an account: its credential, its events and its organizations go with it.
  ///
  /// @return whether there was one
  public boolean delete(AccountKey account) {
    return jdbi.inTransaction(handle -> delete(handle, account));
  }

  public boolean delete(Handle handle, AccountKey account) {
    Instant now = clock.instant();
    lock(handle, account);
    onChange.removed(handle, account, now);
    tell(
        handle,
        account,
        now,
        (id, status) -> List.of(CredentialEvents.removed(account, id, status)));
    boolean deleted =
        handle
                .createUpdate(
                    """
                    delete from provider_account
                     where api_owner_id = :owner
                       and leaf_user_id = :leafUser
                       and provider = :provider
                    """)
                .bind("owner", account.owner().value())
                .bind("leafUser", account.leafUser().value())
                .bind("provider", account.provider().wireName())
                .execute()
            > 0;
    onChange.gone(handle, account, now);
    return deleted;
  }

  private static void tell(
      Handle handle,
      AccountKey account,
      Instant now,
      BiFunction<CredentialId, CredentialStatus, List<NewEvent>> what) {
    handle
        .createQuery(
            """
            select id, status
              from credential
             where api_owner_id = :owner
               and leaf_user_id = :leafUser
               and provider = :provider
               for no key update
            """)
        .bind("owner", account.owner().value())
        .bind("leafUser", account.leafUser().value())
        .bind("provider", account.provider().wireName())
        .map(
            (row, _) ->
                what.apply(
                    new CredentialId(row.getObject("id", UUID.class)),
                    CredentialStatus.valueOf(row.getString("status"))))
        .findOne()
        .ifPresent(events -> EventStore.write(handle, account.owner(), events, now));
  }
}
