package io.headland.server.usecase.subscription;

import io.headland.server.core.credential.AccountKey;
import io.headland.server.core.subscription.SubscriptionTaskStore;
import io.headland.server.platform.id.CredentialId;
import io.headland.server.platform.id.LeafUserId;
import io.headland.server.usecase.credential.AccountStore;
import java.time.Instant;
import org.jdbi.v3.core.Handle;

/// What follows for subscriptions when an account gets another credential: it may be one of another
/// application, or another user's. When the account goes, its rows go along, and when it moves they
/// move.
public final class SubscriptionAccountStore implements AccountStore.OnChange {
  private final AccountStore.OnChange first;
  private final SubscriptionTaskStore tasks;

  /// @param first what else follows, before
  public SubscriptionAccountStore(AccountStore.OnChange first, SubscriptionTaskStore tasks) {
    this.first = first;
    this.tasks = tasks;
  }

  @Override
  public void stored(Handle handle, AccountKey account, CredentialId credential, Instant now) {
    first.stored(handle, account, credential, now);
    tasks.selectionChanged(handle, account, now);
  }

  @Override
  public void removed(Handle handle, AccountKey account, Instant now) {
    first.removed(handle, account, now);
  }

  @Override
  public void gone(Handle handle, AccountKey account, Instant now) {
    first.gone(handle, account, now);
  }

  @Override
  public void moved(Handle handle, AccountKey account, LeafUserId target, Instant now) {
    first.moved(handle, account, target, now);
  }
}
