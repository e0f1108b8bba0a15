package io.headland.server.api.connect;

import io.headland.server.core.configuration.Configurations;
import io.headland.server.core.configuration.OrganizationDataSync;
import io.headland.server.core.credential.AccountKey;
import io.headland.server.core.credential.Credential;
import io.headland.server.core.credential.CredentialStatus;
import io.headland.server.core.credential.CredentialStore;
import io.headland.server.core.organization.OrganizationStatus;
import io.headland.server.core.organization.ProviderOrganization;
import io.headland.server.core.organization.ProviderOrganizationStore;
import io.headland.server.engine.grant.Sleeper;
import io.headland.server.engine.subscription.EndSubscriptions;
import io.headland.server.usecase.credential.DeleteAccount;
import io.headland.server.usecase.organization.SelectOrganizations;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// A grower's account, as displayed and changed by the pages.
public final class GrowerAccount {
  private static final Duration POLL_INTERVAL = Duration.ofMillis(200);
  private static final int MAX_POLLS = 50;

  private final CredentialStore credentials;
  private final DeleteAccount deletion;
  private final EndSubscriptions subscriptions;
  private final ProviderOrganizationStore organizations;
  private final SelectOrganizations choices;
  private final Configurations configurations;
  private final Listing listing;
  private final Sleeper pause;
  private final InstantSource clock;

  /// Lists the organizations of an account again, unless a run is in progress.
  @FunctionalInterface
  public interface Listing {
    boolean listIfIdle(AccountKey account) throws InterruptedException;
  }

  public GrowerAccount(
      CredentialStore credentials,
      DeleteAccount deletion,
      EndSubscriptions subscriptions,
      ProviderOrganizationStore organizations,
      SelectOrganizations choices,
      Configurations configurations,
      Listing listing,
      Sleeper pause,
      InstantSource clock) {
    this.credentials = credentials;
    this.deletion = deletion;
    this.subscriptions = subscriptions;
    this.organizations = organizations;
    this.choices = choices;
    this.configurations = configurations;
    this.listing = listing;
    this.pause = pause;
    this.clock = clock;
  }

  Optional<CredentialStatus> status(AccountKey account) {
    return credentials.find(account).map(Credential::status);
  }

  /// Whether the grower is not required to sign in.
  boolean isConnected(AccountKey account) {
    return status(account).filter(s -> s != CredentialStatus.UNAUTHENTICATED).isPresent();
  }

  /// The organizations whose switch is initially on: the shared ones and, if everything is to be
  /// synced, those without a choice, which the grower has just connected at the provider: an
  /// organization that was first seen unconnected is a `PREVIEW`.
  Predicate<ProviderOrganization> isOn(AccountKey account) {
    boolean everything =
        configurations.organizationDataSync(account.owner(), account.leafUser())
            == OrganizationDataSync.ALL;
    return organization ->
        organization.status() == OrganizationStatus.SELECTED
            || (everything && !organization.isBlocked() && organization.chosenStatus() == null);
  }

  /// Lists the organizations again, and waits some time for a run in progress.
  ///
  /// @return whether the list is a new one
  boolean list(AccountKey account) throws InterruptedException {
    for (int polls = 1; polls < MAX_POLLS; polls++) {
      if (listing.listIfIdle(account)) {
        return true;
      }
      pause.forAbout(POLL_INTERVAL);
    }
    return listing.listIfIdle(account);
  }

  /// By name; those without one last.
  List<ProviderOrganization> organizations(AccountKey account) {
    return organizations.listAll(account).stream()
        .sorted(
            Comparator.comparing(
                    (ProviderOrganization organization) -> !OrganizationRow.isNamed(organization))
                .thenComparing(organization -> organization.name().toLowerCase(Locale.ROOT))
                .thenComparing(ProviderOrganization::providerOrgId))
        .toList();
  }

  Optional<ProviderOrganization> organization(AccountKey account, String providerOrgId) {
    return organizations.find(account, providerOrgId);
  }

  void choose(AccountKey account, Map<String, OrganizationStatus> wanted) {
    choices.selectAll(account, wanted, clock.instant());
  }

  /// Removes the account with all its data.
  void disconnect(AccountKey account) throws InterruptedException {
    subscriptions.end(account);
    deletion.delete(account);
  }
}
