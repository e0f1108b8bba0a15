package io.headland.server.engine.sync;

import io.headland.server.core.configuration.OrganizationDataSync;
import io.headland.server.core.credential.AccountKey;
import io.headland.server.core.organization.BlockedReason;
import io.headland.server.core.organization.OrganizationChanges;
import io.headland.server.core.organization.OrganizationListing;
import io.headland.server.core.organization.OrganizationRules;
import io.headland.server.core.organization.ProviderOrganization;
import io.headland.server.core.organization.ProviderOrganizationStore;
import io.headland.server.engine.organization.AccountReading;
import io.headland.server.provider.OrganizationLookup;
import io.headland.server.provider.OrganizationRecord;
import io.headland.server.provider.ProviderAdapter;
import io.headland.server.provider.Providers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Requests each organization that a listing lacks, by its id: a restricted one is not listed
/// either, and then the required action of the customer is known.
public final class MissingOrganizationCheck {
  /// At most this many are requested; more missing organizations probably have a common cause.
  private static final int MAX_REQUESTS = 20;

  private final ProviderOrganizationStore organizations;
  private final Providers providers;

  public MissingOrganizationCheck(ProviderOrganizationStore organizations, Providers providers) {
    this.organizations = organizations;
    this.providers = providers;
  }

  /// The listing with the results for missing organizations. Those that were not requested count as
  /// not visible.
  OrganizationListing complete(AccountKey account, AccountReading.Complete reading, boolean forced)
      throws InterruptedException {
    List<ProviderOrganization> stored = organizations.listAll(account);
    OrganizationListing listing = listing(reading, reading.organizations(), Map.of());
    OrganizationChanges first =
        OrganizationRules.reconcile(stored, listing, OrganizationDataSync.ALL, false);
    if (first.isSuspicious() && !forced) {
      return listing;
    }
    ProviderAdapter adapter = providers.adapter(account.provider());
    List<OrganizationRecord> listed = new ArrayList<>(reading.organizations());
    Map<String, OrganizationListing.MissingReason> absent = new HashMap<>();
    for (String id : toRequest(stored, listing)) {
      switch (adapter.lookUpOrganization(reading.session(), id)) {
        case OrganizationLookup.Found(OrganizationRecord found) -> listed.add(found);
        case OrganizationLookup.ActionRequired(String uri) ->
            absent.put(
                id,
                new OrganizationListing.MissingReason(BlockedReason.CUSTOMER_ACTION_REQUIRED, uri));
        case OrganizationLookup.NotVisible _ ->
            absent.put(id, OrganizationListing.MissingReason.NOT_VISIBLE);
        case OrganizationLookup.Failed _ -> {
          // Neither listed nor accessible by its id: not visible, which a later sync may correct.
        }
      }
    }
    return listing(reading, listed, absent);
  }

  private static OrganizationListing listing(
      AccountReading.Complete reading,
      List<OrganizationRecord> listed,
      Map<String, OrganizationListing.MissingReason> absent) {
    OrganizationListing listing = OrganizationListing.of(listed, absent);
    return reading.missing() > 0 ? listing.incomplete() : listing;
  }

  private static List<String> toRequest(
      List<ProviderOrganization> stored, OrganizationListing listing) {
    return stored.stream()
        .filter(organization -> organization.blockedReason() != BlockedReason.NOT_VISIBLE)
        .map(ProviderOrganization::providerOrgId)
        .filter(id -> !listing.listed().containsKey(id))
        .limit(MAX_REQUESTS)
        .toList();
  }
}
