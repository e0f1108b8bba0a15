package io.headland.server.core.credential;

import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.CredentialId;
import io.headland.server.platform.id.LeafUserId;
import io.headland.server.platform.jdbc.Columns;
import io.headland.server.provider.Provider;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/// Accounts and their locks.
public final class AccountStore {
  private final Jdbi jdbi;

  public AccountStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /// The account that a credential belongs to.
  public Optional<AccountKey> find(ApiOwnerId owner, CredentialId id) {
    return jdbi.withHandle(handle -> findAccount(handle, owner, id));
  }

  /// The providers for which a Leaf user has credentials.
  public Set<Provider> listProviders(Handle handle, ApiOwnerId owner, LeafUserId leafUser) {
    return handle
        .createQuery(
            """
            select provider
              from credential
             where api_owner_id = :owner
               and leaf_user_id = :leafUser
            """)
        .bind("owner", owner)
        .bind("leafUser", leafUser)
        .map((row, _) -> Columns.get(row, "provider", Provider.class))
        .set();
  }

  /// The account of a credential, locked until the transaction ends. The account is locked instead
  /// of the credential, because a deletion locks it as well.
  public Optional<AccountKey> lockAccount(Handle handle, ApiOwnerId owner, CredentialId id) {
    Optional<AccountKey> before = Optional.empty();
    Optional<AccountKey> found = findAccount(handle, owner, id);
    while (found.isPresent() && !found.equals(before)) {
      before = found;
      lock(handle, found.get());
      // Meanwhile the credential may have been deleted, or moved to another account.
      found = findAccount(handle, owner, id);
    }
    return found;
  }

  /// Locks an account until the transaction ends.
  public static void lock(Handle handle, AccountKey account) {
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
        .bindMethods(account)
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
        .bind("owner", owner)
        .bind("id", id)
        .map(
            (row, _) ->
                new AccountKey(
                    owner,
                    Columns.get(row, "leaf_user_id", LeafUserId.class),
                    Columns.get(row, "provider", Provider.class)))
        .findOne();
  }
}
