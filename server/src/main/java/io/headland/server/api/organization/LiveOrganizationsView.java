package io.headland.server.api.organization;

import io.headland.server.provider.OrganizationAccess;
import io.headland.server.provider.OrganizationRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The present organizations at the provider, in Leaf's form.
record LiveOrganizationsView(
    List<Entry> connectedOrganizations, List<Entry> notConnectedOrganizations) {

  record Entry(String id, String name, @Nullable String managementUri) {
    static Entry of(OrganizationRecord organization) {
      String uri = organization.managementUri();
      return new Entry(
          organization.providerOrgId(), organization.name(), uri.isBlank() ? null : uri);
    }
  }

  static LiveOrganizationsView of(List<OrganizationRecord> organizations) {
    return new LiveOrganizationsView(entries(organizations, true), entries(organizations, false));
  }

  private static List<Entry> entries(List<OrganizationRecord> organizations, boolean connected) {
    return organizations.stream()
        .filter(
            organization -> (organization.access() == OrganizationAccess.CONNECTED) == connected)
        .map(Entry::of)
        .toList();
  }
}
