package io.headland.server.usecase.credential;

import io.headland.server.core.credential.AccountKey;
import io.headland.server.core.credential.AccountStore;
import io.headland.server.core.credential.CredentialEvents;
import io.headland.server.core.field.FieldDataCountStore;
import io.headland.server.core.organization.OrganizationEventStore;
import io.headland.server.usecase.sync.PlanSync;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/// Deletes an account with its credential, its organizations and their records.
public final class DeleteAccount {
  private final Jdbi jdbi;
  private final PlanSync plans;
  private final InstantSource clock;

  public DeleteAccount(Jdbi jdbi, PlanSync plans, InstantSource clock) {
    this.jdbi = jdbi;
    this.plans = plans;
    this.clock = clock;
  }

  /// Deletes in a separate transaction.
  ///
  /// @return whether there was an account
  public boolean delete(AccountKey account) {
    return jdbi.inTransaction(handle -> delete(handle, account));
  }

  /// Deletes within a transaction.
  ///
  /// @return whether there was an account
  public boolean delete(Handle handle, AccountKey account) {
    Instant now = clock.instant();
    AccountStore.lock(handle, account);
    // The organizations are locked before the run, as in a selection.
    OrganizationEventStore.removed(handle, account, now);
    plans.endOutdated(handle, account, now);
    AccountEvents.write(
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
                .bindMethods(account)
                .execute()
            > 0;
    // The records of the organizations are no longer counted.
    FieldDataCountStore.record(handle, account, now);
    return deleted;
  }
}
