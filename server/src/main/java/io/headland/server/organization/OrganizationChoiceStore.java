package io.headland.server.organization;

import static io.headland.server.organization.ProviderOrganizationStore.keyed;

import io.headland.server.credential.AccountKey;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/// A caller's choice among the organizations, with what follows from it.
public final class OrganizationChoiceStore {
  private final Jdbi jdbi;
  private final OnChoice onChoice;

  /// What else happens when a caller gives an organization another status.
  public interface OnChoice {
    /// Within the transaction.
    void chosen(
        Handle handle,
        AccountKey account,
        String providerOrgId,
        OrganizationStatus status,
        Instant now);

    /// Once it is committed.
    void committed();
  }

  public OrganizationChoiceStore(Jdbi jdbi, OnChoice onChoice) {
    this.jdbi = jdbi;
    this.onChoice = onChoice;
  }

  /// Stores the choice; empty when there is no such organization or it is `BLOCKED`.
  Optional<ProviderOrganization> choose(
      AccountKey account, String providerOrgId, OrganizationStatus choice, Instant now) {
    Optional<ProviderOrganization> chosen =
        jdbi.inTransaction(
            handle -> {
              Optional<ProviderOrganization> before =
                  lock(handle, account, providerOrgId).filter(found -> !found.isBlocked());
              if (before.isEmpty()) {
                return Optional.empty();
              }
              if (before.get().chosenStatus() != choice || before.get().status() != choice) {
                update(handle, account, providerOrgId, choice, now);
              }
              if (before.get().status() != choice) {
                onChoice.chosen(handle, account, providerOrgId, choice, now);
              }
              return Optional.of(before.get().chosen(choice));
            });
    chosen.ifPresent(_ -> onChoice.committed());
    return chosen;
  }

  private static Optional<ProviderOrganization> lock(
      Handle handle, AccountKey account, String providerOrgId) {
    return keyed(
            handle.createQuery(
                """
                select <columns>
                  from provider_organization
                 where api_owner_id = :owner
                   and leaf_user_id = :leafUser
                   and provider = :provider
                   and provider_org_id = :org
                   for no key update
                """),
            account)
        .define("columns", ProviderOrganizationStore.COLUMNS)
        .bind("org", providerOrgId)
        .map(ProviderOrganizationStore.ROW)
        .findOne();
  }

  private static void update(
      Handle handle,
      AccountKey account,
      String providerOrgId,
      OrganizationStatus choice,
      Instant now) {
    keyed(
            handle.createUpdate(
                """
                update provider_organization
                   set status = :choice
                     , chosen_status = :choice
                     , updated_at = :now
                 where api_owner_id = :owner
                   and leaf_user_id = :leafUser
                   and provider = :provider
                   and provider_org_id = :org
                """),
            account)
        .bind("org", providerOrgId)
        .bind("choice", choice)
        .bind("now", now)
        .execute();
  }
}
