package io.headland.server.provider.trimble;

import io.headland.server.provider.Cursor;
import io.headland.server.provider.Fetch;
import io.headland.server.provider.Fetch.Last;
import io.headland.server.provider.Fetch.More;
import io.headland.server.provider.OrganizationLookup;
import io.headland.server.provider.OrganizationLookup.Failed;
import io.headland.server.provider.OrganizationLookup.Found;
import io.headland.server.provider.OrganizationLookup.NotVisible;
import io.headland.server.provider.OrganizationRecord;
import io.headland.server.provider.ProviderFailure;
import io.headland.server.provider.ProviderSession;
import java.util.List;
import java.util.Optional;

/// Finds one organization in the list, since Trimble has no request for a single one.
final class OrganizationSearch {
  private final BookmarkListing<OrganizationRecord> listing;

  OrganizationSearch(BookmarkListing<OrganizationRecord> listing) {
    this.listing = listing;
  }

  /// Terminates because positions are bounded.
  OrganizationLookup find(ProviderSession session, String providerOrgId)
      throws InterruptedException {
    Fetch<OrganizationRecord> page = listing.fetch(session, new Cursor.Start());
    while (page instanceof More(List<OrganizationRecord> some, Cursor next)) {
      Optional<OrganizationLookup> found = find(some, providerOrgId);
      if (found.isPresent()) {
        return found.get();
      }
      page = listing.fetch(session, next);
    }
    return switch (page) {
      case Last(List<OrganizationRecord> rest, _) ->
          find(rest, providerOrgId).orElseGet(NotVisible::new);
      case Fetch.Failed(ProviderFailure failure) -> new Failed(failure);
      case More<OrganizationRecord> _,
          Fetch.Incomplete<OrganizationRecord> _,
          Fetch.Changed<OrganizationRecord> _,
          Fetch.Unchanged<OrganizationRecord> _ ->
          throw new IllegalStateException("Unexpected end of a list of Trimble");
    };
  }

  private static Optional<OrganizationLookup> find(
      List<OrganizationRecord> organizations, String providerOrgId) {
    return organizations.stream()
        .filter(organization -> organization.providerOrgId().equals(providerOrgId))
        .findFirst()
        .map(Found::new);
  }
}
