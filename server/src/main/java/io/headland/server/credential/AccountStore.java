package io.headland.server.credential;

import io.headland.server.id.ApiOwnerId;
import io.headland.server.id.CredentialId;
import io.headland.server.id.LeafUserId;
import io.headland.server.provider.Provider;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/// Accounts on their way from one Leaf user to another, within the transaction of whoever moves
/// them.
public final class AccountStore {
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
}
