package io.headland.server.usecase.organization;

import static io.headland.server.core.organization.ProviderOrganizationStore.keyed;

import io.headland.server.core.credential.AccountKey;
import io.headland.server.core.organization.OrganizationEventStore;
import io.headland.server.core.organization.OrganizationStatus;
import io.headland.server.core.organization.ProviderOrganization;
import io.headland.server.core.organization.ProviderOrganizationStore;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/// A caller's choice among the organizations, with what follows from it.
public final class SelectOrganizations {
  private static final List<OrganizationStatus> CHOICES =
      List.of(OrganizationStatus.SELECTED, OrganizationStatus.PREVIEW);

  private final Jdbi jdbi;
  private final OnChoice onChoice;

  /// What else happens when a caller gives organizations another status.
  public interface OnChoice {
    /// Within the transaction, before the status is stored: storing it locks the copies of the
    /// organizations, and a run and its parts are locked before those.
    void choosing(
        Handle handle,
        AccountKey account,
        List<String> providerOrgIds,
        OrganizationStatus status,
        Instant now);

    /// Within the transaction, after the status is stored.
    void chosen(Handle handle, AccountKey account, Instant now);

    /// Once it is committed.
    void committed();
  }

  public SelectOrganizations(Jdbi jdbi, OnChoice onChoice) {
    this.jdbi = jdbi;
    this.onChoice = onChoice;
  }

  /// Stores the choice; empty when there is no such organization or it is `BLOCKED`.
  public Optional<ProviderOrganization> choose(
      AccountKey account, String providerOrgId, OrganizationStatus choice, Instant now) {
    return chooseAll(account, Map.of(providerOrgId, choice), now).stream().findFirst();
  }

  /// Stores choices, all in one transaction.
  ///
  /// @return the organizations as chosen, by their ids; those that do not exist or are `BLOCKED`
  ///   are not among them and stay as they are
  public List<ProviderOrganization> chooseAll(
      AccountKey account, Map<String, OrganizationStatus> choices, Instant now) {
    List<ProviderOrganization> chosen =
        jdbi.inTransaction(
            handle -> {
              List<ProviderOrganization> before =
                  lock(handle, account, choices.keySet()).stream()
                      .filter(found -> !found.isBlocked())
                      .toList();
              for (OrganizationStatus choice : CHOICES) {
                store(
                    handle,
                    account,
                    before.stream()
                        .filter(found -> choices.get(found.providerOrgId()) == choice)
                        .toList(),
                    choice,
                    now);
              }
              return before.stream()
                  .map(found -> found.chosen(chosenOf(choices, found.providerOrgId())))
                  .toList();
            });
    if (!chosen.isEmpty()) {
      onChoice.committed();
    }
    return chosen;
  }

  private static OrganizationStatus chosenOf(
      Map<String, OrganizationStatus> choices, String providerOrgId) {
    return Objects.requireNonNull(choices.get(providerOrgId));
  }

  private void store(
      Handle handle,
      AccountKey account,
      List<ProviderOrganization> before,
      OrganizationStatus choice,
      Instant now) {
    List<String> moved = ids(before, found -> found.status() != choice);
    if (!moved.isEmpty()) {
      OrganizationEventStore.changed(
          handle,
          account,
          before,
          before.stream().map(found -> found.chosen(choice)).toList(),
          now);
      onChoice.choosing(handle, account, moved, choice, now);
    }
    List<String> touched =
        ids(before, found -> found.chosenStatus() != choice || found.status() != choice);
    if (!touched.isEmpty()) {
      update(handle, account, touched, choice, now);
    }
    if (!moved.isEmpty()) {
      onChoice.chosen(handle, account, now);
    }
  }

  private static List<String> ids(
      List<ProviderOrganization> organizations, Predicate<ProviderOrganization> which) {
    return organizations.stream().filter(which).map(ProviderOrganization::providerOrgId).toList();
  }

  /// In one order, so that two callers never wait for each other.
  private static List<ProviderOrganization> lock(
      Handle handle, AccountKey account, Set<String> providerOrgIds) {
    return keyed(
            handle.createQuery(
                """
                select <columns>
                  from provider_organization
                 where api_owner_id = :owner
                   and leaf_user_id = :leafUser
                   and provider = :provider
                   and provider_org_id = any(:orgs::text[])
                 order by provider_org_id
                   for no key update
                """),
            account)
        .define("columns", ProviderOrganizationStore.COLUMNS)
        .bind("orgs", providerOrgIds.toArray(String[]::new))
        .map(ProviderOrganizationStore.ROW)
        .list();
  }

  private static void update(
      Handle handle,
      AccountKey account,
      List<String> providerOrgIds,
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
                   and provider_org_id = any(:orgs::text[])
                """),
            account)
        .bind("orgs", providerOrgIds.toArray(String[]::new))
        .bind("choice", choice)
        .bind("now", now)
        .execute();
  }
}
