package io.headland.server.usecase.leafuser;

import io.headland.server.core.credential.AccountKey;
import io.headland.server.core.credential.AccountStore;
import io.headland.server.core.leafuser.LeafUser;
import io.headland.server.core.leafuser.LeafUserChange;
import io.headland.server.core.leafuser.LeafUserStore;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.CredentialId;
import io.headland.server.platform.id.LeafUserId;
import io.headland.server.provider.Provider;
import io.headland.server.usecase.credential.DeleteAccount;
import io.headland.server.usecase.credential.MoveAccount;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/// Changes of a Leaf user together with its credentials, each in one transaction.
public final class ChangeLeafUser {
  private final Jdbi jdbi;
  private final LeafUserStore users;
  private final AccountStore accounts;
  private final MoveAccount move;
  private final DeleteAccount deletion;

  public ChangeLeafUser(
      Jdbi jdbi,
      LeafUserStore users,
      AccountStore accounts,
      MoveAccount move,
      DeleteAccount deletion) {
    this.jdbi = jdbi;
    this.users = users;
    this.accounts = accounts;
    this.move = move;
    this.deletion = deletion;
  }

  public LeafUserChange create(
      ApiOwnerId owner, LeafUser user, Map<Provider, CredentialId> wanted) {
    return orNothing(
        handle -> {
          if (!users.insert(handle, owner, user)) {
            return new LeafUserChange.ExternalIdTaken();
          }
          return attach(handle, owner, user.id(), wanted)
              .orElseGet(() -> new LeafUserChange.Stored(user));
        });
  }

  /// Replaces a Leaf user; credentials that the body lacks are removed.
  public LeafUserChange replace(
      ApiOwnerId owner,
      LeafUserId id,
      UnaryOperator<LeafUser> change,
      Map<Provider, CredentialId> wanted,
      Instant now) {
    return orNothing(handle -> change(handle, owner, id, change, wanted, true, now));
  }

  /// Changes the values in the body; other credentials are not changed.
  public LeafUserChange update(
      ApiOwnerId owner,
      LeafUserId id,
      UnaryOperator<LeafUser> change,
      Map<Provider, CredentialId> wanted,
      Instant now) {
    return orNothing(handle -> change(handle, owner, id, change, wanted, false, now));
  }

  /// Removes a Leaf user with its credentials, one by one, so that the events of each are written.
  ///
  /// @return whether there was one
  public boolean delete(ApiOwnerId owner, LeafUserId id) {
    return jdbi.inTransaction(
        handle -> {
          if (!users.lockToDelete(handle, owner, id)) {
            return false;
          }
          for (Provider held : accounts.listProviders(handle, owner, id)) {
            deletion.delete(handle, new AccountKey(owner, id, held));
          }
          users.delete(handle, owner, id);
          return true;
        });
  }

  private LeafUserChange change(
      Handle handle,
      ApiOwnerId owner,
      LeafUserId id,
      UnaryOperator<LeafUser> change,
      Map<Provider, CredentialId> wanted,
      boolean dropOthers,
      Instant now) {
    Optional<LeafUser> before = users.lock(handle, owner, id);
    if (before.isEmpty()) {
      return new LeafUserChange.NotFound();
    }
    LeafUser after = change.apply(before.get());
    if (!after.equals(before.get()) && !users.update(handle, owner, after, now)) {
      return new LeafUserChange.ExternalIdTaken();
    }
    if (dropOthers) {
      for (Provider held : accounts.listProviders(handle, owner, id)) {
        if (!wanted.containsKey(held)) {
          deletion.delete(handle, new AccountKey(owner, id, held));
        }
      }
    }
    return attach(handle, owner, id, wanted).orElseGet(() -> new LeafUserChange.Stored(after));
  }

  /// Ensures that the Leaf user has the given credentials; empty on success.
  private Optional<LeafUserChange> attach(
      Handle handle, ApiOwnerId owner, LeafUserId id, Map<Provider, CredentialId> wanted) {
    Set<Provider> held = accounts.listProviders(handle, owner, id);
    for (Map.Entry<Provider, CredentialId> entry : wanted.entrySet()) {
      Provider provider = entry.getKey();
      Optional<AccountKey> account =
          accounts
              .lockAccount(handle, owner, entry.getValue())
              .filter(found -> found.provider() == provider);
      if (account.isEmpty()) {
        return Optional.of(new LeafUserChange.UnknownCredential(provider));
      }
      if (!account.get().leafUser().equals(id)) {
        if (held.contains(provider)) {
          return Optional.of(new LeafUserChange.CredentialConflict(provider));
        }
        move.move(handle, account.get(), id);
      }
    }
    return Optional.empty();
  }

  private LeafUserChange orNothing(
      org.jdbi.v3.core.HandleCallback<LeafUserChange, RuntimeException> work) {
    return jdbi.inTransaction(
        handle -> {
          LeafUserChange change = work.withHandle(handle);
          if (!(change instanceof LeafUserChange.Stored)) {
            handle.rollback();
          }
          return change;
        });
  }
}
